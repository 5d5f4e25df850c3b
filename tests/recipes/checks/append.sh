# One evs serves bash, Python and Node: answers, refusals, and evs that dies before it has answered.
. "$(dirname "$0")/shop.sh"

append.bash >out 2>err
equal 3 "$(grep -c '^{' out)" "answers to bash"
grep -q '^{"error":{"code":"conflict"' out || fail "bash: no conflict"
grep -q 'somebody was faster' out && grep -q 'exit status 4' out || fail "bash: a conflict is not told"
equal 2 "$(evs read order-9 | lines /dev/stdin)" "events from bash"

# An evs that stores a line and dies before it has said so, once.
mkdir dying
cat >dying/evs <<X
#!/bin/sh
[ ! -e died ] || exec "$evs" "\$@"
: >died
IFS= read -r line
printf '%s\n' "\$line" | "$evs" "\$@" >/dev/null
X
chmod +x dying/evs

if command -v python3 >/dev/null; then
    PATH=$PWD/dying:$PATH append.py >out
    equal 2 "$(evs read order-10 | lines /dev/stdin)" "events from Python"
    printf 'stored at position 11\nconflict: %s\n' "stream 'order-10' is at version 1, not 3" >expected
    same_files expected out "what Python prints"
    [ -e died ] || fail "evs did not die"
    rm died
else
    say "skipped: Python is not installed"
fi

if command -v node >/dev/null; then
    append.js >out
    printf '100 orders are stored\nconflict: %s\n' "stream 'order-1001' is at version 1, not 7" >expected
    same_files expected out "what Node prints"
    equal 100 "$(evs streams order-1 | grep -c 'order-1[0-9][0-9][0-9]"')" "streams from Node"
    if PATH=$PWD/dying:$PATH append.js >out 2>&1; then fail "Node did not see evs die"; fi
    grep -q 'send the same ids again' out || fail "Node does not say what to do"
else
    say "skipped: Node is not installed"
fi

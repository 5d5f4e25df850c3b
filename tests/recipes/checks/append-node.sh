# One evs serves Node, a hundred orders at a time; if it dies, those that wait are told.
. "$(dirname "$0")/shop.sh"
needs node
append.js >out
printf '100 orders are stored\nconflict: %s\n' "stream 'order-1001' is at version 1, not 7" >expected
same_files expected out "what it prints"
equal 100 "$(evs streams order-1 | grep -c 'order-1[0-9][0-9][0-9]"')" "streams"

makes_dying_evs
if PATH=$PWD/dying:$PATH append.js >out 2>&1; then fail "it did not see evs die"; fi
grep -q 'send the same ids again' out || fail "it does not say what to do"

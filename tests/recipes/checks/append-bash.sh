# One evs serves bash: with answers, and with refusals.
. "$(dirname "$0")/shop.sh"
append.bash >out 2>err
equal 3 "$(grep -c '^{' out)" "answers"
grep -q '^{"error":{"code":"conflict"' out || fail "there is no conflict"
grep -q 'somebody was faster' out && grep -q 'exit status 4' out || fail "the conflict is not told"
equal 2 "$(evs read order-9 | lines /dev/stdin)" "events"

# One evs serves Python; if it dies before it has answered, the event is there once all the same.
. "$(dirname "$0")/shop.sh"
needs python3
makes_dying_evs
PATH=$PWD/dying:$PATH append.py >out
[ -e died ] || fail "evs did not die"
equal 2 "$(evs read order-10 | lines /dev/stdin)" "events"
printf 'stored at position 9\nconflict: %s\n' "stream 'order-10' is at version 1, not 3" >expected
same_files expected out "what it prints"

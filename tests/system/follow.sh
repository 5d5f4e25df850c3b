# read --follow prints what others commit, at once, even if it was there before the store.
. "$(dirname "$0")/lib.sh"
needs perl
count=41
most=100 # ms; the median, so that a busy machine does not matter
[ -z "$sanitizers" ] || most=1000
perl "$sources/follow.pl" "$evs" $count >delays || fail "the follower lost an event"
equal 2 "$(lines delays)" "stores followed"
while read -r store times; do
    # shellcheck disable=SC2086 # a list
    set -- $times
    equal $count $# "events of $store"
    median=$(echo "$times" | cut -d ' ' -f $(((count + 1) / 2)))
    say "$store: median $median ms, last $(echo "$times" | cut -d ' ' -f $count) ms"
    [ "${median%.*}" -lt $most ] || fail "$store: printed $median ms after the acknowledgement"
done <delays

# A follower that is killed before, in and after the work, at every event, leaves none out; and there is only one.
. "$(dirname "$0")/shop.sh"
needs jq flock setsid
cat >>model.lua <<'X'
upcast "OrderPaid" { from = 1, to = 2,
  function(e) return { e, { type = "ThanksDue", data = { thanks = true } } } end,
  test = { { { data = {} }, { { data = {} }, { type = "ThanksDue", data = { thanks = true } } } } },
}
X
evs read | jq -r .id >events
last=$(tail -n 1 events)

# Every other call kills the followers before the work, the others after it, until each event was met twice.
cat >work <<'X'
#!/bin/sh
id=$(jq -r .id)
echo "$id" >>met
[ "$(grep -cxF "$id" met)" -gt 1 ] || kill -9 0
echo "$id" >>done
[ "$(grep -cxF "$id" met)" -gt 2 ] || kill -9 0
[ "$id" != "$(tail -n 1 events)" ] || kill -9 0
X
chmod +x work

# followed: whether all of the events were worked on, first in their order.
followed() { awk '!seen[$0]++' done | cmp -s - events; }

kills=0
until grep -qxF "$last" done 2>/dev/null; do
    setsid -w timeout 60 follow.sh cursor ./work 2>/dev/null && fail "it ended"
    kills=$((kills + 1))
    [ $kills -le 60 ] || fail "it does not get on"
done
followed || { cat done >&2 && fail "an event was left out"; }
[ $kills -ge 20 ] || fail "it was killed $kills times only"

# That would be noticed: a cursor that is ahead of the work.
rm done
echo 3 >cursor
cat >work <<'X'
#!/bin/sh
jq -r .id >>done
[ "$(tail -n 1 done)" != "$(tail -n 1 events)" ] || kill -9 0
X
setsid -w timeout 60 follow.sh cursor ./work 2>/dev/null || :
! followed || fail "events that are left out are not noticed"

# Work that fails is tried again, before anything else.
rm cursor
cat >work <<'X'
#!/bin/sh
jq -r .id >>tried
case $(wc -l <tried) in
1) exit 1 ;;
3) kill -9 0 ;;
esac
X
setsid -w timeout 60 follow.sh cursor ./work 2>/dev/null || :
equal 'e-1 e-1 e-2' "$(paste -s -d ' ' tried)" "events after work that failed"

# An end of reading is a failure.
rm -f cursor
head -c 4096 /dev/zero >foreign.db
exits 1 env EVS_STORE=foreign.db timeout 60 follow.sh cursor cat
grep -q '\[damaged\]' err || { cat err >&2 && fail "it does not say why it ended"; }

# A follower whose shell alone was killed is still at work; the next one waits until that is over, and goes on there.
rm -f tried
echo 1 >cursor
cat >work <<'X'
#!/bin/sh
jq -r .id >>tried
[ -e orphaned ] || { : >orphaned && kill -9 "$(cat first)"; }
X
until_met() { until [ -e tried ] && [ "$(lines tried)" -ge "$1" ]; do sleep 0.05; done; }
setsid timeout 60 sh -c 'echo $$ >first; exec follow.sh cursor ./work' 2>/dev/null &
first=$!
clean_up() { for group in $first ${second-}; do kill -9 "-$group" 2>/dev/null || :; done; }
wait $first || :
setsid timeout 60 follow.sh cursor ./work &
second=$!
until [ "$(cat cursor)" = 8 ]; do sleep 0.05; done
same_files events tried "what was done"
kill -9 "-$first"
until_met 11 # the last one, again
kill -9 "-$second"
{ cat events && tail -n 1 events; } >expected
same_files expected tried "what was done in the end"

# kill -9 at many moments of an import and of append --each: run again, it ends as if nothing had happened.
. "$(dirname "$0")/../system/lib.sh"
needs perl awk
events=20000

# Three streams in four have ids; the events of the others get theirs from evs.
awk -v events=$events 'BEGIN {
    for (i = 1; i <= events; i++) {
        stream = (i * 7919) % 97
        id = stream % 4 ? sprintf("\"id\":\"e-%d\",", i) : ""
        printf "{%s\"stream\":\"s-%d\",\"type\":\"T%d\",\"time\":\"2026-01-01T00:00:%02dZ\",\"data\":{\"n\":%d}}\n",
            id, stream, i % 5, i % 60, i
    }
}' >log.ndjson
now() { perl -MTime::HiRes=time -e 'printf "%d\n", 1000 * time'; }
begin=$(now)
exits 0 "$evs" -s whole.db import --commit-every 500 log.ndjson
takes=$(($(now) - begin))
"$evs" -s whole.db export | without_made_ids >wanted
equal $events "$(lines wanted)" "events of the uninterrupted import"

# is_complete EXPORT
is_complete() { cmp -s wanted "$1"; }

sed 777d wanted >dropped
sed 777p wanted >twice
for bad in dropped twice; do
    if is_complete $bad; then fail "the comparison does not see that a line is $bad"; fi
done

# counts STORE: what stats says, apart from sizes and the digest, which is salted
counts() { "$evs" -s "$1" stats -o ndjson | sed 's/"bytes":[0-9]*,//; s/,"head":.*//'; }
whole=$(counts whole.db)

# import_killed CALL N: an import into killed.db that dies at its Nth system call of that name
import_killed() {
    status=0
    strace -f -qq -o trace -e "trace=$1" -e "inject=$1:signal=KILL:when=$2" \
        "$evs" -q -s killed.db import --commit-every 500 log.ndjson >out 2>err || status=$?
}

# import_killed_after MILLISECONDS
import_killed_after() {
    status=0
    perl -e 'my ($wait, @command) = @ARGV; my $child = fork; if (!$child) { exec @command } select undef, undef, undef,
        $wait / 1000; kill KILL => $child; waitpid $child, 0; exit($? & 127 ? 128 + ($? & 127) : $? >> 8)' \
        "$1" "$evs" -q -s killed.db import --commit-every 500 log.ndjson >out 2>err || status=$?
}

kills=0
partial=0
# resumed WHEN: finishes the import of killed.db and compares.
resumed() {
    case $status in
    137) kills=$((kills + 1)) ;;
    0) ;;
    *) cat err >&2 && fail "exit $status when killed $1" ;;
    esac
    before=0
    if [ -s killed.db ] && "$evs" -s killed.db stats >/dev/null 2>&1; then before=$(stored killed.db); fi
    equal 0 $((before % 500)) "events of half a commit when killed $1"
    if [ "$before" -gt 0 ] && [ "$before" -lt $events ]; then partial=$((partial + 1)); fi
    if [ $((kills % 2)) -eq 0 ]; then
        exits 0 "$evs" -q -s killed.db import --commit-every 500 -o ndjson log.ndjson
    else
        cat log.ndjson | exits 0 "$evs" -q -s killed.db import --commit-every 500 -o ndjson
    fi
    equal "$((events - before)) $before 0" "$(field events <out) $(field skipped <out) $(field rejected <out)" \
        "events, skipped, rejected of the import after a kill $1"
    "$evs" -s killed.db export | without_made_ids >found
    is_complete found || same_files wanted found "the import after a kill $1"
    equal "$whole" "$(counts killed.db)" "stats after a kill $1"
    rm -f killed.db*
}

traces=
if command -v strace >/dev/null && strace -f -qq -o trace -e trace=openat "$evs" version >/dev/null 2>&1; then
    traces=yes
fi

status=0
if [ "$traces" ]; then
    for call in pwrite64:2 pwrite64:9 pwrite64:27 pwrite64:200 pwrite64:500 pwrite64:1700 pwrite64:3100 \
        pwrite64:4200 fdatasync:1 fdatasync:2 fdatasync:4 fdatasync:13 fdatasync:40 fdatasync:50 ftruncate:1 \
        ftruncate:2 fsync:1 unlink:1; do
        import_killed "${call%:*}" "${call#*:}"
        if [ "$call" = pwrite64:1700 ]; then import_killed pwrite64 400; fi # the second attempt is killed, too
        resumed "at $call"
    done
else
    say "without strace, the kills come by the clock"
    for part in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
        import_killed_after $((takes * part / 15))
        resumed "after $part fifteenths of $takes ms"
    done
fi
[ $kills -ge 8 ] || fail "only $kills imports were killed"
[ $partial -ge 3 ] || fail "only $partial imports were killed half-way"

awk -v sent=12000 'BEGIN { for (i = 1; i <= sent; i++)
    printf "{\"stream\":\"s-%d\",\"type\":\"T\",\"id\":\"a-%d\",\"data\":{\"n\":%d}}\n", i % 7, i, i }' >each.ndjson
sed 's/.*"id":"\([^"]*\)".*/\1/' each.ndjson >sent

# places FILE: stream, seq, position and id of acknowledgements or event lines
places() {
    perl -ne 'my $line = $_; print join(" ", map { $line =~ /"$_":"?([^",}]*)/ } qw(stream seq position id)), "\n"' "$1"
}

# keeps_word ACKNOWLEDGED STORED: what was acknowledged is stored at its place; what is stored was sent, in that order.
keeps_word() {
    places "$1" >promised
    places "$2" >kept
    head -n "$(lines promised)" kept | cmp -s - promised || return 1
    cut -d ' ' -f 4 kept >ids
    head -n "$(lines ids)" sent | cmp -s - ids
}

for count in 1 40 400 1500; do
    perl "$sources/killed_each.pl" "$evs" each.db each.ndjson $count >acknowledged
    "$evs" -s each.db export >found
    [ "$(lines acknowledged)" -ge $count ] || fail "only $(lines acknowledged) acknowledgements of $count"
    keeps_word acknowledged found || fail "append --each killed after $count acknowledgements broke one"
    sed 1d found >dropped
    sed 1p found >twice
    for bad in dropped twice; do
        if keeps_word acknowledged $bad; then fail "the comparison does not see that an event is $bad"; fi
    done
    "$evs" -s each.db append --each <each.ndjson >acknowledged
    equal 12000 "$(lines acknowledged)" "acknowledgements when all is sent again"
    "$evs" -s each.db export >found
    equal 12000 "$(lines found)" "events when all is sent again"
    keeps_word acknowledged found || fail "sent again, events are elsewhere"
    rm -f each.db*
done
say "$kills imports killed, $partial of them half-way, and 4 appenders"

head -n 30 each.ndjson >few.ndjson
every_call=0
# killed_at_calls EVENTS COMMAND...: at its first call of each name, the next, and so on until it comes through. The
# calls of which there are many are tried in steps; faults.injected_errors leaves none out.
killed_at_calls() {
    events=$1
    shift
    for call in pwrite64:7 fdatasync:1 fsync:1 ftruncate:1 unlink:1 write:1; do
        number=1
        while :; do
            rm -f killed.db*
            status=0
            strace -f -qq -o trace -e "trace=${call%:*}" -e "inject=${call%:*}:signal=KILL:when=$number" \
                "$evs" -q -s killed.db "$@" <few.ndjson >acknowledged 2>err || status=$?
            [ $status -eq 137 ] || break
            if [ "$1" = import ]; then : >acknowledged; fi # a summary names no event
            exits 0 "$evs" -q -s killed.db "$@" <few.ndjson
            "$evs" -s killed.db export >found
            equal "$events" "$(lines found)" "events of $1 killed at ${call%:*} $number, sent again"
            keeps_word acknowledged found || fail "$1 killed at ${call%:*} $number broke its word"
            every_call=$((every_call + 1))
            number=$((number + ${call#*:}))
        done
        equal 0 $status "exit status of $1 without a kill"
    done
}

if [ "$traces" ]; then # a line for each command
    killed_at_calls 1 append s-1 T '{"n":1}' --id a-1
    killed_at_calls 30 append --each
    killed_at_calls 30 import --commit-every 10
    say "faults: SIGKILL by strace: $((every_call + kills)) points, $((every_call + kills)) stores, 0 failures"
fi

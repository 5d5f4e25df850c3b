# kill -9 at many moments of a rewrite that upcasts, merges and renames: run again, it ends with the events of one that
# nobody stopped.
. "$(dirname "$0")/../system/lib.sh"
needs awk strace
[ "$sanitizers" = "" ] || skip "under a sanitizer, strace sees other calls"

# Of each stream, three events in a row have the same type; they are 97 positions apart, so that other streams are
# between them.
awk 'BEGIN {
    for (i = 1; i <= 6000; i++) {
        printf "{\"id\":\"e-%d\",\"stream\":\"s-%d\",\"type\":\"T%d\",\"time\":\"2026-01-01T00:00:%02dZ\",\"data\":{\"n\":%d.10}}\n",
            i, i % 97, (int(i / 291) + i % 97) % 5, i % 60, i
    }
}' >log.ndjson
cat >model.lua <<'END'
upcast "T1" { from = 1, to = 2, function(e) e.data.more = true; return { e, { type = "U" }, { type = "V" } } end }
upcast "T2" { from = 1, to = 2, reason = "noise", function(e) return {} end }
merge_events "T3" { reason = "counted", function(a, b) a.data.n = a.data.n + b.data.n; return a end }
rename_streams { function(s) return "r" .. s end }
END
# What T1 makes of one is three, T2 is dropped, and of T3 those are left that no T3 is before in their stream.
wanted_events=$(awk 'BEGIN {
    for (i = 1; i <= 6000; i++) {
        stream = i % 97
        type = (int(i / 291) + stream) % 5
        events += type == 1 ? 3 : type == 2 || (type == 3 && before[stream] == 3) ? 0 : 1
        if (type != 2) before[stream] = type
    }
    print events + 2
}')
exits 0 "$evs" -q import log.ndjson
exits 0 "$evs" head
mv out head
exits 0 "$evs" -q rewrite whole.db --merge --rename-streams --commit-every 150
"$evs" -s whole.db read >wanted
equal "$wanted_events" "$(lines wanted)" "events of the uninterrupted rewrite"

# The comparison can fail.
sed 777p wanted >twice
if cmp -s wanted twice; then fail "the comparison does not see a line that is there twice"; fi

# Whether a store ends in the middle of a merge: it says that an event was merged that comes behind all that it has.
ends_in_merge() {
    "$evs" -s "$1" read | awk -F '"rewritten_from":' 'NF > 1 {
        n = split($2, positions, /"position":/)
        if (positions[2] + 0 > last) last = positions[2] + 0
        for (i = 3; i <= n; i++) if (positions[i] + 0 > merged) merged = positions[i] + 0
    } END { exit !(merged > last) }'
}

unfinished=0
in_merge=0
for call in fsync,fdatasync pwrite64; do
    for moment in 1 2 3 5 8 13 20 40 80 160; do
        rm -f killed.db*
        strace -f -qq -o trace -e "trace=$call" -e "inject=$call:signal=KILL:when=$moment" \
            "$evs" -q rewrite killed.db --merge --rename-streams --commit-every 150 >out 2>err || :
        if [ -e killed.db ] && "$evs" -s killed.db verify 2>said >out && grep -q 'is not finished' said; then
            unfinished=$((unfinished + 1))
            if ends_in_merge killed.db; then in_merge=$((in_merge + 1)); fi
        fi
        exits 0 "$evs" -q rewrite killed.db --merge --rename-streams --commit-every 150
        "$evs" -s killed.db read >found
        same_files wanted found "a rewrite that was killed at $call number $moment"
        exits 0 "$evs" -s killed.db verify
        if grep -q 'is not finished' err; then fail "a finished rewrite says that it is not"; fi
    done
done
# That the kills hit the middle of the work: otherwise nothing was shown.
[ "$unfinished" -ge 5 ] || fail "only $unfinished of the killed rewrites were begun and not finished"
[ "$in_merge" -ge 3 ] || fail "only $in_merge of the killed rewrites ended in the middle of a merge"
say "$unfinished rewrites were killed between their first and their last commit, $in_merge of them inside merges"
exits 0 "$evs" head
same_files head out "the head of the source"

# kill -9 at many moments of a rewrite: run again, it ends with the events of one that nobody stopped.
. "$(dirname "$0")/../system/lib.sh"
needs awk strace
[ "$sanitizers" = "" ] || skip "under a sanitizer, strace sees other calls"

awk 'BEGIN {
    for (i = 1; i <= 6000; i++) {
        printf "{\"id\":\"e-%d\",\"stream\":\"s-%d\",\"type\":\"T%d\",\"time\":\"2026-01-01T00:00:%02dZ\",\"data\":{\"n\":%d.10}}\n",
            i, (i * 7919) % 97, i % 5, i % 60, i
    }
}' >log.ndjson
cat >model.lua <<'END'
upcast "T1" { from = 1, to = 2, function(e) e.data.more = true; return { e, { type = "U" }, { type = "V" } } end }
upcast "T2" { from = 1, to = 2, reason = "noise", function(e) return {} end }
END
exits 0 "$evs" -q import log.ndjson
exits 0 "$evs" head
mv out head
exits 0 "$evs" -q rewrite whole.db --commit-every 400
"$evs" -s whole.db read >wanted
equal 7202 "$(lines wanted)" "events of the uninterrupted rewrite"

# The comparison can fail.
sed 777p wanted >twice
if cmp -s wanted twice; then fail "the comparison does not see a line that is there twice"; fi

unfinished=0
for call in fsync,fdatasync pwrite64; do
    for moment in 1 2 3 5 8 13 20 40 80 160; do
        rm -f killed.db*
        strace -f -qq -o trace -e "trace=$call" -e "inject=$call:signal=KILL:when=$moment" \
            "$evs" -q rewrite killed.db --commit-every 400 >out 2>err || :
        if [ -e killed.db ] && "$evs" -s killed.db verify 2>said >out && grep -q 'is not finished' said; then
            unfinished=$((unfinished + 1))
        fi
        exits 0 "$evs" -q rewrite killed.db --commit-every 400
        "$evs" -s killed.db read >found
        same_files wanted found "a rewrite that was killed at $call number $moment"
        exits 0 "$evs" -s killed.db verify
        if grep -q 'is not finished' err; then fail "a finished rewrite says that it is not"; fi
    done
done
# That the kills hit the middle of the work: otherwise nothing was shown.
[ "$unfinished" -ge 5 ] || fail "only $unfinished of the killed rewrites were begun and not finished"
say "$unfinished rewrites were killed between their first and their last commit"
exits 0 "$evs" head
same_files head out "the head of the source"

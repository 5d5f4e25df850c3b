# A backup is a prefix of the log while others write, and all or nothing however it is ended.
. "$(dirname "$0")/lib.sh"
needs python3 strace awk
strace -qq -o /dev/null true 2>/dev/null || skip "strace cannot trace here"

awk 'BEGIN { for (i = 1; i <= 1200; i++)
    printf "{\"stream\":\"s-%d\",\"type\":\"T\",\"data\":{\"n\":%d,\"text\":\"%02000d\"}}\n", i % 9, i, i }' >log.ndjson
exits 0 "$evs" -q -s evs.db import log.ndjson
head=$("$evs" head)

# is_whole FILE: the backup is the store.
is_whole() { [ "$(python3 -B "$sources/outsider_of_tables.py" "$1")" = "$head" ]; }
temporaries() { find . -maxdepth 1 -name 'b.db.*.tmp*' | wc -l; }

# points_of CALL: how often a backup makes a system call
points_of() {
    rm -f b.db*
    strace -f -qq -o trace -e "trace=$1" "$evs" backup b.db >out
    grep -c "$1(" trace || :
}

# backup_with INJECTION TRACED_CALL
backup_with() {
    rm -f b.db*
    status=0
    strace -f -qq -o trace -e "trace=$2" -e "inject=$2:$1" "$evs" backup b.db >out 2>err || status=$?
}

# some_of COUNT: about six numbers from 1 to COUNT, the first and the last two among them
some_of() { awk -v n="$1" 'BEGIN { step = int(n / 4) + 1; for (i = 1; i <= n; i++) if (i % step == 1 || i > n - 2) print i }'; }

# has_ended_by STATUS: whether the signal came. strace counts the calls of each thread for itself, so none may get that
# far; then the backup is complete.
has_ended_by() {
    [ $status -eq "$1" ] && return
    [ $status -eq 0 ] || { cat err >&2 && fail "exit $status instead of $1 at $call $point"; }
    is_whole b.db || fail "a part of a backup, with exit 0, at $call $point"
    return 1
}

interrupted=0
left_by_kill=0
for call in openat pwrite64 fsync unlink renameat2; do
    for point in $(some_of "$(points_of $call)"); do
        backup_with "signal=INT:when=$point" $call
        has_ended_by 130 || continue
        equal 0 "$(temporaries)" "files left when interrupted at $call $point"
        if [ -e b.db ]; then
            is_whole b.db || fail "a part of a backup, interrupted at $call $point"
        else
            interrupted=$((interrupted + 1))
        fi
        backup_with "signal=KILL:when=$point" $call
        has_ended_by 137 || continue
        if [ -e b.db ]; then is_whole b.db || fail "a part of a backup, killed at $call $point"; fi
        [ "$(temporaries)" -eq 0 ] || left_by_kill=$((left_by_kill + 1))
        exits 0 "$evs" -q backup --force b.db
        is_whole b.db || fail "the backup after one that was killed at $call $point"
    done
done
[ $interrupted -ge 6 ] || fail "only $interrupted backups were interrupted before they were complete"
# The control: what does not clean up behind itself leaves files at these points.
[ $left_by_kill -ge 4 ] || fail "only $left_by_kill of the killed backups had begun a file"

for signal in HUP TERM; do
    backup_with "signal=$signal:when=3" pwrite64
    [ $status -gt 128 ] || fail "exit $status after SIG$signal"
    equal 0 "$(temporaries)" "files left after SIG$signal"
done
rm -f b.db*
(trap '' HUP && exec strace -f -qq -o trace -e trace=pwrite64 -e inject=pwrite64:signal=HUP:when=3 "$evs" backup b.db) \
    >out || fail "an ignored signal ended the backup"
is_whole b.db || fail "a part of a backup, with an ignored signal"

# Disks that are full or broken.
for point in $(some_of "$(points_of pwrite64)"); do
    backup_with "error=ENOSPC:when=$point+" pwrite64
    [ $status -eq 8 ] || { cat err >&2 && fail "exit $status on a disk that is full at write $point"; }
    [ -z "$(find . -maxdepth 1 -name 'b.db*')" ] || fail "files are left on a full disk, at write $point"
done
grep -q 'No space left\|disk is full' err || { cat err >&2 && fail "the error does not say that the disk is full"; }
backup_with "error=EIO:when=1" fsync
equal 8 $status "exit status after a failed fsync"
[ -z "$(find . -maxdepth 1 -name 'b.db*')" ] || fail "files are left after a failed fsync"
(ulimit -f 1000 && exits 8 "$evs" backup b.db)
[ -z "$(find . -maxdepth 1 -name 'b.db*')" ] || fail "files are left after the limit of a file's size"

# While somebody writes: each backup holds what was acknowledged before it began, and is the beginning of the log.
: >acknowledged
{
    i=0
    while [ ! -e enough ]; do
        i=$(expr $i + 1) # a process each, so that there are many commits
        printf '{"stream":"w-%d","type":"T","data":%d}\n' $((i % 5)) $i
    done
} | "$evs" append --each >acknowledged &
writer=$!
seen=0
for backup in w1.db w2.db w3.db w4.db; do
    until before=$(lines acknowledged) && [ "$before" -gt "$seen" ]; do
        kill -0 $writer || fail "the writer has ended"
    done
    seen=$before
    exits 0 "$evs" -q backup $backup
    held=$(stored $backup)
    [ "$held" -ge $((1200 + before)) ] || fail "$before events were acknowledged, and the backup holds $held"
    equal "$(field head <out)" "$(python3 -B "$sources/outsider_of_tables.py" $backup)" "the head of $backup"
done
: >enough
wait $writer || fail "the writer was disturbed"
equal $((1200 + $(lines acknowledged))) "$(stored evs.db)" "events in the end"
"$evs" export >whole.ndjson
for backup in w*.db; do
    "$evs" -s "$backup" export >part.ndjson
    head -n "$(lines part.ndjson)" whole.ndjson | cmp -s - part.ndjson || fail "$backup is not the beginning of the log"
done
say "$interrupted interrupted, $left_by_kill killed in the middle, 4 made while $(lines acknowledged) events were written"

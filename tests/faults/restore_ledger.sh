# kill -9 at every call with which restore --ledger writes: under the name of the store is nothing, or what the purges
# left. Full and broken disks leave nothing at all.
. "$(dirname "$0")/../system/lib.sh"
. "$(dirname "$0")/person.sh"
needs strace
strace -f -qq -o trace -e trace=openat "$evs" version >/dev/null 2>&1 || skip "strace cannot trace here"

exits 0 "$evs" -q -s whole.db import log.ndjson
exits 0 "$evs" -q -s whole.db backup backup.db
exits 0 "$evs" -q -s whole.db purge --subject ada@example.com --yes --ledger ledger
exits 0 "$evs" -q -s whole.db purge --subject bob1@example.org --yes --ledger ledger
head=$("$evs" -s whole.db head)

# holds_them FILE...: whether one of them has something of her or of him
holds_them() { cat "$@" 2>/dev/null | grep -qaE 'ada@example|adalovelace|-700003|bob1@example|-700001'; }

holds_them backup.db || fail "the search sees nothing where everything is there"
if holds_them ledger; then fail "the ledger holds something of them"; fi
# The control: without the ledger they are back.
exits 0 "$evs" -q -s new.db restore backup.db
holds_them new.db || fail "a backup without its ledger is purged"

# restore_with INJECTION CALL
restore_with() {
    rm -f new.db*
    status=0
    strace -f -qq -o trace -e "trace=$2" -e "inject=$2:$1" "$evs" -s new.db restore backup.db --ledger ledger \
        >out 2>err || status=$?
}

# is_purged WHEN: the restored store is what the purges left.
is_purged() {
    equal "$head" "$("$evs" -s new.db head)" "the head after $1"
    if holds_them new.db new.db-wal new.db-shm; then fail "they are in the restored store after $1"; fi
    exits 0 "$evs" -s new.db verify
    if grep -q 'is not finished' err; then fail "the restored store has an unfinished purge after $1"; fi
}

killed=0
held=0
for call in pwrite64:3 fdatasync:1 fsync:1 ftruncate:1 unlink:1 renameat2:1 openat:12; do
    number=1
    while :; do
        restore_with "signal=KILL:when=$number" "${call%:*}"
        [ $status -eq 137 ] || break
        killed=$((killed + 1))
        if holds_them new.db.*.tmp*; then held=$((held + 1)); fi
        if [ -e new.db ]; then
            is_purged "a kill at ${call%:*} $number"
        else
            exits 0 "$evs" -q -s new.db restore backup.db --ledger ledger
            is_purged "a restore after one that was killed at ${call%:*} $number"
        fi
        number=$((number + ${call#*:}))
    done
    equal 0 $status "exit status of a restore without a kill"
    is_purged "a restore that nobody killed"
done
# What could have appeared under the name was there: the copy with all of it.
[ $held -ge 3 ] || fail "only $held of $killed kills found the copy before it was purged"

broken=0
for error in pwrite64:ENOSPC fdatasync:EIO fsync:EIO ftruncate:EIO; do
    number=1
    while :; do
        restore_with "error=${error#*:}:when=$number" "${error%:*}"
        [ $status -ne 0 ] || break
        broken=$((broken + 1))
        equal 8 $status "exit status after ${error#*:} at ${error%:*} $number"
        [ -z "$(find . -maxdepth 1 -name 'new.db*')" ] || fail "files are left after ${error#*:} at ${error%:*} $number"
        number=$((number + 7))
    done
done
[ $broken -ge 4 ] || fail "only $broken restores met a broken disk"
say "faults: restore --ledger: SIGKILL at $killed points, $held before the purge; $broken errors, 0 failures"

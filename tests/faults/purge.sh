# kill -9 at every call of a purge that writes, and a disk without room: every later command says what is unfinished,
# and purge --resume ends as an uninterrupted purge does, with the purge once in its ledger.
. "$(dirname "$0")/../system/lib.sh"
. "$(dirname "$0")/person.sh"

exits 0 "$evs" -q -s whole.db import log.ndjson
"$evs" -s whole.db export >before
head=$("$evs" -s whole.db head)

# holds_her STORE: whether a file of the store has something of her
holds_her() { cat "$1" "$1-wal" "$1-shm" 2>/dev/null | grep -qaE 'ada@example|adalovelace|-700003'; }
# is_purged STORE: by what evs shows of it
is_purged() { ! "$evs" -q -s "$1" export | grep -q 'ada@example'; }

holds_her whole.db || fail "the search sees nothing where everything is there"

# copy_of_store: a store that nobody has purged, as killed.db
copy_of_store() {
    rm -f killed.db* ledger*
    cp whole.db killed.db
}

purge() { "$evs" -s killed.db purge --subject ada@example.com --yes --ledger ledger "$@"; }

copy_of_store
exits 0 purge
if holds_her killed.db; then fail "a purge left something"; fi
is_purged killed.db || fail "a purge did nothing"
exits 0 "$evs" -s killed.db verify --since "$head"

# finished WHEN: whatever state the kill left, the purge can be brought to its end.
finished() {
    if is_purged killed.db; then
        exits 0 "$evs" -s killed.db stats
        if grep -q "a purge of 'killed.db' is not finished" err; then
            unfinished=$((unfinished + 1))
            for command in verify head export; do
                exits 0 "$evs" -s killed.db $command
                grep -q 'is not finished' err || fail "$command says nothing of the purge that was killed $1"
            done
            exits 4 purge # another may not begin
            exits 2 "$evs" -s killed.db purge --resume --subject ada@example.com # the ledger may not have it
            exits 0 "$evs" -s killed.db purge --resume --subject ada@example.com --ledger ledger
        fi
    else
        "$evs" -q -s killed.db export >found
        same_files before found "the store after a kill $1"
        exits 0 purge
    fi
    is_purged killed.db || fail "she is still there after a kill $1"
    if holds_her killed.db; then fail "the files still hold something after a kill $1"; fi
    exits 0 "$evs" -s killed.db verify --since "$head"
    if grep -q 'is not finished' err; then fail "a finished purge is called unfinished after a kill $1"; fi
    exits 3 purge
    equal 1 "$(lines ledger)" "lines of the ledger after a kill $1"
    rm -f restored.db*
    exits 0 "$evs" -s restored.db restore whole.db --ledger ledger
    "$evs" -q -s killed.db export >purged
    "$evs" -q -s restored.db export >restored
    same_files purged restored "a restore by the ledger after a kill $1"
}

killed=0
unfinished=0
if command -v strace >/dev/null && strace -f -qq -o trace -e trace=openat "$evs" version >/dev/null 2>&1; then
    for call in pwrite64:4 fdatasync:1 ftruncate:1 write:1 fsync:1 rename:1 openat:30; do
        number=1
        while :; do
            copy_of_store
            status=0
            strace -f -qq -o trace -e "trace=${call%:*}" -e "inject=${call%:*}:signal=KILL:when=$number" \
                "$evs" -s killed.db purge --subject ada@example.com --yes --ledger ledger >out 2>err || status=$?
            [ $status -eq 137 ] || break
            killed=$((killed + 1))
            finished "at ${call%:*} $number"
            number=$((number + ${call#*:}))
        done
        equal 0 $status "exit status of a purge without a kill"
    done
    [ $unfinished -ge 3 ] || fail "only $unfinished of $killed kills left a purge unfinished"
    say "faults: SIGKILL in a purge: $killed points, $unfinished unfinished purges resumed, 0 failures"
else
    say "without strace, no purge is killed"
fi

mkdir small
if mount -t tmpfs -o size=400k none small 2>/dev/null; then
    clean_up() { umount "$work/small" 2>/dev/null || :; }
    cp whole.db small/killed.db
    head -c 250000 /dev/zero >small/fill 2>/dev/null || :
    status=0
    "$evs" -s small/killed.db purge --subject ada@example.com --yes --model model.lua >out 2>err || status=$?
    equal 8 $status "exit status on a disk without room"
    grep -q 'cannot be rewritten without [0-9]* bytes' err || fail "it does not say how much room is needed"
    "$evs" -q -s small/killed.db export >found
    same_files before found "the store on a disk without room"
    rm small/fill
else
    say "without mount, the full disk was left out"
fi

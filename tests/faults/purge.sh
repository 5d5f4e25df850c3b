# kill -9 at every call of a purge that writes, and a disk without room: every later command says what is unfinished,
# and purge --resume ends as an uninterrupted purge does, with the purge once in its ledger, and with a receipt that the
# person can show to be about them.
. "$(dirname "$0")/../system/lib.sh"
. "$(dirname "$0")/person.sh"
needs perl

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
    rm -f killed.db* ledger* receipt*
    cp whole.db killed.db
}

purge() { "$evs" -s killed.db purge --subject ada@example.com --yes --ledger ledger --receipt receipt "$@"; }
resume() { "$evs" -s killed.db purge --resume --subject ada@example.com --ledger ledger --receipt receipt "$@"; }

reference='use Digest::SHA "sha256_hex"; print sha256_hex(pack("H*", $ARGV[0]) . $ARGV[1])'
# is_receipted RESULT: whether the nonce that was printed shows that the receipt is hers
is_receipted() {
    nonce=$(sed -n 's/.*"nonce":"\([0-9a-f]*\)".*/\1/p' "$1")
    [ -n "$nonce" ] && [ -e receipt ] || return 1
    grep -q "\"subject\":\"$(perl -e "$reference" "$nonce" ada@example.com)\"" receipt
}

copy_of_store
exits 0 purge
is_receipted out || fail "a purge left no receipt that is hers"
if is_receipted err; then fail "a receipt is hers without its nonce"; fi
if holds_her killed.db; then fail "a purge left something"; fi
is_purged killed.db || fail "a purge did nothing"
exits 0 "$evs" -s killed.db verify --since "$head"

# finished WHEN: whatever state the kill left, the purge can be brought to its end.
finished() {
    cp out printed
    if is_purged killed.db; then
        exits 0 "$evs" -s killed.db stats
        if grep -q "a purge of 'killed.db' is not finished" err; then
            unfinished=$((unfinished + 1))
            for command in verify head export; do
                exits 0 "$evs" -s killed.db $command
                grep -q 'is not finished' err || fail "$command says nothing of the purge that was killed $1"
            done
            if [ -e receipt ]; then receipts=$((receipts + 1)); fi
            exits 4 purge --receipt other # another may not begin
            exits 2 "$evs" -s killed.db purge --resume --subject ada@example.com # the files may not have it
            exits 0 resume
            cp out printed
        fi
    else
        "$evs" -q -s killed.db export >found
        same_files before found "the store after a kill $1"
        exits 0 purge
        cp out printed
    fi
    is_receipted printed || fail "the receipt or its nonce is lost after a kill $1"
    is_purged killed.db || fail "she is still there after a kill $1"
    if holds_her killed.db; then fail "the files still hold something after a kill $1"; fi
    exits 0 "$evs" -s killed.db verify --since "$head"
    if grep -q 'is not finished' err; then fail "a finished purge is called unfinished after a kill $1"; fi
    exits 3 purge --receipt other
    equal 1 "$(lines ledger)" "lines of the ledger after a kill $1"
    rm -f restored.db*
    exits 0 "$evs" -s restored.db restore whole.db --ledger ledger
    "$evs" -q -s killed.db export >purged
    "$evs" -q -s restored.db export >restored
    same_files purged restored "a restore by the ledger after a kill $1"
}

killed=0
unfinished=0
receipts=0
if command -v strace >/dev/null && strace -f -qq -o trace -e trace=openat "$evs" version >/dev/null 2>&1; then
    for call in pwrite64:4 fdatasync:1 ftruncate:1 write:1 fsync:1 rename:1 linkat:1 openat:30; do
        number=1
        while :; do
            copy_of_store
            status=0
            strace -f -qq -o trace -e "trace=${call%:*}" -e "inject=${call%:*}:signal=KILL:when=$number" \
                "$evs" -s killed.db purge --subject ada@example.com --yes --ledger ledger --receipt receipt \
                >out 2>err || status=$?
            [ $status -eq 137 ] || break
            killed=$((killed + 1))
            finished "at ${call%:*} $number"
            number=$((number + ${call#*:}))
        done
        equal 0 $status "exit status of a purge without a kill"
    done
    [ $unfinished -ge 3 ] || fail "only $unfinished of $killed kills left a purge unfinished"
    [ $receipts -ge 1 ] || fail "no kill left a receipt whose nonce was not printed"
    say "faults: SIGKILL in a purge: $killed points, $unfinished unfinished purges resumed, 0 failures"

    # A receipt that cannot be written can be written later, also under its name; nobody else's file is replaced.
    copy_of_store
    exits 8 strace -f -qq -o trace -e trace=linkat -e inject=linkat:error=ENOSPC \
        "$evs" -s killed.db purge --subject ada@example.com --yes --receipt receipt
    grep -q 'the purge is not finished' err || fail "it does not say that the purge is not finished"
    [ ! -e receipt ] || fail "half a receipt was left"
    echo mine >other
    exits 4 "$evs" -s killed.db purge --resume --subject ada@example.com --receipt other
    equal mine "$(cat other)" "a file that is no receipt"
    exits 0 "$evs" -s killed.db purge --resume --subject ada@example.com --receipt receipt
    is_receipted out || fail "the receipt was not written later"
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

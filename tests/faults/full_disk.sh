# A store on a file system that gets full: exit 8, what was acknowledged is there, and with room again it goes on. The
# file systems are mounted where nobody else sees them, and go with the test.
if [ -z "${FAULT_INSIDE-}" ]; then
    for how in -m -rm; do # as root, or as the root of a namespace
        if unshare $how true 2>/dev/null; then FAULT_INSIDE=yes exec unshare $how sh "$0" "$@"; fi
    done
    echo "full_disk: skipped: nothing can be mounted here"
    exit 77
fi
. "$(dirname "$0")/../system/lib.sh"
needs mount umount perl seq

clean_up() { umount disk 2>/dev/null; }
mkdir disk
data=$(perl -e 'print "\"", "x" x 20000, "\""')
points=0

# ids COUNT: of the first so many events
ids() { seq -f 'e-%.0f' 1 "$1"; }

# check COUNT WHAT: that the store holds so many events.
check() {
    "$evs" -s disk/evs.db export --reverse >/dev/null || fail "$2: cannot be read"
    "$evs" -s disk/evs.db export | sed 's/{"id":"\([^"]*\)".*/\1/' >found
    ids "$1" >wanted
    same_files wanted found "$2"
    points=$((points + 1))
}

# append_until_full: acknowledged says how many events there are then.
append_until_full() {
    while :; do
        status=0
        "$evs" -q -s disk/evs.db append a-1 T "$data" --id "e-$((acknowledged + 1))" >out 2>err || status=$?
        [ $status -eq 0 ] || break
        acknowledged=$((acknowledged + 1))
    done
    [ $status -eq 8 ] || { cat err >&2 && fail "exit $status on a full disk"; }
}

# A reader needs memory that the file system backs (-shm), which a full one may refuse.
read_when_full() {
    status=0
    "$evs" -s disk/evs.db export >found 2>read_err || status=$?
    case $status in
    0 | 8) ;;
    *) cat read_err >&2 && fail "reading on a full disk: exit $status" ;;
    esac
}

# fill WHAT: with appends, then with an import, each time to the brim.
fill() {
    head -c 300000 /dev/zero >disk/ballast
    acknowledged=0
    append_until_full
    [ $acknowledged -gt 10 ] || fail "$1: full after $acknowledged events"
    read_when_full
    rm disk/ballast
    # What was being written may be there: the signal of a mapped page that finds no room can come behind the commit.
    if grep -q 'mapped file' err && [ "$("$evs" -s disk/evs.db stats -o ndjson | field events)" -gt $acknowledged ]; then
        acknowledged=$((acknowledged + 1))
    fi
    check $acknowledged "$1, after appends"
    exits 0 "$evs" -q -s disk/evs.db append a-1 T "$data" --id "e-$((acknowledged + 1))"
    check $((acknowledged + 1)) "$1, with room again"

    rm -f disk/evs.db*
    head -c 2000000 /dev/zero >disk/ballast
    perl -e 'my $data = "x" x 9000; print qq({"stream":"s-1","type":"T","id":"e-$_","data":"$data"}\n) for 1 .. 80' >log
    exits 8 "$evs" -q -s disk/evs.db import --commit-every 10 log
    read_when_full
    rm disk/ballast
    check "$("$evs" -s disk/evs.db stats -o ndjson | field events)" "$1, after an import"
    equal 0 $(($(lines found) % 10)) "$1: events of half a commit"
    [ -s found ] || fail "$1: nothing was imported"
    exits 0 "$evs" -q -s disk/evs.db import --commit-every 10 log
    check 80 "$1, imported again"
}

mount -t tmpfs -o size=3200k,mode=700 none disk 2>err || skip "$(cat err)"
fill tmpfs
sed 3d found >less
if cmp -s less wanted; then fail "the comparison does not see that an event is missing"; fi
umount disk

# Blocks that are smaller than a page of memory: the file system may refuse a page of the -shm after it was mapped.
if command -v mke2fs >/dev/null && truncate -s 3600k image && mke2fs -q -t ext4 -b 1024 -m 0 -O ^has_journal image 2>err &&
    mount -o loop image disk 2>err; then
    fill ext4
else
    say "without ext4 on a loop device: $(cat err)"
fi
say "faults: full disk: $points points, $points stores, 0 failures"

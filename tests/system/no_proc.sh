# In a container or chroot without /proc everything works as elsewhere: files appear whole, stores open and verify.
. "$(dirname "$0")/lib.sh"
[ -z "$sanitizers" ] || skip "the sanitizers need /proc"
needs unshare mount
hidden='mount -t tmpfs none /proc && ! ls /proc/self >/dev/null 2>&1'
for how in -m -rm; do
    if unshare $how sh -c "$hidden" 2>/dev/null; then break; fi
    how=
done
[ -n "$how" ] || skip "/proc cannot be hidden here"

cat >steps <<X
set -eu
$hidden
"$evs" -q init --demo
"$evs" export --file all.ndjson.gz
"$evs" export --file all.ndjson.gz --force
"$evs" -q backup copy.db
"$evs" -s copy.db verify -o ndjson
"$evs" --version
X
unshare $how sh steps >out 2>err || { cat out err >&2 && fail "without /proc it does not work"; }
equal 8 "$(gzip -dc all.ndjson.gz | wc -l)" "events in the export"
set -- *.tmp
[ "$*" = '*.tmp' ] || fail "left behind: $*"
say "init, export, backup and verify work without /proc"

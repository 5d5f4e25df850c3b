# Nobody else can read what evs writes, whatever the umask; and nothing of an event, or of a store's key, is in a place
# where others look: arguments of programs, names of files, files that are left behind.
. "$(dirname "$0")/lib.sh"
needs sqlite3 strace
secret=Zq7kT9wX2v # stands in an event, and in a line that is refused
good='{"id":"1","stream":"s-1","type":"T","time":"2026-01-01T00:00:00Z","data":{"name":"'$secret'"}}'

# mode FILE
mode() { ls -ld "$1" | cut -c 1-10; }
# is_private FILE
is_private() { [ "$(mode "$1")" = -rw------- ]; }

checked=0
for mask in 000 022 077; do
    umask $mask
    mkdir $mask && cd $mask
    printf '%s\n%s\n' "$good" '{"stream":"s-1","typ":"'$secret'"}' >log.ndjson
    chmod 644 log.ndjson
    exits 5 "$evs" -q import --on-error quarantine=bad.ndjson log.ndjson
    exits 0 "$evs" -q append s-1 T '{"name":"'$secret'"}'
    for file in plain.ndjson packed.gz packed.zst; do exits 0 "$evs" -q export --file $file; done
    for file in evs.db evs.db-wal evs.db-shm evs.db-lock bad.ndjson plain.ndjson packed.gz packed.zst; do
        is_private $file || fail "umask $mask: the mode of $file is $(mode $file)"
        checked=$((checked + 1))
    done
    cd ..
done
umask 000
: >open.file
if is_private open.file; then fail "the oracle does not see a file that everybody can read"; fi

# What is handed to other programs, or made and left: nothing with the secret in it.
umask 022
mkdir trace && cd trace
printf '%s\n' "$good" >log.ndjson
strace -f -qq -v -s 4096 -o calls -e trace=execve,openat,creat,mkdir,link,linkat,rename,renameat,renameat2,symlink,unlink \
    "$evs" -q import --on-error quarantine=bad.ndjson log.ndjson >out 2>err ||
    skip "strace cannot trace here"
strace -f -qq -v -s 4096 -o more -e trace=execve,openat,linkat,rename,unlink "$evs" -q export --file out.ndjson >out
cat calls more >all
key=$(sqlite3 -readonly evs.db "SELECT hex(value) FROM properties WHERE name = 'key'")
[ ${#key} -eq 32 ] || fail "the key was not found"
if grep -qi -e "$secret" -e "$key" all; then fail "a secret is in a system call that others can see"; fi
grep -c execve all >count
equal 2 "$(cat count)" "programs that were run"
exits 0 "$evs" -q import log.ndjson
exits 5 "$evs" -o ndjson append s-1 T '{"name":"'$secret'"'
if grep -q "$secret" err; then fail "an error shows the data that it refuses"; fi
find . -newer log.ndjson -type f | sort >left
printf '%s\n' ./all ./calls ./count ./err ./evs.db ./evs.db-lock ./evs.db-shm ./evs.db-wal ./left ./more ./out \
    ./out.ndjson >expected
comm -13 expected left >unexpected
[ ! -s unexpected ] || { cat unexpected >&2 && fail "files were left behind"; }
say "$checked modes under three umasks; nothing in arguments, names, errors and files that are left"

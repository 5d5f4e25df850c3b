# A store that cannot be read is not called broken, nor whole: whichever read fails, verify says so with exit status 8.
. "$(dirname "$0")/lib.sh"
needs strace
strace -f -qq -o trace -e trace=openat "$evs" version >/dev/null 2>&1 || skip "strace cannot trace here"
awk 'BEGIN { for (i = 1; i <= 1500; i++)
    printf "{\"stream\":\"s-%d\",\"type\":\"T\",\"data\":{\"text\":\"%0300d\"}}\n", i % 9, i }' >log.ndjson
exits 0 "$evs" -q -s a.db import --commit-every 300 log.ndjson

strace -f -qq -o trace -P "$PWD/a.db" -e trace=pread64 "$evs" -s a.db verify >/dev/null
reads=$(cut -d ' ' -f 1 trace | sort | uniq -c | sort -n | awk 'END { print $1 }') # of the busiest thread
[ "$reads" -gt 30 ] || fail "verify reads only $reads times"

# failing WHEN: verify, with EIO for the reads that strace's expression names
failing() {
    status=0
    strace -f -qq -o trace -P "$PWD/a.db" -e trace=pread64 -e "inject=pread64:error=EIO:when=$1" "$evs" -s a.db verify >out 2>err ||
        status=$?
}
tried=0
hit=0
for at in 1 2 3 4 5 6 7 8 9 11 13 15 18 21 25 30 36 43 52 62 75 90 108 $reads; do
    for when in "$at" "$at+"; do
        failing "$when"
        tried=$((tried + 1))
        grep -q INJECTED trace || continue
        hit=$((hit + 1))
        [ "$status" -eq 8 ] || fail "a read that failed (when=$when of $reads) ended with $status: $(cat out err)"
    done
done
[ "$hit" -gt 20 ] || fail "only $hit of $tried faults came to pass"

# The controls: without a fault it is whole; with a page of noise it is broken, not unreadable.
failing "$((reads * 9))"
equal 0 "$status" "status when no read fails"
head -c 8192 /dev/urandom | dd of=a.db bs=8192 seek=40 conv=notrunc 2>/dev/null
failing "$((reads * 9))"
equal 1 "$status" "status of a damaged store"
say "$hit failed reads, each told"

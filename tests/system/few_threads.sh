# When the system gives no more threads, a command ends with an error, and those that have begun do not end the program.
. "$(dirname "$0")/lib.sh"
needs strace nproc awk
strace -f -qq -o trace -e trace=openat "$evs" version >/dev/null 2>&1 || skip "strace cannot trace here"
[ "$(nproc)" -gt 1 ] || skip "there is but one core"

awk 'BEGIN { for (i = 1; i <= 3000; i++)
    printf "{\"id\":\"e-%d\",\"stream\":\"s-%d\",\"type\":\"T\",\"data\":{\"n\":%d}}\n", i, i % 9, i }' >log.ndjson
exits 0 "$evs" -q -s a.db import log.ndjson

# without_thread NUMBER COMMAND...: its exit status when the thread with this number cannot be begun
without_thread() {
    failing=$1
    shift
    status=0
    strace -f -qq -o trace -e trace=clone,clone3 -e "inject=clone,clone3:error=EAGAIN:when=$failing" "$@" \
        >out 2>err || status=$?
    grep -c INJECTED trace >injected || :
}

# refuses FEWEST COMMAND...: whichever of its threads, of which there are at least so many, cannot be begun
refuses() {
    fewest=$1
    shift
    thread=1
    while :; do
        without_thread $thread "$@"
        [ "$(cat injected)" -gt 0 ] || break
        [ $status -eq 8 ] || { cat err >&2 && fail "exit $status without thread $thread: $*"; }
        equal "evs: error: the system refused: Resource temporarily unavailable [system]" "$(head -n 1 err)" "$*"
        thread=$((thread + 1))
    done
    [ $thread -gt "$fewest" ] || fail "only $((thread - 1)) threads: $*"
}

refuses 2 "$evs" -s a.db verify
refuses 2 "$evs" -s a.db replay --all
refuses 1 "$evs" -s a.db import log.ndjson
refuses 1 "$evs" -s log.ndjson stats
say "verify, replay, import and a log file, without each of their threads"

# A process that may use one core does not run as many threads as the machine has cores.
. "$(dirname "$0")/lib.sh"
needs strace taskset nproc
strace -f -qq -o trace -e trace=openat "$evs" version >/dev/null 2>&1 || skip "strace cannot trace here"
[ "$(nproc)" -gt 1 ] || skip "there is but one core"
echo '{"stream":"s-1","type":"T"}' | exits 0 "$evs" -q -s a.db import -

# threads COMMAND...: how many verify begins when it is run by the command
threads() {
    strace -f -qq -o trace -e trace=clone,clone3 "$@" "$evs" -s a.db verify >/dev/null
    grep -c CLONE_THREAD trace
}
equal 1 "$(threads taskset -c "$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')")" "threads on one core"
equal "$(nproc)" "$(threads env)" "threads on all cores"
say "one thread on one core, $(nproc) on $(nproc)"

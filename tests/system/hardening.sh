# The program is built so that a mistake is hard to exploit (CMakeLists.txt).
. "$(dirname "$0")/lib.sh"
needs readelf
[ -z "$sanitizers" ] || skip "a program with sanitizers is built otherwise"

# lacks PROGRAM: what it should have and has not, a line each
lacks() {
    readelf -Wl "$1" >segments
    readelf -Wd "$1" >dynamic
    readelf -Wh "$1" | grep -q 'Type: *DYN' && grep -q 'INTERP' segments || echo "a position-independent program"
    grep -q GNU_RELRO segments || echo "relocations that become read-only"
    grep -Eq 'BIND_NOW|FLAGS.* NOW' dynamic || echo "symbols that are bound at the start"
    grep GNU_STACK segments | grep -q ' RW ' || echo "a stack that is not executed"
    if grep -Eq 'LOAD .* RWE ' segments; then echo "no memory that is written and executed"; fi
    if grep -Eq 'RPATH|RUNPATH' dynamic; then echo "no search path of its own"; fi
    readelf -Ws --dyn-syms "$1" >symbols
    grep -q __stack_chk_fail symbols || echo "stack canaries"
    grep -Eq '__[a-z]+_chk' symbols || echo "calls of the C library that check sizes"
    grep -q __glibcxx_assert_fail symbols || echo "containers that check their indexes"
}
lacks "$evs" >lacking
[ ! -s lacking ] || { cat lacking >&2 && fail "the program lacks these"; }

# The oracle sees what is missing from a program that has none of it.
if command -v cc >/dev/null && echo 'int main(void) { return 0; }' >weak.c &&
    cc -no-pie -fno-stack-protector -z norelro -z lazy -z execstack -Wl,-rpath,/tmp weak.c -o weak 2>err; then
    lacks weak >lacking
    equal 8 "$(lines lacking)" "faults of a weak program"
else
    say "without a compiler, the oracle was not checked"
fi
say "position-independent, read-only, with canaries"

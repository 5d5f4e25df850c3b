# The system has no memory left: at any allocation of a command, or from there on.
. "$(dirname "$0")/../system/lib.sh"
built=$pages
[ -z "$sanitizers" ] || skip "a sanitizer brings an allocator of its own, which nothing can be put in front of"
needs python3
python3 -B "$sources/memory.py" "$evs" "$built/libout_of_memory.so" "$built/careless"

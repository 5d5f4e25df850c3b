# The clock leaps: the order of events, their ids and the waits of evs do not depend on it.
. "$(dirname "$0")/../system/lib.sh"
built=$pages
[ -z "$sanitizers" ] || skip "the library of a sanitizer must come first, so nothing can be put in front of it"
needs python3
python3 -B "$sources/clocks.py" "$evs" "$built/libleaping_clock.so"

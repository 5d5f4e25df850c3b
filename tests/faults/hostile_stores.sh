# Stores from elsewhere: foreign, newer, cut off, garbled, and made to deceive.
. "$(dirname "$0")/../system/lib.sh"
needs python3
[ -z "$sanitizers" ] || export FAULT_POINTS=8 # each command takes ten times as long
python3 -B "$sources/hostile_stores.py" "$evs"

# Eight writers, readers beside a writer, and a reader that stays.
. "$(dirname "$0")/../system/lib.sh"
needs python3
python3 -B "$sources/racers.py" "$evs"

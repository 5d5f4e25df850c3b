# Stores from elsewhere: foreign, newer, cut off, garbled, and made to deceive.
. "$(dirname "$0")/../system/lib.sh"
needs python3
python3 "$sources/hostile_stores.py" "$evs"

# A reader that shares no code with evs comes to the same head, and sees when a byte of the past has changed.
. "$(dirname "$0")/lib.sh"
needs python3
awk 'BEGIN { for (i = 1; i <= 2000; i++)
    printf "{\"stream\":\"s-%d\",\"type\":\"Tä%d\",\"schema\":%d,\"time\":\"%s\",\"data\":%s,\"meta\":{\"n\": %d}}\n",
        i % 9, i % 5, i % 3 + 1, i % 2 ? "2026-01-01T00:00:00.123456789Z" : "1901-01-01T00:00:00Z",
        i % 7 ? "{\"text\":\"aü\\u0000\",\"n\":1.10}" : "null", i }' >log.ndjson
exits 0 "$evs" -q -s a.db import --commit-every 300 log.ndjson
exits 0 "$evs" -s a.db append s-1 T '{"secret":"marker"}'
sed 's/"id":"[^"]*",//' log.ndjson | head -n 40 >each.ndjson
exits 0 "$evs" -s a.db append --each <each.ndjson
equal 2041 "$(stored a.db)" "events of the store"

outsider() { python3 "$sources/outsider.py" "$1" 2>said; }
head=$("$evs" -s a.db stats -o ndjson | field head)
equal "$head" "$(outsider a.db)" "the head"

# changed STATEMENT: a copy of the store after an edit behind the back of evs
changed() {
    rm -f copy.db*
    python3 -c 'import sqlite3, sys
source, copy = sqlite3.connect("a.db"), sqlite3.connect("copy.db")
source.backup(copy)
copy.execute(sys.argv[1])
copy.commit()' "$1"
}
changed "SELECT 1"
equal "$head" "$(outsider copy.db)" "the head of a copy"
for edit in \
    "UPDATE events SET data = replace(data, 'marker', 'market')" \
    "UPDATE events SET time = time + 1 WHERE position = 1" \
    "UPDATE events SET id = id || 'x' WHERE position = 2" \
    "UPDATE events SET meta = '{}' WHERE position = 700" \
    "UPDATE events SET seq = seq + 1 WHERE position = 3" \
    "UPDATE events SET salt = zeroblob(16) WHERE position = 2041" \
    "UPDATE streams SET name = 's-x' WHERE name = 's-1'" \
    "UPDATE types SET schema = 9 WHERE name = 'T'" \
    "UPDATE commits SET digest = zeroblob(32) WHERE commit_no = 1" \
    "DELETE FROM events WHERE position = 2041"; do
    changed "$edit"
    if found=$(outsider copy.db); then fail "not seen: $edit (head $found)"; fi
done

# The same byte, changed in the file itself.
changed "SELECT 1"
python3 - <<'X'
with open("copy.db", "r+b") as file:
    content = file.read()
    assert content.count(b"marker") == 1
    file.seek(content.index(b"marker"))
    file.write(b"M")
X
if outsider copy.db; then fail "a changed byte was not seen"; fi
say "2041 events have the head $head"

# A reader that shares no code with evs comes to the same head, from the tables of the store and from two texts of it,
# and sees when a byte of the past has changed.
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

[ "$(lines "$sources/outsider.py")" -le 40 ] || fail "an outsider should need no more than 40 lines"
outsider() { python3 -B "$sources/outsider_of_tables.py" "$1" 2>said; }
texts_of() { "$evs" -s "$1" export --salts >salts.ndjson && "$evs" -s "$1" head --log >commits.ndjson; }
outsider_of_texts() { python3 -B "$sources/outsider.py" salts.ndjson commits.ndjson 2>said; }
head=$("$evs" -s a.db head)
equal "$head" "$(outsider a.db)" "the head from the tables"
texts_of a.db
equal "$head" "$(outsider_of_texts)" "the head from the texts"

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
    texts_of copy.db
    if found=$(outsider_of_texts); then fail "not seen in the texts: $edit (head $found)"; fi
done

# An event whose content was erased: the chain still holds, because the commitment that it had is kept.
changed "SELECT 1"
python3 - <<'X'
import hashlib, os, sqlite3
lp = lambda text: len(text.encode()).to_bytes(8, "big") + text.encode()
be64 = lambda number: number.to_bytes(8, "big", signed=True)
copy = sqlite3.connect("copy.db")
position, salt, stream, id_, type_, schema, time, data, meta = copy.execute(
    "SELECT position, salt, s.name, id, t.name, t.schema, time, data, meta FROM events JOIN streams s USING (stream_no)"
    " JOIN types t USING (type_no) WHERE data LIKE '%marker%'").fetchone()
commitment = hashlib.sha256(b"evs.event.v1\0" + salt + lp(stream) + lp(id_) + lp(type_) + be64(schema) + be64(time)
                            + lp(data) + lp(meta)).digest()
copy.execute("INSERT INTO redactions VALUES (?, ?)", (position, commitment))
copy.execute("UPDATE events SET data = NULL, salt = ? WHERE position = ?", (os.urandom(16), position))
copy.commit()
X
equal "$head" "$(outsider copy.db)" "the head from the tables with an erased event"
texts_of copy.db
equal "$head" "$(outsider_of_texts)" "the head from the texts with an erased event"
equal 1 "$(grep -c '"data":null,"meta":{},"salt":"[0-9a-f]\{32\}","commitment":"[0-9a-f]\{64\}"}$' salts.ndjson)" \
    "the lines of erased events"
if grep marker salts.ndjson; then fail "the erased content is still exported"; fi
for edit in 's/"commitment":"[0-9a-f]\{8\}/"commitment":"00000000/' 's/,"commitment":"[0-9a-f]*"//' '$d' '1{h;d};2G' \
    '8s/"n":1.10/"n":1.1/' '12s/"seq":/"seq":1/'; do
    texts_of copy.db
    cp salts.ndjson before.ndjson
    sed -i "$edit" salts.ndjson
    if cmp -s salts.ndjson before.ndjson; then fail "changes nothing: $edit"; fi
    if found=$(outsider_of_texts); then fail "not seen in the texts: $edit (head $found)"; fi
done
texts_of copy.db
sed -i 3d commits.ndjson
if found=$(outsider_of_texts); then fail "a commit that is missing was not seen (head $found)"; fi

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

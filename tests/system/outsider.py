"""Recomputes the integrity chain of an evs store from its tables, as evs-store(5) describes them, and prints the head.
Nothing of evs is used: python3 outsider.py STORE"""
import sqlite3
import sys
from hashlib import sha256


def be64(number):
    return number.to_bytes(8, "big", signed=True)


def lp(text):
    return be64(len(text.encode())) + text.encode()


store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
events = store.execute(
    "SELECT position, s.name, seq, id, t.name, t.schema, time, data, meta, salt FROM events e"
    " JOIN streams s USING (stream_no) JOIN types t USING (type_no) ORDER BY position")
digest = bytes(32)
position = 0
for first, count, stored in store.execute("SELECT first_position, count, digest FROM commits ORDER BY commit_no"):
    text = b"evs.commit.v1\0" + digest + be64(first) + be64(count)
    for _ in range(count):
        position, stream, seq, id_, type_, schema, time, data, meta, salt = next(events)
        text += be64(seq) + sha256(b"evs.event.v1\0" + salt + lp(stream) + lp(id_) + lp(type_) + be64(schema)
                                   + be64(time) + lp(data) + lp(meta)).digest()
    digest = sha256(text).digest()
    if digest != stored:
        sys.exit(f"the commit of positions {first} to {position} is not what was committed")
if next(events, None) is not None:
    sys.exit("there are events behind the last commit")
print(f"{position}:{digest.hex()}")

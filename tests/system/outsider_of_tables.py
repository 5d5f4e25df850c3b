"""The same for the tables of a store, as evs-store(5) describes them: python3 outsider_of_tables.py STORE"""
import sqlite3
import sys

from outsider import head_of

store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
print(head_of(
    store.execute("SELECT first_position, count, digest FROM commits ORDER BY commit_no"),
    store.execute("SELECT position, seq, commitment, hex(salt), s.name, id, t.name, t.schema, time, data, meta"
                  " FROM events JOIN streams s USING (stream_no) JOIN types t USING (type_no)"
                  " LEFT JOIN redactions USING (position) ORDER BY position")))

"""usage: python_peer.py LOG DATABASE: an import as one writes it with Python's own sqlite3."""

import json
import sqlite3
import sys


def rows_of(log):
    with open(log) as lines:
        for line in lines:
            event = json.loads(line)
            yield (event['id'], event['stream'], event['seq'], event['type'], event.get('schema', 1), event['time'],
                   json.dumps(event['data']), json.dumps(event['meta']))


database = sqlite3.connect(sys.argv[2])
database.execute('PRAGMA journal_mode=WAL')
database.execute('CREATE TABLE events (position INTEGER PRIMARY KEY, id UNIQUE, stream, seq, type, schema, time, data, '
                 'meta, UNIQUE (stream, seq))')
with database:
    database.executemany('INSERT INTO events (id, stream, seq, type, schema, time, data, meta) '
                         'VALUES (?, ?, ?, ?, ?, ?, ?, ?)', rows_of(sys.argv[1]))
database.close()

"""usage: message_db_peer.py PORT import LOG | PORT append EVENTS

import pipelines and commits a thousand messages at a time; both print the seconds of one message."""

import json
import sys
import time
import uuid

import psycopg

WRITE = 'SELECT write_message(%s::varchar, %s::varchar, %s::varchar, %s::jsonb, %s::jsonb)'
TOGETHER = 1000


def rows_of(log):
    with open(log) as lines:
        for line in lines:
            parsed = json.loads(line)
            yield (parsed['id'], parsed['stream'], parsed['type'], json.dumps(parsed['data']),
                   json.dumps(parsed['meta']))


def main(port, what, argument):
    place = f'host=127.0.0.1 port={port} user=postgres dbname=message_store options=-csearch_path=message_store,public'
    with psycopg.connect(place, autocommit=True) as database:
        database.execute('TRUNCATE messages RESTART IDENTITY')
        if what == 'import':
            rows = list(rows_of(argument))
            begin = time.perf_counter()
            with database.pipeline() as pipeline, database.cursor() as cursor:
                for number, row in enumerate(rows, 1):
                    cursor.execute(WRITE, row, prepare=True)
                    if number % TOGETHER == 0:
                        pipeline.sync()
        else:
            rows = [(str(uuid.uuid4()), f'bench-{i % 100}', 'ItemAdded', json.dumps({'sku': f'sku-{i}', 'note': 'n' * 200}),
                     '{}') for i in range(int(argument))]
            begin = time.perf_counter()
            for row in rows:
                database.execute(WRITE, row, prepare=True)
        print(json.dumps({'seconds': (time.perf_counter() - begin) / len(rows)}))


main(*sys.argv[1:])

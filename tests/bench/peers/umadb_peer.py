"""usage: umadb_peer.py PORT import LOG | PORT append EVENTS | PORT replay STREAM

import appends a thousand events at a time; it and append print the seconds of one event."""

import json
import sys
import time
import uuid

from umadb import Client, Event, Query, QueryItem

TOGETHER = 1000


def events_of(log):
    with open(log) as lines:
        for line in lines:
            parsed = json.loads(line)
            yield Event(event_type=parsed['type'], data=json.dumps(parsed['data']).encode(), tags=[parsed['stream']],
                        uuid=uuid.UUID(parsed['id']), metadata={'meta': json.dumps(parsed['meta'])})


def main(port, what, argument):
    client = Client(f'http://127.0.0.1:{port}')
    if what == 'replay':
        state = {}
        for sequenced in client.read(Query(items=[QueryItem(tags=[argument])])):
            state.update(json.loads(sequenced.event.data))
        print(json.dumps(state))
        return
    if what == 'import':
        events = list(events_of(argument))
        batches = [events[first:first + TOGETHER] for first in range(0, len(events), TOGETHER)]
    else:
        batches = [[Event(event_type='ItemAdded', tags=[f'bench-{i % 100}'], uuid=uuid.uuid4(),
                          data=json.dumps({'sku': f'sku-{i}', 'note': 'n' * 200}).encode())]
                   for i in range(int(argument))]
    begin = time.perf_counter()
    for batch in batches:
        client.append(batch)
    print(json.dumps({'seconds': (time.perf_counter() - begin) / sum(map(len, batches))}))


main(*sys.argv[1:])

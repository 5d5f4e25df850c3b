"""usage: eventsourcing_peer.py import LOG DATABASE | append DATABASE EVENTS | replay DATABASE STREAM

import saves the events of each stream together; append prints the seconds of one append."""

import json
import sys
import time
import uuid

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event


class Order(Aggregate):
    def __init__(self, name):
        self.name = name
        self.state = {}

    @staticmethod
    def create_id(name):
        return uuid.uuid5(uuid.NAMESPACE_URL, name)

    @event('Changed')
    def change(self, type, data):
        self.state.update(data)


def main(what, first, second):
    app = Application(env={'PERSISTENCE_MODULE': 'eventsourcing.sqlite',
                           'SQLITE_DBNAME': second if what == 'import' else first})
    if what == 'import':
        orders = {}
        with open(first) as lines:
            for line in lines:
                parsed = json.loads(line)
                order = orders.setdefault(parsed['stream'], None) or Order(name=parsed['stream'])
                orders[parsed['stream']] = order
                order.change(parsed['type'], parsed['data'])
        for order in orders.values():
            app.save(order)
    elif what == 'append':
        order = Order(name='bench')
        app.save(order)
        begin = time.perf_counter()
        for i in range(int(second)):
            order.change('ItemAdded', {'sku': f'sku-{i}', 'note': 'n' * 200})
            app.save(order)
        print(json.dumps({'seconds': (time.perf_counter() - begin) / int(second)}))
    else:
        print(json.dumps(app.repository.get(Order.create_id(second)).state))


main(*sys.argv[1:])

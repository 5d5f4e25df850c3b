"""What is measured, what it is compared with, and what the ratio must be: one table."""

from dataclasses import dataclass, field
from typing import Callable


@dataclass(frozen=True)
class Target:
    """Of evs's seconds divided by those of the other side."""
    side: str
    at_most: float


def at_most(times, side):
    return Target(side, times)


def faster(times, side):
    return Target(side, 1 / times)


@dataclass(frozen=True)
class Work:
    name: str
    title: str
    sides: dict[str, Callable]  # name -> seconds an event (or a run: the same for all sides), given the bench
    targets: list[Target] = field(default_factory=list)


def import_into_new(b):
    return b.evs('import', b.log, store=b.fresh('new.db')).seconds / b.events


def limit_insert(*how):
    return lambda b: b.told(b.limit, 'insert', b.log, b.fresh('bound.db'), *how) / b.events


def peer(name, *arguments):
    return lambda b: b.peers[name](b, *arguments)


def each(in_flight, processes=1):
    return lambda b: b.each(in_flight, processes)['seconds']


def p99_of_four(b):
    return b.each(1, 4)['p99']


def unfairness_of_four(b):
    return b.each(1, 4)['unfairness']


def fdatasync(b):
    return b.told(b.durable, 'fdatasync', b.fresh('raw'), b.appends)


def append_once(b):
    return b.repeated(lambda i: b.evs('append', f'once-{i}', 'T', '{"a":1}', store=b.small))


def start_once(b):
    return b.repeated(lambda _: b.run(b.start, b.small, b.work / 'raw'))


def replay(*options, times=20):
    return lambda b: b.repeated(lambda _: b.evs('replay', b.longest, *options, store=b.store), times)


def replay_by_model(b):
    return replay('--model', b.model)(b)


def bare_stream(times=20):
    return lambda b: b.repeated(lambda _: b.run(b.limit, 'stream', b.store, b.longest_no), times)


def cold(side):
    def measure(b):
        b.forget_cached(b.store)
        return side(b)
    return measure


def scan(how='scan'):
    return lambda b: b.run(b.limit, how, b.store, cores=1).seconds


def of_store(*arguments, cores=None):
    return lambda b: b.evs(*arguments, store=b.store, cores=cores).seconds


def exported(b):
    with open(b.fresh('out'), 'wb') as out:
        return b.evs('export', store=b.store, output=out).seconds


def bare_export(b):
    with open(b.fresh('out'), 'wb') as out:
        return b.run(b.limit, 'export', b.store, output=out).seconds


def constant(value):
    return lambda b: value


def import_more(b):
    return b.evs('import', b.more, store=b.copy_of_store()).seconds / b.more_events


def import_again(b):
    return b.evs('import', b.log, store=b.store).seconds / b.events


def from_log(cores=None):
    return lambda b: b.evs('replay', b.longest, store=b.log, cores=cores).seconds


def grep(b):
    return b.run('grep', '-F', f'"{b.longest}"', b.log, cores=1).seconds


def follow(key):
    return lambda b: b.told(b.durable, 'follow', b.evs_path, b.fresh('follow.db'), 200, key=key)


def just_before_a_snapshot(*options):
    return lambda b: b.evs('replay', 'order-0', '--at-seq', b.events - 1, *options, store=b.long_store()).seconds


WORKS = [
    Work('import', 'import into a new store: ids, hashes, durability',
         {'evs': import_into_new, 'rows only, parsed, no journal': limit_insert(),
          'rows and two indexes, parsed, no journal': limit_insert('indexed'),
          'sqlite3 shell': peer('sqlite3', 'import'), 'Python sqlite3': peer('python', 'import'),
          'message-db, pipelined': peer('message-db', 'import'), 'Emmett, in batches': peer('emmett', 'import'),
          'eventsourcing, in batches': peer('eventsourcing', 'import'), 'DuckDB': peer('duckdb', 'import')},
         [at_most(3.5, 'rows only, parsed, no journal'), faster(2.5, 'sqlite3 shell'), faster(4, 'Python sqlite3'),
          faster(5, 'message-db, pipelined'), faster(50, 'Emmett, in batches'), at_most(2, 'DuckDB')]),
    Work('import-more', 'import of a tenth more, an event',
         {'evs': import_more, 'the first import': import_into_new}, [at_most(1.5, 'the first import')]),
    Work('import-again', 'import of the same again',
         {'evs': import_again, 'the first import': import_into_new}, [faster(2, 'the first import')]),
    Work('append', 'append --each, one at a time',
         {'evs': each(1), 'raw fdatasync': fdatasync, 'message-db': peer('message-db', 'append'),
          'Emmett': peer('emmett', 'append'), 'eventsourcing': peer('eventsourcing', 'append')},
         [at_most(1 / 0.7, 'raw fdatasync'), faster(2, 'message-db'), faster(15, 'Emmett')]),
    Work('append-16', 'append --each, 16 in flight',
         {'evs': each(16), 'raw fdatasync': fdatasync}, [faster(3, 'raw fdatasync')]),
    Work('append-four', 'four processes append at once, in sum',
         {'evs': each(1, 4), 'raw fdatasync': fdatasync}, [at_most(1 / 0.6, 'raw fdatasync')]),
    Work('append-four-p99', 'the same: the 99th percentile of one append',
         {'evs': p99_of_four, '20 ms': constant(0.020)}, [at_most(1, '20 ms')]),
    Work('append-four-fair', 'the same: the slowest process by the fastest',
         {'evs': unfairness_of_four, 'twice': constant(2)}, [at_most(1, 'twice')]),
    Work('append-process', 'append as a process of its own',
         {'evs': append_once, 'a static program that opens it, and one fsync': start_once},
         [at_most(1.5, 'a static program that opens it, and one fsync')]),
    Work('replay-warm', 'replay of the longest stream, warm',
         {'evs': replay(), 'bare SQLite read of it': bare_stream(), 'Emmett': peer('emmett', 'replay'),
          'eventsourcing': peer('eventsourcing', 'replay'), 'grep piped to jq': peer('jq', 'grep')},
         [at_most(1.5, 'bare SQLite read of it'), faster(4, 'Emmett'), faster(8, 'eventsourcing'),
          faster(4, 'grep piped to jq')]),
    Work('replay-cold', 'replay of the longest stream, cold',
         {'evs': cold(replay(times=1)), 'bare SQLite read of it': cold(bare_stream(times=1))},
         [at_most(1.5, 'bare SQLite read of it')]),
    Work('replay-lua', 'the same by a model in Lua',
         {'evs': replay_by_model, 'native': replay(), 'the program in jq': peer('jq', 'fold')},
         [at_most(3, 'native'), faster(20, 'the program in jq')]),
    Work('replay-short', 'replay of a stream of 20 events',
         {'evs': lambda b: b.repeated(lambda _: b.evs('replay', b.short, store=b.store)), '5 ms': constant(0.005)},
         [at_most(1, '5 ms')]),
    Work('replay-log', 'replay of a stream from the log file, one core',
         {'evs': from_log(1), 'grep -F, one core': grep}, [at_most(1.3, 'grep -F, one core')]),
    Work('replay-log-all', 'the same on all cores',
         {'evs': from_log(), 'DuckDB': peer('duckdb', 'stream'), 'jq over the file': peer('jq', 'stream')},
         [faster(2, 'DuckDB'), faster(50, 'jq over the file')]),
    Work('replay-all', 'replay --all, one core',
         {'evs': of_store('replay', '--all', cores=1), 'bare scan': scan(), 'a fold that only parses': scan('fold')},
         [at_most(4, 'bare scan')]),
    Work('replay-all-2', 'replay --all, two cores',
         {'evs': of_store('replay', '--all', cores=2), 'on one': of_store('replay', '--all', cores=1)},
         [at_most(0.6, 'on one')]),
    Work('export', 'export to a file',
         {'evs': exported, 'bare scan': scan(), 'rows formatted by memcpy': bare_export}, [at_most(2.5, 'bare scan')]),
    Work('verify', 'verify, one core',
         {'evs': of_store('verify', cores=1), 'bare scan': scan(), 'one SHA-256 over it': scan('hash')},
         [at_most(2.5, 'bare scan')]),
    Work('verify-2', 'verify, two cores',
         {'evs': of_store('verify', cores=2), 'on one': of_store('verify', cores=1)}, [at_most(0.6, 'on one')]),
    Work('follow', 'read --follow: median after the acknowledgement',
         {'evs': follow('seconds'), '1 ms': constant(0.001)}, [at_most(1, '1 ms')]),
    Work('follow-idle', 'read --follow: share of a core when idle',
         {'evs': follow('idle'), '2 %': constant(0.02)}, [at_most(1, '2 %')]),
    Work('where', 'read --where, on the envelope',
         {'evs': of_store('read', '--where', 'e.seq == 0'), 'bare scan': scan()}),
    Work('diff', 'diff with the log file',
         {'evs': lambda b: b.evs('diff', '--other', b.log, store=b.store).seconds,
          'replay --all': of_store('replay', '--all')}),
    Work('snapshot', 'replay from a snapshot, up to 9,999 events on',
         {'evs': just_before_a_snapshot(), 'from the first event': just_before_a_snapshot('--no-snapshot')}),
    Work('start', 'evs --version',
         {'evs': lambda b: b.repeated(lambda _: b.run(b.evs_path, '--version')),
          'true': lambda b: b.repeated(lambda _: b.run('true'))}),
    Work('size', 'bytes of the store',
         {'evs': lambda b: b.size_of(b.store), '1.25 of the payloads, and 90 an event': lambda b: b.fair_size},
         [at_most(1, '1.25 of the payloads, and 90 an event')]),
    Work('memory', 'peak of import, export and verify, MB',
         {'evs': lambda b: b.peak_memory(), '300 MB': constant(300)}, [at_most(1, '300 MB')]),
]

# Seconds an event, at sizes that grow.
GROWTH = {
    'import': import_into_new,
    'replay of the longest stream': lambda b: replay()(b) / b.longest_events,
    'verify': lambda b: of_store('verify')(b) / b.events,
}

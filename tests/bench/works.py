"""What is measured, what it is compared with, and what the ratio must be: one table."""

from dataclasses import dataclass, field
from typing import Callable

from sides import (append_once, bare_export, bare_stream, cold, constant, diff_with_log, each, exported, fdatasync,
                   follow, follow_idle, from_log, grep, import_again, import_into_new, import_more,
                   just_before_a_snapshot, limit_insert, of_store, peak_of, peak_of_import, peak_of_replay, peer, real,
                   replay, replay_by_model, replay_short, scan, start_once, walk)


@dataclass(frozen=True)
class Target:
    """Of what evs takes divided by what the other side takes."""
    side: str
    at_most: float
    is_amount: bool = False  # the other side is an amount, not something measured


def at_most(times, side):
    return Target(side, times)


def faster(times, side):
    return Target(side, 1 / times)


def within(amount):
    return Target(amount, 1, is_amount=True)


@dataclass(frozen=True)
class Unit:
    name: str
    scale: float = 1


S, MS, US = Unit('s'), Unit('ms', 1e3), Unit('µs', 1e6)
US_AN_EVENT = Unit('µs an event', 1e6)
MB, BYTES_IN_MB, PERCENT, TIMES = Unit('MB'), Unit('MB', 1e-6), Unit('%', 1e2), Unit('×')


@dataclass(frozen=True)
class Work:
    name: str
    title: str
    unit: Unit
    sides: dict[str, Callable]  # name -> what it takes, in the same measure for all sides, given the setting
    targets: list[Target] = field(default_factory=list)


IMPORTS = [
    Work('import', 'import into a new store: ids, hashes, durability', US_AN_EVENT,
         {'evs': import_into_new, 'rows only, parsed, no journal (L)': limit_insert(),
          'rows and two indexes, parsed, no journal': limit_insert('indexed'), 'the lines found and parsed': walk,
          'sqlite3 shell': peer('sqlite3', 'import'), 'Python sqlite3': peer('python', 'import'),
          'message-db, pipelined ¹': peer('message-db', 'import'), 'Emmett, in batches ¹': peer('emmett', 'import'),
          'eventsourcing, in batches ¹': peer('eventsourcing', 'import'),
          'UmaDB, in batches ¹': peer('umadb', 'import'), 'EventDBX ¹': peer('eventdbx', 'import'),
          'DuckDB': peer('duckdb', 'import')},
         [at_most(3.5, 'rows only, parsed, no journal (L)'), faster(2.5, 'sqlite3 shell'), faster(4, 'Python sqlite3'),
          faster(5, 'message-db, pipelined ¹'), faster(50, 'Emmett, in batches ¹'), at_most(2, 'DuckDB')]),
    Work('import-more', 'import of a tenth more', US_AN_EVENT,
         {'evs': import_more, 'the first import': import_into_new}, [at_most(1.5, 'the first import')]),
    Work('import-again', 'import of the same again', US_AN_EVENT,
         {'evs': import_again, 'the first import': import_into_new}, [faster(2, 'the first import')]),
]

APPENDS = [
    Work('append', 'append --each, one at a time', US_AN_EVENT,
         {'evs': each(1), 'raw fdatasync': fdatasync, 'message-db': peer('message-db', 'append'),
          'Emmett': peer('emmett', 'append'), 'eventsourcing': peer('eventsourcing', 'append'),
          'UmaDB': peer('umadb', 'append'), 'EventDBX': peer('eventdbx', 'append')},
         [at_most(1 / 0.7, 'raw fdatasync'), faster(2, 'message-db'), faster(15, 'Emmett')]),
    Work('append-16', 'append --each, 16 in flight', US_AN_EVENT,
         {'evs': each(16), 'raw fdatasync': fdatasync}, [faster(3, 'raw fdatasync')]),
    Work('append-four', 'four processes append at once, in sum', US_AN_EVENT,
         {'evs': each(1, 4), 'raw fdatasync': fdatasync}, [at_most(1 / 0.6, 'raw fdatasync')]),
    Work('append-four-p99', 'the same: p99 of the slowest process', MS,
         {'evs': each(1, 4, 'p99'), '20 ms': constant(0.020)}, [within('20 ms')]),
    Work('append-four-fair', 'the same: appends of the first by the last', TIMES,
         {'evs': each(1, 4, 'unfairness'), '2 ×': constant(2)}, [within('2 ×')]),
    Work('append-process', 'append as a process of its own', MS,
         {'evs': append_once, 'a static program that opens it + fsync': start_once},
         [at_most(1.5, 'a static program that opens it + fsync')]),
]

REPLAYS = [
    Work('replay-warm', 'replay of a stream of 10,000 events, warm', MS,
         {'evs': replay(), 'bare SQLite read of it': bare_stream(), 'Emmett': peer('emmett', 'replay'),
          'eventsourcing': peer('eventsourcing', 'replay'), 'UmaDB': peer('umadb', 'replay'),
          'EventDBX': peer('eventdbx', 'replay'), 'grep piped to jq': peer('jq', 'grep')},
         [at_most(1.5, 'bare SQLite read of it'), faster(4, 'Emmett'), faster(8, 'eventsourcing'),
          faster(4, 'grep piped to jq')]),
    Work('replay-cold', 'replay of it, cold', MS,
         {'evs': cold(replay(times=1)), 'bare SQLite read of it, cold': cold(bare_stream(times=1))},
         [at_most(1.5, 'bare SQLite read of it, cold')]),
    Work('replay-lua', 'replay of it by a model in Lua', MS,
         {'evs': replay_by_model('order.lua'), 'native': replay(), 'the program in jq': peer('jq', 'fold', 'order.jq')},
         [at_most(3, 'native'), faster(20, 'the program in jq')]),
    Work('replay-lua-small', 'the same by a model whose state stays small', MS,
         {'evs': replay_by_model('latest.lua'), 'native': replay(),
          'the program in jq': peer('jq', 'fold', 'latest.jq')}),
    Work('replay-short', 'replay of a stream of 20 events', MS,
         {'evs': replay_short, '5 ms': constant(0.005)}, [within('5 ms')]),
    Work('replay-log', 'replay of a stream from the log file, one core', MS,
         {'evs': from_log(cores=1), 'grep -F, one core': grep}, [at_most(1.3, 'grep -F, one core')]),
    Work('replay-log-all', 'the same on all cores', MS,
         {'evs': from_log(), 'DuckDB': peer('duckdb', 'stream'), 'jq over the file': peer('jq', 'stream')},
         [faster(2, 'DuckDB'), faster(50, 'jq over the file')]),
    Work('replay-all', 'replay --all, one core', S,
         {'evs': of_store('replay', '--all', cores=1), 'bare scan': scan(), 'a fold that only parses': scan('fold')},
         [at_most(4, 'bare scan')]),
    Work('replay-all-2', 'replay --all, two cores', S,
         {'evs': of_store('replay', '--all', cores=2), 'on one': of_store('replay', '--all', cores=1)},
         [at_most(0.6, 'on one')]),
    Work('replay-memory', 'replay --all: peak of memory', MB,
         {'evs': peak_of_replay(1), 'that of a tenth of the events': peak_of_replay(0.1)},
         [at_most(1.25, 'that of a tenth of the events')]),
]

SCANS = [
    Work('export', 'export to a file', S,
         {'evs': exported, 'bare scan': scan(), 'rows formatted by memcpy': bare_export}, [at_most(2.5, 'bare scan')]),
    # The limit is the SHA-256; the bare scan, which is shorter, makes the stricter target.
    Work('verify', 'verify, one core', S,
         {'evs': of_store('verify', cores=1), 'bare scan': scan(), 'one SHA-256 over it': scan('hash')},
         [at_most(2.5, 'bare scan')]),
    Work('verify-2', 'verify, two cores', S,
         {'evs': of_store('verify', cores=2), 'on one': of_store('verify', cores=1)}, [at_most(0.6, 'on one')]),
    Work('follow', 'read --follow: seen after the acknowledgement', MS,
         {'evs': follow(), '1 ms': constant(0.001)}, [within('1 ms')]),
    Work('follow-seen', 'the same, from the sending of the append', MS,
         {'evs': follow('seen'), 'until the acknowledgement': follow('acknowledged')}),
    Work('follow-idle', 'read --follow: share of a core when idle', PERCENT,
         {'evs': follow_idle, '2 %': constant(0.02)}, [within('2 %')]),
    Work('where', 'read --where, on the envelope', S,
         {'evs': of_store('read', '--where', 'e.seq == 0'), 'bare scan': scan()}),
    Work('diff', 'diff with the log file', S,
         {'evs': diff_with_log, 'replay --all': of_store('replay', '--all')}),
    Work('snapshot', 'replay from a snapshot, up to 9,999 events on', MS,
         {'evs': just_before_a_snapshot(), 'from the first event': just_before_a_snapshot('--no-snapshot')}),
    Work('start', 'evs --version', MS,
         {'evs': lambda b: b.repeated(lambda _: b.run(b.evs_path, '--version')),
          'evs with the libraries of the system': lambda b: b.repeated(lambda _: b.run(b.shared_evs_path, '--version')),
          'true': lambda b: b.repeated(lambda _: b.run('true'))}),
]

SIZES = [
    Work('size', 'bytes of the store', BYTES_IN_MB,
         {'evs': lambda b: b.size_of(b.store), '1.25 × payloads + 90 bytes an event': lambda b: b.fair_size},
         [at_most(1, '1.25 × payloads + 90 bytes an event')]),
    *[Work(f'memory-{command}', f'{command}: peak of memory', MB, {'evs': peak, '300 MB': constant(300)},
           [within('300 MB')])
      for command, peak in [('import', peak_of_import), ('export', peak_of('export')), ('verify', peak_of('verify'))]],
]

# Too small to be judged: the start of a process is most of what they take.
REAL_LOGS = [work for name in ('git-jq', 'debian-changelogs') for work in [
    Work(f'real-import-{name}', f'{name}, a real log: import into a new store', US_AN_EVENT,
         {side: real(name, measure) for side, measure in {
             'evs': import_into_new, 'rows only, parsed, no journal (L)': limit_insert(),
             'sqlite3 shell': peer('sqlite3', 'import'), 'Python sqlite3': peer('python', 'import'),
             'DuckDB': peer('duckdb', 'import')}.items()}),
    Work(f'real-replay-{name}', f'{name}, a real log: replay --all of the file', MS,
         {'evs': real(name, from_log('--all')), 'jq over the file': real(name, peer('jq', 'all'))}),
]]

WORKS = [*IMPORTS, *APPENDS, *REPLAYS, *SCANS, *SIZES, *REAL_LOGS]

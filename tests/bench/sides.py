"""How evs, the limits of the machine and the peers do a work: functions of the setting that return what it took."""

import os
import pathlib

from measuring import NotThere

PEERS = pathlib.Path(__file__).parent / 'peers'


def import_into_new(b):
    return b.evs('import', b.log, store=b.fresh('new.db')).seconds / b.events


def import_more(b):
    return b.evs('import', b.more, store=b.copy_of_store()).seconds / b.more_events


def import_again(b):
    return b.evs('import', b.log, store=b.store).seconds / b.events


def limit_insert(*how):
    return lambda b: b.told(b.limit, 'insert', b.log, b.fresh('bound.db'), *how) / b.events


def walk(b):
    return b.run(b.limit, 'parse', b.log).seconds / b.events


def peer(name, *arguments):
    return lambda b: b.peers[name](b, *arguments)


def real(name, side):
    return lambda b: side(b.of_real_log(name))


def each(in_flight, processes=1, key='seconds'):
    return lambda b: b.each(in_flight, processes)[key]


def fdatasync(b):
    return b.told(b.durable, 'fdatasync', b.fresh('raw'), b.appends)


def append_once(b):
    return b.repeated(lambda i: b.evs('append', f'once-{i}', 'T', '{"a":1}', store=b.small))


def start_once(b):
    return b.repeated(lambda _: b.run(b.start, b.small, b.work / 'raw'))


def replay(*options, times=20):
    return lambda b: b.repeated(lambda _: b.evs('replay', b.stream, *options, store=b.store), times)


def replay_by_model(name):
    return replay('--model', PEERS / name)


def replay_short(b):
    return b.repeated(lambda _: b.evs('replay', b.short, store=b.store))


def bare_stream(times=20):
    return lambda b: b.repeated(lambda _: b.run(b.limit, 'stream', b.store, b.stream_no), times)


def cold(side):
    def measure(b):
        b.forget_cached(b.store)
        return side(b)
    return measure


def scan(how='scan'):
    return lambda b: b.run(b.limit, how, b.store, cores=1).seconds


def of_store(*arguments, cores=None):
    def measure(b):
        if len(os.sched_getaffinity(0)) < (cores or 1):
            raise NotThere(f'this machine has no {cores} cores')
        return b.evs(*arguments, store=b.store, cores=cores).seconds
    return measure


def exported(b):
    with open(b.fresh('out'), 'wb') as out:
        return b.evs('export', store=b.store, output=out).seconds


def bare_export(b):
    with open(b.fresh('out'), 'wb') as out:
        return b.run(b.limit, 'export', b.store, output=out).seconds


def from_log(*arguments, cores=None):
    return lambda b: b.evs('replay', *(arguments or [b.stream]), store=b.log, cores=cores).seconds


def grep(b):
    """Into a pipe: into /dev/null it would stop at the first line that it finds."""
    return b.run('grep', '-F', f'"{b.stream}"', b.log, cores=1, keep_output=True).seconds


def follow(key='seconds'):
    """An event that is seen before its acknowledgement counts a microsecond."""
    return lambda b: max(b.told(b.durable, 'follow', b.evs_path, b.fresh('follow.db'), 200, key=key), 1e-6)


def follow_idle(b):
    """No less than can be told apart: one tick of the clock in the time that is watched."""
    seconds = 3
    share = b.told(b.durable, 'idle', b.evs_path, b.fresh('follow.db'), seconds)
    return max(share, 1 / os.sysconf('SC_CLK_TCK') / seconds)


def diff_with_log(b):
    return b.evs('diff', '--other', b.log, store=b.store).seconds


def just_before_a_snapshot(*options):
    return lambda b: b.evs('replay', 'order-0', '--at-seq', b.events - 1, *options, store=b.long_store()).seconds


def peak_of_replay(share):
    return lambda b: b.evs_with_peak('replay', '--all', '--no-snapshot', '--at-position', int(b.events * share),
                                     store=b.long_store())[1]


def peak_of(*command):
    return lambda b: b.evs_with_peak(*command, store=b.store)[1]


def peak_of_import(b):
    return b.evs_with_peak('import', b.log, store=b.fresh('new.db'))[1]


def constant(value):
    return lambda b: value

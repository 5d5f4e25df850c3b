"""The peers: what each needs, its version, and how it does a work. What cannot be run is skipped, and said."""

import contextlib
import functools
import os
import pathlib
import shutil
import subprocess

from measuring import CannotRun, NotThere, needs, progress, run
from peer_servers import POSTGRESQL, message_db, message_store, umadb

SOURCES = pathlib.Path(__file__).parent / 'peers'


def install(folder):
    """What package managers have. A failure leaves the peer out, no more."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
    as_root = [] if os.geteuid() == 0 else ['sudo']
    for command in [
            [*as_root, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'sqlite3', 'jq', 'postgresql-15',
             'python3-venv'],
            ['python3', '-m', 'venv', 'venv'],
            ['venv/bin/pip', 'install', '-q', '-r', 'requirements.txt'],
            ['npm', 'install', '--no-audit', '--no-fund', '--silent']]:
        progress('installing: ' + ' '.join(command))
        try:
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError) as failure:
            progress(f'not installed: {failure}')


def sqlite3_shell(folder, b, what):
    script = (SOURCES / 'import.sql').read_text().replace('log.ndjson', b.log.name)
    (b.work / 'import.sql').write_text(script)
    with open(b.work / 'import.sql', 'rb') as commands:
        return b.run(needs('sqlite3'), b.fresh('peer.db'), stdin=commands).seconds / b.events


def python_sqlite(folder, b, what):
    return b.run('python3', folder / 'python_peer.py', b.log, b.fresh('peer.db')).seconds / b.events


def jq(folder, b, what, script=''):
    program = needs('jq')
    merge = 'reduce (inputs | select(.stream == $s)) as $e ({}; . * $e.data)'
    if what == 'stream':
        return b.run(program, '-cn', '--arg', 's', b.stream, merge, b.log).seconds
    if what == 'all':
        merge_all = 'reduce inputs as $e ({}; .[$e.stream] = ((.[$e.stream] // {}) * $e.data))'
        return b.run(program, '-cn', merge_all, b.log).seconds
    if what == 'fold':
        return b.run(program, '-cn', '-f', SOURCES / script, b.stream_log).seconds
    shell = f"grep -F '\"{b.stream}\"' {b.log} | jq -cn --arg s {b.stream} '{merge}'"
    return b.run('sh', '-c', shell).seconds


def duckdb(folder, b, what):
    needs(folder / 'node_modules/@duckdb')
    script = ['node', folder / 'duckdb_peer.mjs', what, b.log]
    if what == 'import':
        return b.run(*script, b.fresh('peer.duckdb')).seconds / b.events
    return b.run(*script, b.stream).seconds


def stores_events(program, script, needed):
    """A library that stores events in SQLite, by a script that takes import, append and replay."""
    def side(folder, b, what):
        needs(folder / needed)
        command = [folder / program if '/' in program else program, folder / script, what]
        if what == 'import':
            return b.run(*command, b.sample, b.fresh('peer.db')).seconds / b.sample_events
        if what == 'append':
            return b.told(*command, b.fresh('peer.db'), b.appends)
        kept = b.work / f'stream-{script}.db'
        if not kept.exists():
            b.run(*command[:-1], 'import', b.stream_log, kept)
        return b.run(*command, kept, b.stream).seconds
    return side


def eventdbx(folder, b, what):
    raise NotThere('no side is written: cargo install eventdbx 3.19.4, with RocksDB, did not end in 15 minutes on one '
                   'busy core')


@contextlib.contextmanager
def opened(folder, work):
    """The peers by name, each a function of the setting and of what to do that returns seconds."""
    if folder.exists():
        shutil.copytree(SOURCES, folder, dirs_exist_ok=True)
    with message_store(folder, work) as port:
        sides = {'sqlite3': sqlite3_shell, 'python': python_sqlite, 'jq': jq, 'duckdb': duckdb,
                 'emmett': stores_events('node', 'emmett_peer.mjs', 'node_modules/@event-driven-io'),
                 'eventsourcing': stores_events('venv/bin/python', 'eventsourcing_peer.py', 'venv'),
                 'message-db': functools.partial(message_db, port), 'umadb': umadb, 'eventdbx': eventdbx}
        yield {name: functools.partial(side, folder) for name, side in sides.items()}


def versions(folder):
    """Of what the peers are made of, a line each."""
    told = []
    for command in [['sqlite3', '--version'], ['jq', '--version'], ['python3', '--version'], ['node', '--version'],
                    [POSTGRESQL / 'postgres', '--version'], ['npm', 'ls', '--depth=0'],
                    ['venv/bin/pip', 'freeze']]:
        try:
            out = run(command, folder, keep_output=True).out.strip()
            told += [f'{pathlib.Path(command[0]).name}: ' + line.strip('├└─ ') for line in out.splitlines()
                     if str(folder) not in line]
        except (OSError, CannotRun):
            told.append(f'{command[0]}: not there')
    return told

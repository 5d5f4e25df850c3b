"""The peers that are servers: each one is started for the bench alone, on a free port of the loopback."""

import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import time

from measuring import NotThere, needs

POSTGRESQL = pathlib.Path('/usr/lib/postgresql/15/bin')


def free_port():
    with socket.socket() as free:
        free.bind(('127.0.0.1', 0))
        return free.getsockname()[1]


def as_postgres(*argv):
    return [*(['runuser', '-u', 'postgres', '--'] if os.geteuid() == 0 else []), *map(str, argv)]


def quietly(command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd='/', **options)


@contextlib.contextmanager
def message_store(folder, work):
    """A PostgreSQL with message-db in it; the port, or None."""
    scripts = folder / 'node_modules/@eventide/message-db/database'
    if not (POSTGRESQL / 'initdb').exists() or not scripts.exists():
        yield None
        return
    data = work / 'postgresql'
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, 'postgres')
    port = free_port()
    quietly(as_postgres(POSTGRESQL / 'initdb', '-D', data, '-A', 'trust', '-U', 'postgres'))
    options = f'-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={data}'
    quietly(as_postgres(POSTGRESQL / 'pg_ctl', '-D', data, '-w', '-l', data / 'log', '-o', options, 'start'))
    try:
        environment = {**os.environ, 'PGHOST': '127.0.0.1', 'PGPORT': str(port), 'PGUSER': 'postgres'}
        quietly(['bash', scripts / 'install.sh'], env=environment)
        yield port
    finally:
        quietly(as_postgres(POSTGRESQL / 'pg_ctl', '-D', data, '-m', 'immediate', 'stop'))


def message_db(port, folder, b, what):
    if port is None:
        raise NotThere('PostgreSQL 15 or message-db is not there; ./dev bench --peers installs it')
    script = [folder / 'venv/bin/python', folder / 'message_db_peer.py', port, what]
    return b.told(*script, b.sample if what == 'import' else b.appends)


@contextlib.contextmanager
def umadb_server(folder, b, store):
    """A server of that store, which is made if it is not there; its port."""
    port = free_port()
    with open(b.work / 'umadb.log', 'w') as log:
        server = subprocess.Popen([str(needs(folder / 'venv/bin/umadb')), '--listen', f'127.0.0.1:{port}', '--db-path',
                                   str(store)], stdout=log, stderr=log)
        try:
            for _ in range(200):
                if server.poll() is not None:
                    raise NotThere(f'umadb ended with {server.returncode}')
                with socket.socket() as probe:
                    if probe.connect_ex(('127.0.0.1', port)) == 0:
                        break
                time.sleep(0.05)
            yield port
        finally:
            server.terminate()
            server.wait()


def umadb(folder, b, what):
    """The server is started before, and its start is not counted."""
    script = [folder / 'venv/bin/python', folder / 'umadb_peer.py']
    if what != 'replay':
        with umadb_server(folder, b, b.fresh('peer.umadb')) as port:
            return b.told(*script, port, what, b.sample if what == 'import' else b.appends)
    kept = b.work / 'stream.umadb'
    is_new = not kept.exists()
    with umadb_server(folder, b, kept) as port:
        if is_new:
            b.run(*script, port, 'import', b.stream_log)
        return b.run(*script, port, 'replay', b.stream).seconds

"""What the fault tests in Python share: running evs, and looking into a store without it."""

import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

TIMEOUT = 60  # seconds; a command that takes longer hangs


class Ended:
    """How a command ended: its status (128 + N by signal N, None if it hung), and what it wrote."""

    def __init__(self, command, folder, environment=None, stdin=b"", timeout=TIMEOUT, **how):
        whole = {**os.environ, **(environment or {})}
        self.command = " ".join(str(word) for word in command)
        try:
            done = subprocess.run(
                command, cwd=folder, env=whole, input=stdin, capture_output=True, timeout=timeout, **how
            )
            self.status = done.returncode if done.returncode >= 0 else 128 - done.returncode
            self.out, self.err = done.stdout, done.stderr
        except subprocess.TimeoutExpired as late:
            self.status, self.out, self.err = None, late.stdout or b"", late.stderr or b""

    def lines(self):
        return self.out.splitlines(keepends=True)


class Report:
    """Counts what was tried and remembers what was wrong."""

    def __init__(self, name):
        self.name = name
        self.tried = 0
        self.wrong = []

    def check(self, where, fault):
        """`fault` is what the oracle says: nothing, or what is wrong."""
        self.tried += 1
        if fault:
            self.wrong.append(f"{where}: {fault}")

    def must_see(self, what, fault):
        """A positive control."""
        if not fault:
            self.wrong.append(f"the oracle does not see {what}")

    def say(self, text):
        print(f"{self.name}: {text}", flush=True)

    def end(self):
        for fault in self.wrong[:20]:
            print(f"{self.name}: failed: {fault}", file=sys.stderr)
        self.say(f"{self.tried} points tried, {len(self.wrong)} failures")
        sys.exit(1 if self.wrong else 0)


def line_of(number, streams=7):
    """An event line as a producer writes it."""
    return (
        f'{{"id":"i-{number}","stream":"s-{number % streams}","type":"T{number % 3}",'
        f'"time":"2026-01-01T00:00:{number % 60:02d}Z","data":{{"n":{number},"list":[1,{{"none":null}}]}}}}\n'
    ).encode()


def copy_store(source, target):
    for end in ("", "-wal", "-lock"):
        if pathlib.Path(f"{source}{end}").exists():
            shutil.copy(f"{source}{end}", f"{target}{end}")


def remove_store(path):
    for end in ("", "-wal", "-shm", "-lock"):
        pathlib.Path(f"{path}{end}").unlink(missing_ok=True)


def stream_events(connection):
    """(stream_no, seq, position) of each event, as evs-store(5) says where the events of a stream are."""
    bytes_of = {}
    for place, positions in connection.execute("SELECT place, positions FROM stream_blocks ORDER BY place"):
        bytes_of[place >> 28] = bytes_of.get(place >> 28, b"") + positions
    for stream_no, positions in connection.execute("SELECT stream_no, positions FROM streams"):
        bytes_of[stream_no] = bytes_of.get(stream_no, b"") + positions
    return [
        (stream_no, at // 6 + 1, int.from_bytes(positions[at : at + 6], "big"))
        for stream_no, positions in sorted(bytes_of.items())
        for at in range(0, len(positions), 6)
    ]


def stored_ids(path):
    """The ids in a store by position, read by Python's SQLite; [] if there is none. Raises if it is damaged."""
    if not os.path.exists(path) or os.path.getsize(path) == 0:
        return []
    connection = sqlite3.connect(path)
    try:
        problem = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if problem != "ok":
            raise ValueError(problem)
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return []
        rows = connection.execute("SELECT position, id FROM events ORDER BY position").fetchall()
        if [row[0] for row in rows] != list(range(1, len(rows) + 1)):
            raise ValueError("positions with holes")
        if (connection.execute("SELECT sum(length(entries)) FROM event_ids").fetchone()[0] or 0) != 13 * len(rows):
            raise ValueError("the look-up of ids does not fit")
        events = connection.execute("SELECT stream_no, seq, position FROM events ORDER BY stream_no, seq").fetchall()
        if stream_events(connection) != events:
            raise ValueError("the look-up of streams does not fit")
        if connection.execute("SELECT coalesce(sum(count), 0) FROM commits").fetchone()[0] != len(rows):
            raise ValueError("commits do not fit")
        return [row[1] for row in rows]
    finally:
        connection.close()


def acknowledged(out):
    """(position, id) of the acknowledgements in an output, whose last line may be cut off."""
    answers = [json.loads(line) for line in out.splitlines(keepends=True) if line.endswith(b"\n")]
    return [(answer["position"], answer["id"]) for answer in answers if "position" in answer]


def at_once(work, items):
    """Runs work(item) for all items, on two threads; in order."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, items))


def status_fault(ended, allowed):
    """What is wrong with how a command ended: never a hang, a signal, a bug, or a failure without a word."""
    if ended.status is None:
        return "it hangs"
    if ended.status not in allowed:
        return f"exit {ended.status}, not {allowed}: {ended.err[:300]!r}"
    return "a failure without a message" if ended.status != 0 and b"evs: error: " not in ended.err else ""

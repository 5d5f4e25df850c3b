"""Many writers and readers at one store: python3 racers.py EVS"""

import fcntl
import json
import pathlib
import sqlite3
import subprocess
import sys
import threading
import time

from faults import TIMEOUT, Ended, Report, acknowledged, line_of, remove_store, stored_ids

evs = sys.argv[1]
report = Report("racers")
folder = pathlib.Path.cwd()
store = folder / "evs.db"
WRITERS = 8


def start(*words, **how):
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    return subprocess.Popen([evs, "--timeout", str(TIMEOUT), "-s", str(store), *words], cwd=folder, **how)


def all_wait(processes):
    """Until every one of them stands in the queue; where the kernel does not tell, for a moment."""
    inode = f":{pathlib.Path(f'{store}-lock').stat().st_ino} "
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        try:
            locks = pathlib.Path("/proc/locks").read_text().splitlines()
        except OSError:
            return time.sleep(0.2)
        if sum("-> FLOCK" in lock and inode in lock for lock in locks) == len(processes):
            return None
    raise TimeoutError("the writers do not queue")


def race(version, *expected):
    """How many of eight writers that start together may append; each thinks that the stream is at this version."""
    with open(f"{store}-lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        processes = [start("append", "s-1", "T", "--id", f"{version}.{number}", *expected) for number in range(WRITERS)]
        all_wait(processes)
    ends = [(process.communicate(timeout=TIMEOUT), process.returncode) for process in processes]
    return [status for _, status in ends], [position for (out, _), _ in ends for position in acknowledged(out)]


rounds = 12
Ended([evs, "-q", "-s", store, "append", "s-1", "T", "--expect", "none"], folder)
for version in range(1, rounds + 1):
    statuses, answers = race(version, "--expect", str(version))
    ids = stored_ids(store)
    fine = (
        sorted(statuses) == [0] + [4] * (WRITERS - 1)
        and len(ids) == version + 1
        and answers == [(version + 1, ids[-1])]
    )
    report.check(f"eight writers expect version {version}", "" if fine else f"{statuses}, {answers}, {len(ids)} events")
statuses, answers = race("free")
report.must_see("eight winners when nothing is expected", statuses == [0] * WRITERS and len(answers) == WRITERS)


def converse(process, stream, number, answers, turns):
    """Sends an event, waits for its answer, sends the next."""
    for turn in range(turns):
        process.stdin.write(f'{{"stream":"w-{stream}","type":"T","id":"{number}.{turn}"}}\n'.encode())
        answers.append((time.monotonic(), json.loads(process.stdout.readline())))
    process.stdin.close()


def writers_on(streams, turns=60):
    remove_store(store)
    Ended([evs, "-q", "-s", store, "init"], folder)
    processes = [start("append", "--each", stdin=subprocess.PIPE, bufsize=0) for _ in range(WRITERS)]
    answers = [[] for _ in processes]
    threads = [
        threading.Thread(target=converse, args=(process, number % streams, number, answers[number], turns))
        for number, process in enumerate(processes)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TIMEOUT)
    statuses = [process.wait(TIMEOUT) for process in processes]
    ids = stored_ids(store)
    fine = (
        statuses == [0] * WRITERS
        and [len(part) for part in answers] == [turns] * WRITERS
        and len(ids) == turns * WRITERS
    )
    kept = all(ids[answer["position"] - 1] == answer["id"] for part in answers for _, answer in part)
    first_end = min(part[-1][0] for part in answers)
    slowest = min(sum(when <= first_end for when, _ in part) for part in answers)
    report.check(
        f"eight writers of {turns} events on {streams} streams",
        "" if fine and kept else f"{statuses}, {len(ids)} events",
    )
    report.check(
        f"nobody starves on {streams} streams", "" if slowest > 0 else "one had no answer when another had all"
    )
    report.say(f"when the first of eight writers on {streams} streams had {turns} answers, the last had {slowest}")


writers_on(WRITERS)
writers_on(1)

# Readers beside a writer see whole batches, from the first event on.
BATCH = 10


def is_prefix(count):
    return f"{count} events are not whole batches" if count % BATCH else ""


def export_fault(out):
    ids = [json.loads(line)["id"] for line in out.splitlines()]
    return is_prefix(len(ids)) or (
        "" if ids == [f"i-{number}" for number in range(1, len(ids) + 1)] else "not the order of the log"
    )


def replay_fault(out):
    states = {state["stream"]: state for state in map(json.loads, out.splitlines())}
    count = sum(state["seq"] for state in states.values())
    wanted = {f"s-{number % 7}": number for number in range(1, count + 1)}  # the last of each stream
    found = {name: state["state"]["n"] for name, state in states.items()}
    return is_prefix(count) or ("" if found == wanted else "states of different moments")


def stats_fault(out):
    totals = json.loads(out)
    return is_prefix(totals["events"]) or (
        "" if totals["head"].split(":")[0] == str(totals["events"]) else "a head of another moment"
    )


READERS = {"export": export_fault, "replay --all": replay_fault, "stats": stats_fault, "read": export_fault}


def import_beside_readers(events):
    """How many exports saw the store in the middle of the import."""
    remove_store(store)
    Ended([evs, "-q", "-s", store, "init"], folder)
    log = folder / "log.ndjson"
    log.write_bytes(b"".join(line_of(number) for number in range(1, events + 1)))
    process = start("-q", "import", "--commit-every", str(BATCH), log.name)
    middle = 0
    while process.poll() is None:
        for words, fault in READERS.items():
            ended = Ended([evs, "-s", store, *words.split()], folder)
            found = f"exit {ended.status}: {ended.err!r}" if ended.status else fault(ended.out)
            report.check(f"{words} beside a writer", found)
            middle += words == "export" and 0 < len(ended.lines()) < events
    process.communicate()
    whole = process.returncode == 0 and len(stored_ids(store)) == events
    report.check("the import beside readers", "" if whole else "it failed")
    return middle


events, middle = 2000, import_beside_readers(2000)
while middle == 0 and events < 100_000:  # the import was over before a reader looked twice
    events *= 4
    middle = import_beside_readers(events)
report.must_see("the store in the middle of an import", middle > 0)
report.say(f"{middle} exports in the middle of an import of {events} events")

# A reader that does not end keeps the log from being moved into the database: writers go on, and the log grows.
remove_store(store)
Ended([evs, "-q", "-s", store, "append", "s-1", "T", "--id", "first"], folder)
reader = sqlite3.connect(f"file:{store}?mode=ro", uri=True, isolation_level=None)
reader.execute("BEGIN")
reader.execute("SELECT count(*) FROM events").fetchone()
big = folder / "big.ndjson"
with open(big, "w") as out:
    for number in range(2, 1002):
        out.write(f'{{"id":"b-{number}","stream":"s-2","type":"T","data":"{"x" * 30000}"}}\n')
ended = Ended([evs, "-q", "-s", store, "import", "--commit-every", "100", big], folder)
size = pathlib.Path(f"{store}-wal").stat().st_size
report.check(
    "writers beside a reader that stays",
    "" if ended.status == 0 and size > 20 << 20 else f"exit {ended.status}, a log of {size} bytes",
)
ended = Ended([evs, "-q", "-s", store, "append", "s-1", "T", "--id", "last"], folder)
report.check("an append beside it", "" if ended.status == 0 else f"exit {ended.status}: {ended.err!r}")
seen = reader.execute("SELECT count(*) FROM events").fetchone()[0]
report.check("the reader that stays", "" if seen == 1 else f"it sees {seen} events")
reader.close()
ended = Ended([evs, "-q", "-s", store, "append", "s-1", "T"], folder)
left = pathlib.Path(f"{store}-wal").stat().st_size
report.check(
    "the log when it has gone", "" if left == 0 and len(stored_ids(store)) == 1003 else f"{left} bytes are left"
)

# What the oracles must see.
whole = Ended([evs, "-s", store, "export"], folder).out
report.must_see("half a batch", export_fault(b"".join(line_of(number) for number in range(1, 16))))
report.must_see("a missing event", export_fault(b"".join(line_of(number) for number in range(2, 12))))
report.must_see(
    "states of different moments",
    replay_fault(b'{"stream":"s-1","seq":9,"state":{"n":9}}\n{"stream":"s-2","seq":1,"state":{"n":2}}\n'),
)
report.end()

"""Clocks that leap: an hour back, to 1970, into the future. python3 clocks.py EVS PRELOADED"""

import fcntl
import json
import pathlib
import subprocess
import sys
import time
import uuid

from faults import Ended, Report, at_once, remove_store, stored_ids

evs, preloaded = sys.argv[1:3]
report = Report("clocks")
folder = pathlib.Path.cwd()
store = folder / "evs.db"
LEAPS = {  # evs may look twice an event, so the leaps come in odd numbers
    "an hour back": "+0 +0 -3600",
    "back and forth": "+0 -3600 +3600 -86400 +0",
    "to 1970": "+0 =0 +0",
    "always 1970": "=0",
    "before 1970": "=-1000000000 +0 +0",
    "ever further back": " ".join(f"-{hours * 3600}" for hours in range(32)),
    "far ahead": "+0 =9000000000 +0",
    "always the same": "=1700000000",
}
COUNT = 200


def environment(leaps):
    return {"LD_PRELOAD": preloaded, "CLOCK_LEAPS": leaps}


def events():
    lines = Ended([evs, "-s", store, "export"], folder).lines()
    return [json.loads(line) for line in lines]


def order_fault(found, wanted):
    """Positions, and the seqs of each stream, count 1, 2, 3 in the order of the appends; ids are unique."""
    if [event["data"]["n"] for event in found] != list(range(1, wanted + 1)):
        return f"{len(found)} events are not the {wanted} that were sent, in their order"
    if [event["position"] for event in found] != list(range(1, wanted + 1)):
        return "positions do not count"
    for stream in {event["stream"] for event in found}:
        seqs = [event["seq"] for event in found if event["stream"] == stream]
        if seqs != list(range(1, len(seqs) + 1)):
            return f"the seqs of {stream} do not count"
    return ids_fault([event["id"] for event in found])


def ids_fault(ids):
    if len(set(ids)) != len(ids):
        return "an id is there twice"
    return "" if all(uuid.UUID(id).version == 7 for id in ids) else "an id is no UUIDv7"


def is_sorted(found):
    times = [event["time"] for event in found]
    return times == sorted(times)


unsorted = 0
for name, leaps in LEAPS.items():
    remove_store(store)
    lines = [f'{{"stream":"s-{n % 3}","type":"T","data":{{"n":{n}}}}}\n' for n in range(1, COUNT + 1)]
    ended = Ended(
        [evs, "-q", "-s", store, "append", "--each"], folder, environment(leaps), "".join(lines[:-2]).encode()
    )
    report.check(f"append --each, {name}", "" if ended.status == 0 else f"exit {ended.status}: {ended.err!r}")
    for n in (COUNT - 1, COUNT):
        words = ["append", f"s-{n % 3}", "T", f'{{"n":{n}}}', "--expect", "exists"]
        ended = Ended([evs, "-q", "-s", store, *words], folder, environment(leaps))
        report.check(f"append, {name}", "" if ended.status == 0 else f"exit {ended.status}: {ended.err!r}")
    found = events()
    unsorted += not is_sorted(found)
    report.check(f"the order, {name}", order_fault(found, COUNT))
    ended = Ended([evs, "-s", store, "append", "s-1", "T", "--expect", "1"], folder, environment(leaps))
    report.check(f"a stale version, {name}", "" if ended.status == 4 else f"exit {ended.status}: {ended.err!r}")
    for words in (["replay", "--all"], ["streams"], ["types"], ["stats"], ["read", "--reverse", "--limit", "1"]):
        ended = Ended([evs, "-s", store, *words], folder, environment(leaps))
        calm = Ended([evs, "-s", store, *words], folder)
        report.check(
            f"{words[0]}, {name}",
            "" if (ended.status, ended.out) == (0, calm.out) else f"exit {ended.status}, or another answer",
        )

    remove_store(store)
    log = "".join(f'{{"stream":"s-{n % 3}","type":"T","data":{{"n":{n}}}}}\n' for n in range(1, 51)).encode()
    for stored in (50, 0):  # ids come from the content, so a second import finds all there, whatever the time is
        ended = Ended([evs, "-q", "-s", store, "-o", "ndjson", "import"], folder, environment(leaps), log)
        report.check(
            f"import, {name}",
            "" if ended.status == 0 and json.loads(ended.out)["events"] == stored else ended.err + ended.out,
        )


def writer(number):
    return Ended([evs, "-q", "-s", store, "append", f"s-{number}", "T"], folder, environment("=1700000000")).status


remove_store(store)
statuses = at_once(writer, range(40))
report.check(
    "40 processes in one moment",
    ids_fault(stored_ids(store)) or ("" if set(statuses) == {0} and len(stored_ids(store)) == 40 else f"{statuses}"),
)

# Waiting is measured by another clock: nobody waits for ever, or not at all.
with open(f"{store}-lock") as lock:
    fcntl.flock(lock, fcntl.LOCK_EX)
    for name, leaps in LEAPS.items():
        began = time.monotonic()
        ended = Ended([evs, "-s", store, "--timeout", "0.3", "append", "s-1", "T"], folder, environment(leaps))
        took = time.monotonic() - began
        report.check(
            f"a wait for the lock, {name}",
            "" if ended.status == 6 and took > 0.29 else f"exit {ended.status} after {took} s",
        )
for name, leaps in LEAPS.items():
    follower = subprocess.Popen(
        [evs, "-s", store, "read", "--follow", "--from-position", "41", "--limit", "1"],
        cwd=folder,
        env=environment(leaps),
        stdout=subprocess.PIPE,
    )
    ended = Ended([evs, "-q", "-s", store, "append", "s-1", "T"], folder, environment(leaps))
    line = follower.communicate(timeout=60)[0]
    report.check(f"a follower, {name}", "" if follower.returncode == 0 and b'"position":41,' in line else f"{line!r}")

# The clock does leap, so that an order by it would be another; and the oracle sees another order and ids that repeat.
report.must_see("that the clock leaps", unsorted >= 5)
sorted_by_time = sorted(found, key=lambda event: event["time"])
report.must_see("an order by the clock", order_fault(sorted_by_time, COUNT) if not is_sorted(found) else "none")
report.must_see("two events in the wrong order", order_fault([found[1], found[0], *found[2:]], COUNT))
report.must_see("an id that is there twice", ids_fault([found[0]["id"], found[0]["id"]]))
report.end()

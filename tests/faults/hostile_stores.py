"""Stores that another program, a broken disk or an enemy has made: python3 hostile_stores.py EVS
FAULT_POINTS is how many random faults there are of each kind."""

import pathlib
import random
import shutil
import sqlite3

from faults import Ended, Report, at_once, line_of, status_fault
from hostile_cases import CASES, UNDER, VICTIM, evs, folder, place_of, sound

report = Report("hostile_stores")
READING = [
    ["read"],
    ["read", "s-1"],
    ["read", "--reverse", "--category", "s"],
    ["export"],
    ["streams"],
    ["types"],
    ["stats"],
    ["replay", "--all"],
]
ALLOWED_READING = (0, 3, 5, 6, 7, 8)
ALLOWED_WRITING = ALLOWED_READING + (4, 9)
new_line = folder / "new.ndjson"
new_line.write_bytes(line_of(900) + line_of(901, 11))


def message_fault(ended, store):
    """A message names the place, the reason, and what to do."""
    if ended.status not in (6, 7, 8):
        return ""
    message = ended.err.decode(errors="replace")
    if pathlib.Path(store).name not in message and "position" not in message:
        return f"a message that does not name the place: {message[:300]!r}"
    return "" if "hint: " in message else f"a message without a remedy: {message[:300]!r}"


def tells(ended, store, allowed):
    if b"is a log file, which can only be read [usage]" in ended.err:
        return ""
    return status_fault(ended, allowed) or message_fault(ended, store)


def lines_fault(ended):
    """However broken the store is, each line that is printed has the form of one."""
    wrong = [line for line in ended.lines() if not (line.startswith(b"{") and line.endswith(b"}\n"))]
    return f"a line that is none: {wrong[0][:200]!r}" if wrong else ""


def stored(store):
    """Whether the store gives the appended event out again, in the order of the log or of its stream."""
    looks = (["read", "probe-1"], ["read", "--type", "Probe"], ["read", "--reverse", "--limit", "3"])
    return any(b'"id":"probe"' in Ended([evs, "-s", store, *words], folder).out for words in looks)


def write_faults(store, under, program=evs):
    start = [*under, program, "--timeout", "1", "-s", store]
    ended = Ended([*start, "append", "probe-1", "Probe", '{"n":1}', "--id", "probe"], folder, timeout=20)
    kept = ended.status != 0 or stored(store)
    yield "append", tells(ended, store, ALLOWED_WRITING) or ("" if kept else "an acknowledged event is not stored")
    ended = Ended([*start, "import", new_line], folder, timeout=20)
    yield "import", tells(ended, store, ALLOWED_WRITING)


def read_faults(store, reading, under):
    for words in reading:
        ended = Ended([*under, evs, "-s", store, *words], folder, timeout=20)
        yield " ".join(words), tells(ended, store, ALLOWED_READING) or lines_fault(ended)


def run(index):
    name, make = CASES[index]
    place = place_of(name)
    try:
        store = make(place)
    except sqlite3.Error as problem:
        return [(name, f"it cannot be made: {problem}")]
    few, by = random.Random(index).sample(READING, 2), UNDER.get(name, [])
    found = [
        (f"{name}, {command}", fault) for command, fault in (*read_faults(store, few, by), *write_faults(store, by))
    ]
    place.chmod(0o700)
    if (place / "victim").exists() and (place / "victim").read_bytes() != VICTIM:
        found.append((name, "a file that a link leads to was written to"))
    if (place / "nowhere").exists():
        found.append((name, "a file was made behind a link"))
    shutil.rmtree(place)
    return found


for found in at_once(run, range(len(CASES))):
    for where, fault in found:
        report.check(where, fault)
report.say(f"{len(CASES)} stores")

# What the oracles must see.
lying = folder / "lying"
lying.write_text("#!/bin/sh\necho '{\"stream\":\"probe-1\",\"seq\":1,\"position\":1,\"id\":\"probe\"}'\n")
lying.chmod(0o700)
report.must_see(
    "an acknowledgement of nothing", dict(write_faults(place_of("control") / "evs.db", [], lying))["append"]
)
report.must_see("a crash", status_fault(Ended(["sh", "-c", "kill -SEGV $$"], folder), ALLOWED_WRITING))
report.must_see("a hang", status_fault(Ended(["sleep", "5"], folder, timeout=0.1), ALLOWED_WRITING))
report.must_see("half a line", lines_fault(Ended(["printf", '{"id":"1"\n}\n'], folder)))
silent = Ended(["sh", "-c", "echo 'evs: error: it is so' >&2; exit 7"], folder)
report.must_see("a message that says nothing", tells(silent, sound, ALLOWED_WRITING))
report.end()

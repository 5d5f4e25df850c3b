"""Signals in the middle of a command, a reader that goes away, and limits on the size of files.
python3 interruptions.py EVS"""

import os
import pathlib
import signal
import subprocess
import sys
import time

from commands import Ground
from faults import TIMEOUT, Report, acknowledged, line_of, remove_store, stored_ids

evs = sys.argv[1]
report = Report("signals")
ground = Ground(evs, pathlib.Path.cwd())
folder = ground.folder
store = folder / "evs.db"
exports = folder / "exports"
exports.mkdir()
LINES = [line_of(number) for number in range(1, 3001)]
whole = folder / "whole.ndjson"
whole.write_bytes(b"".join(LINES))
IDS = [f"i-{number}" for number in range(1, 3001)]


def until(condition, what):
    """Looks until it is so; a machine that is busy only makes it later."""
    deadline = time.monotonic() + TIMEOUT
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"never {what}")
        time.sleep(0.005)


class Running:
    """A command whose standard input and output are pipes that do not end."""

    def __init__(self, *words):
        self.process = subprocess.Popen(
            [evs, *map(str, words)],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
        )

    def send(self, lines):
        rest = memoryview(b"".join(lines))
        while rest:
            try:
                rest = rest[self.process.stdin.write(rest) :]
            except BrokenPipeError:
                return

    def has_open(self, text):
        return any(
            text in os.readlink(link)
            for link in pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir()
            if link.is_symlink()
        )

    def end(self, number=None):
        if number:
            self.process.send_signal(number)
        try:
            out, err = self.process.communicate(timeout=TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            out, err = self.process.communicate()
            return None, out, err
        status = self.process.returncode
        return (128 - status if status < 0 else status), out, err


def count():
    try:
        return len(stored_ids(store))
    except Exception:  # it is being made
        return 0


def kept(out, wanted=IDS):
    """What was acknowledged is stored, and nothing that was not sent, or in another order."""
    ids = stored_ids(store)
    if ids != wanted[: len(ids)]:
        return "other events are stored than were sent, or in another order"
    if any(ids[position - 1 : position] != [id] for position, id in acknowledged(out)):
        return "what was acknowledged is not stored"
    return ""


def rerun(*words):
    ended = ground.run("-q", "-s", store, *words, stdin=b"".join(LINES))
    return (
        ""
        if ended.status == 0 and stored_ids(store) == IDS
        else f"sent again, it does not complete: {ended.err[:200]!r}"
    )


def interrupted_import(number):
    running = Running("-q", "-s", store, "import", "--commit-every", "100")
    running.send(LINES[:1500])
    until(lambda: running.process.poll() is not None or count() > 0, "was there a commit")
    status, _, _ = running.end(number)
    fault = "no commit, or half of one is stored" if not count() or count() % 100 else kept(b"")
    return status, fault or rerun("import", "--commit-every", "100")


def interrupted_each(number):
    running = Running("-q", "-s", store, "append", "--each")
    running.send(LINES[:500])
    first = running.process.stdout.readline()
    status, out, _ = running.end(number)
    return status, ("nothing was acknowledged" if not first else kept(first + out)) or rerun("append", "--each")


def interrupted_export(number, file="out.ndjson"):
    running = Running("-q", "-s", "-", "export", "--file", exports / file)
    running.send(LINES[:1000])
    until(lambda: running.process.poll() is not None or running.has_open(str(exports)), "was there a file")
    status, _, _ = running.end(number)
    left = [path.name for path in exports.iterdir()]
    for path in exports.iterdir():
        path.unlink()
    has_nameless = True
    try:
        os.close(os.open(exports, os.O_TMPFILE | os.O_WRONLY, 0o600))
    except OSError:
        has_nameless = False
    return status, f"it leaves {left}" if left and has_nameless else ""


def interrupted_follow(number):
    ground.run("-q", "-s", store, "import", whole)
    running = Running("-s", store, "read", "--follow")
    first = running.process.stdout.readline()
    status, _, _ = running.end(number)
    return status, ("" if first.startswith(b'{"id":"i-1"') else f"it printed {first!r}") or kept(b"")


commands = {
    "import": interrupted_import,
    "append --each": interrupted_each,
    "export --file": interrupted_export,
    "export --file .gz": lambda number: interrupted_export(number, "out.ndjson.gz"),
    "export --file .zst": lambda number: interrupted_export(number, "out.ndjson.zst"),
    "read --follow": interrupted_follow,
}
for name, interrupt in commands.items():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        remove_store(store)
        status, fault = interrupt(number)
        wanted = 128 + number
        report.check(f"{number.name} in evs {name}", f"exit {status}, not {wanted}" if status != wanted else fault)

# A signal that is ignored from the start, as under nohup, does not end it.
remove_store(store)
words = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", evs, "-q", "-s", str(store), "append", "--each"]
process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
process.stdin.write(LINES[0])
process.stdout.readline()
process.send_signal(signal.SIGHUP)
process.stdin.write(LINES[1])
process.communicate(timeout=TIMEOUT)
report.check("SIGHUP under nohup", "" if process.returncode == 0 and count() == 2 else f"exit {process.returncode}")

# Whoever reads goes away.
remove_store(store)
ground.run("-q", "-s", store, "import", whole)
for words in (
    ["read"],
    ["export"],
    ["read", "--follow"],
    ["replay", "--all", "--reducer", "last"],
    ["-o", "cloudevents", "export"],
):
    running = Running("-s", store, *words)
    running.process.stdout.readline() if "--all" not in words else None
    running.process.stdout.close()
    running.process.stdin.close()
    status = running.process.wait(TIMEOUT) if "--follow" not in words else None
    if "--follow" in words:
        ground.run("-q", "-s", store, "append", "s-1", "T", "--id", "more")
        status = running.process.wait(TIMEOUT)
    said = running.process.stderr.read()
    report.check(
        f"evs {' '.join(words)} without a reader",
        "" if status in (141, 0 if "--all" in words else 141) and not said else f"exit {status}, {said[:200]!r}",
    )
remove_store(store)
running = Running("-s", store, "-q", "append", "--each")
running.process.stdout.close()
running.send(LINES[:10])
running.process.stdin.close()
status = running.process.wait(TIMEOUT)
report.check(
    "evs append --each without a reader", f"exit {status}" if status != 141 else kept(b"") or rerun("append", "--each")
)

# Files must not grow: SIGXFSZ by default kills.
limited = 0
for blocks in (0, 1, 8, 20, 60, 100, 200, 400, 800, 1600, 3200):
    under = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"]
    for words, answers in ((["import", "--commit-every", "100", whole], False), (["append", "--each"], True)):
        remove_store(store)
        ended = ground.run("-q", "-s", store, *words, under=under, stdin=b"".join(LINES))
        limited += ended.status != 0
        fault = kept(ended.out if answers else b"") or rerun("import", whole)
        report.check(
            f"evs {words[0]} with files of {blocks} blocks",
            "" if ended.status in (0, 8, 9) and not fault else f"exit {ended.status}: {fault} {ended.err[:200]!r}",
        )
    for file in ("out.ndjson", "out.ndjson.gz", "out.ndjson.zst"):
        ended = ground.run("-q", "-s", whole, "export", "--file", exports / file, under=under)
        limited += ended.status != 0
        left = [path.name for path in exports.iterdir()]
        report.check(
            f"evs export --file {file} with files of {blocks} blocks",
            "" if (ended.status, left) in ((8, []), (0, [file])) else f"exit {ended.status}, and {left} is there",
        )
        for path in exports.iterdir():
            path.unlink()
    with open(folder / "printed", "wb") as printed:
        process = subprocess.run([*under, evs, "-s", store, "export"], stdout=printed, stderr=subprocess.PIPE)
    report.check(
        f"evs export to a file of {blocks} blocks", "" if process.returncode in (0, 8) else f"exit {process.returncode}"
    )
    limited += process.returncode != 0
report.must_see("a limit", limited > 20)

# What must be seen: an event that was acknowledged and is gone, and one that is there twice.
remove_store(store)
ended = ground.run("-q", "-s", store, "append", "--each", stdin=b"".join(LINES[:5]))
assert not kept(ended.out)
remove_store(store)
ground.run("-q", "-s", store, "append", "--each", stdin=b"".join(LINES[:4]))
report.must_see("a lost event", kept(ended.out))
remove_store(store)
ground.run("-q", "-s", store, "append", "--each", stdin=b"".join(LINES[1:3]))
report.must_see("an event in another place", kept(b""))
report.end()

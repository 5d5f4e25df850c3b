"""Out of memory: the k-th allocation of a command fails, or the k-th and all that follow it.
python3 memory.py EVS PRELOADED CARELESS, in a folder of its own; FAULT_POINTS is how many k are tried a command."""
import os
import pathlib
import random
import shutil
import sys

from faults import Ended, Report, acknowledged, at_once, copy_store, line_of, remove_store, stored_ids

evs, preloaded, careless = sys.argv[1:4]
points = int(os.environ.pop("FAULT_POINTS", "60"))
report = Report("memory")
folder = pathlib.Path.cwd()
base = folder / "base.db"
log = folder / "log.ndjson"
kept, added = range(1, 61), range(61, 101)
log.write_bytes(b"".join(line_of(number) for number in kept))
(folder / "added.ndjson").write_bytes(b"".join(line_of(number) for number in added))
Ended([evs, "-q", "-s", base, "import", log], folder)
old = stored_ids(base)
new = [f"i-{number}" for number in added]


def prefix_fault(ended, wanted):
    """A command that prints may stop early; it may not print something else."""
    if ended.status == 0 and ended.out != wanted.out:
        return "exit 0, and the output is not whole"
    if not wanted.out.startswith(ended.out):
        return "the output is no beginning of what it should be"
    return ""


class Print:
    """A command that only prints."""

    def __init__(self, *words):
        self.words = list(words)
        self.wanted = Ended([evs, *self.words], folder)

    def run(self, place, environment):
        ended = Ended([evs, *self.words], folder, environment)
        return ended, self.fault(place, ended)

    def fault(self, _, ended):
        return prefix_fault(ended, self.wanted)


class Export:
    """An export to a file, which is whole or not there."""

    def __init__(self, name):
        self.name = name
        Ended([evs, "-q", "-s", base, "export", "--file", folder / name], folder)
        self.wanted = (folder / name).read_bytes()
        self.words = ["export", name]

    def run(self, place, environment):
        ended = Ended([evs, "-q", "-s", base, "export", "--file", place / self.name], folder, environment)
        fault = self.fault(place, ended)
        for file in place.iterdir():
            file.unlink()
        return ended, fault

    def fault(self, place, ended):
        files = list(place.iterdir())
        if not files:
            return "exit 0 without a file" if ended.status == 0 else ""
        return "" if [file.read_bytes() for file in files] == [self.wanted] else "a file that is not whole"


class Write:
    """A command that writes; `batches` are the ids that it stores together, `answers` whether it acknowledges each."""

    def __init__(self, *words, stdin=b"", batches=None, begins_with=old, answers=True):
        self.words, self.stdin, self.batches = list(words), stdin, batches
        self.begins_with, self.answers = begins_with, answers

    def run(self, place, environment):
        store = place / "evs.db"
        remove_store(store)
        if self.begins_with:
            copy_store(base, store)
        ended = Ended([evs, "-q", "-o", "ndjson", "-s", store, *self.words], folder, environment, self.stdin)
        return ended, self.fault(place, ended)

    def fault(self, place, ended):
        try:
            ids = stored_ids(place / "evs.db")
        except Exception as problem:
            return f"the store is damaged: {problem}"
        if ids[:len(self.begins_with)] != self.begins_with:
            return "what was stored before is not there"
        whole = [self.begins_with + [id for batch in self.batches[:n] for id in batch] for n in range(len(self.batches) + 1)]
        if ids not in whole:
            return f"{len(ids)} events are not whole batches of what was sent"
        if ended.status == 0 and ids != whole[-1]:
            return "exit 0, and not everything is stored"
        if self.answers:
            for position, id in acknowledged(ended.out):
                if position > len(ids) or ids[position - 1] != id:
                    return f"{id} was acknowledged and is not stored"
            if len(ids) > len(self.begins_with) + len(acknowledged(ended.out)) + max(map(len, self.batches)):
                return "more than one unacknowledged batch is stored"
        return ""


each = b"".join(line_of(number) for number in list(added)[:3])
commands = [
    Print("-s", base, "read"), Print("-s", base, "read", "s-3"), Print("-s", base, "replay", "--all"),
    Print("-s", base, "streams"), Print("-s", base, "types"), Print("-s", base, "stats"), Print("-s", log, "read"),
    Export("out.ndjson"), Export("out.ndjson.gz"), Export("out.ndjson.zst"),
    Write("append", "s-1", "T", '{"n":1}', "--id", "one", "--meta", '{"a":1}', "--actor", "x", batches=[["one"]]),
    Write("append", "s-1", "T", "--id", "one", batches=[["one"]], begins_with=[]),
    Write("append", "s-9", "--batch", "batch.ndjson", batches=[new]),
    Write("append", "--each", stdin=each, batches=[[f"i-{n}" for n in list(added)[:3]]]),
    Write("import", "added.ndjson", batches=[new], answers=False),
    Write("import", "--commit-every", "10", "added.ndjson", batches=[new[i:i + 10] for i in range(0, 40, 10)],
          answers=False),
]
(folder / "batch.ndjson").write_bytes(b"".join(line_of(number).replace(f"s-{number % 7}".encode(), b"s-9") for number in added))
for name in ("out.ndjson.gz", "out.ndjson.zst"):
    commands.append(Print("-s", folder / name, "read"))


def status_fault(ended, writes):
    if ended.status is None:
        return "it hangs"
    if ended.status not in ((0, 8, 9) if writes else (0, 8)):
        return f"exit {ended.status}: {ended.err[:200]!r}"
    if ended.status != 0 and b"error" not in ended.err:
        return "a failure without a message"
    return ""


def try_point(command, place, number, rest):
    environment = {"LD_PRELOAD": preloaded, "FAULT_ALLOCATION": str(number)}
    if rest:
        environment["FAULT_ALL"] = "1"
    ended, fault = command.run(place, environment)
    where = f"allocation {number}{' and all behind it' if rest else ''} of evs {' '.join(map(str, command.words))}"
    return ended.status, where, status_fault(ended, isinstance(command, Write)) or fault


def sweep(command, place):
    """Every point, or a sample that is the same in every run: the first ones, and one of each of the equal parts."""
    count = folder / f"count.{place.name}"
    command.run(place, {"LD_PRELOAD": preloaded, "FAULT_COUNT": str(count)})
    last = int(count.read_text())
    chance = random.Random(20260131)
    step = max(1, last // points)
    numbers = [min(last, first + chance.randrange(step)) for first in range(1, last + 1, step)]
    found = [try_point(command, place, number, rest) for number in numbers for rest in (False, True)]
    shutil.rmtree(place)
    return last, found


def run(index):
    place = folder / f"place.{index}"
    place.mkdir()
    return sweep(commands[index], place)


statuses = {}
for command, (last, found) in zip(commands, at_once(run, range(len(commands)))):
    for status, where, fault in found:
        statuses[status] = statuses.get(status, 0) + 1
        report.check(where, fault)
    report.say(f"{len(found)} points at {last} allocations of evs {' '.join(pathlib.Path(str(word)).name for word in command.words)}")
report.say("exit statuses: " + ", ".join(f"{status}: {times}" for status, times in sorted(statuses.items(), key=str)))

# The oracles see what is wrong, and the faults arrive.
place = folder / "control"
place.mkdir()
crashed = Ended([careless], folder, {"LD_PRELOAD": preloaded, "FAULT_ALLOCATION": "3"})
report.must_see("a crash", status_fault(crashed, True))
report.must_see("the faults", statuses.get(8, 0) > report.tried // 4)
writer = commands[-4]
ended, fault = writer.run(place, {})
assert not fault, fault
copy_store(base, place / "evs.db")
(place / "evs.db-wal").unlink(missing_ok=True)
report.must_see("that an acknowledged event is not stored", writer.fault(place, ended))
remove_store(place / "evs.db")
(place / "out.ndjson").write_bytes(b"half")
report.must_see("half a file", commands[7].fault(place, ended))
wrong = Ended([evs, "-s", base, "read", "s-4"], folder)
report.must_see("another output", commands[0].fault(place, wrong))
report.end()

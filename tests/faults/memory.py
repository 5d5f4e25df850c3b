"""Out of memory: the k-th allocation of a command fails, or the k-th and all that follow it.
python3 memory.py EVS PRELOADED CARELESS, in a folder of its own; FAULT_POINTS is how many k are tried a command."""

import os
import pathlib
import random
import sys

from commands import Export, Ground, Print, Write, all_commands
from faults import Ended, Report, at_once, copy_store, status_fault

evs, preloaded, careless = sys.argv[1:4]
points = int(os.environ.get("FAULT_POINTS", "60"))
report = Report("memory")
ground = Ground(evs, pathlib.Path.cwd())
commands = all_commands(ground)


def try_point(command, place, number, rest):
    environment = {"LD_PRELOAD": preloaded, "FAULT_ALLOCATION": str(number)}
    if rest:
        environment["FAULT_ALL"] = "1"
    ended, fault = command.run(place, environment=environment)
    where = f"allocation {number}{' and all behind it' if rest else ''} of evs {command.name}"
    return ended.status, where, status_fault(ended, (0, 8, 9) if command.writes else (0, 8)) or fault


def sweep(index):
    """Every allocation, or one of each of equal parts: a sample that is the same in every run."""
    command, place, count = commands[index], ground.folder / f"place.{index}", ground.folder / f"count.{index}"
    place.mkdir()
    command.run(place, environment={"LD_PRELOAD": preloaded, "FAULT_COUNT": str(count)})
    last = int(count.read_text())
    step = max(1, last // points)
    chance = random.Random(20260131)
    numbers = [min(last, first + chance.randrange(step)) for first in range(1, last + 1, step)]
    return last, [try_point(command, place, number, rest) for number in numbers for rest in (False, True)]


statuses = {}
for command, (last, found) in zip(commands, at_once(sweep, range(len(commands)))):
    for status, where, fault in found:
        statuses[status] = statuses.get(status, 0) + 1
        report.check(where, fault)
    report.say(f"{len(found)} points at {last} allocations of evs {command.name}")
report.say("exit statuses: " + ", ".join(f"{status}: {times}" for status, times in sorted(statuses.items(), key=str)))

# The oracles see what is wrong, and the faults arrive.
report.must_see("the faults", statuses.get(8, 0) > report.tried // 4)
crashed = Ended([careless], ground.folder, {"LD_PRELOAD": preloaded, "FAULT_ALLOCATION": "3"})
report.must_see("a crash", status_fault(crashed, (0, 8, 9)))
place = ground.folder / "control"
place.mkdir()
write = next(command for command in commands if isinstance(command, Write))
ended, fault = write.run(place)
report.check("append in peace", fault)
write.prepare(place)
report.must_see("that an acknowledged event is not stored", write.fault(place, ended))
copy_store(ground.base, place / "evs.db")
(place / "evs.db").write_bytes((place / "evs.db").read_bytes()[:20000])
report.must_see("a damaged store", write.fault(place, ended))
half = ground.folder / "half"
half.mkdir()
(half / "out.ndjson").write_bytes(b"half")
report.must_see("half a file", next(c for c in commands if isinstance(c, Export)).fault(half, ended))
other = ground.run("-s", ground.base, "read", "s-4")
report.must_see("another output", next(c for c in commands if isinstance(c, Print)).fault(half, other))
report.end()

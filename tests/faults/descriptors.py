"""Too few file descriptors, and standard ones that are closed or full: python3 descriptors.py EVS CARELESS
SANITIZERS"""

import itertools
import pathlib
import sys

from commands import Ground, Write, all_commands
from faults import Ended, Report, at_once, status_fault

evs, careless, sanitizers = sys.argv[1:4]
report = Report("descriptors")
ground = Ground(evs, pathlib.Path.cwd())
commands = all_commands(ground)
enough = [0] * len(commands)  # descriptors with which each command works


def place_of(index):
    place = ground.folder / f"place.{index}"
    place.mkdir(exist_ok=True)
    return place


def with_few(index):
    """Without libraries there is no program: what the loader says is not evs's."""
    command, found = commands[index], []
    for most in range(21):
        ended, fault = command.run(place_of(index), under=["sh", "-c", f'ulimit -n {most}; exec "$@"', "sh"])
        if ended.status == 127 and b"error while loading shared libraries" in ended.err:
            continue
        allowed = (0, 8, 9) if command.writes else (0, 8)
        found.append((f"evs {command.name} with {most} descriptors", status_fault(ended, allowed) or fault))
        if ended.status != 0:
            enough[index] = most + 1
    return found


if sanitizers:
    report.say("with few descriptors: left out, a sanitizer needs some for itself")
else:
    for found in at_once(with_few, range(len(commands))):
        for where, fault in found:
            report.check(where, fault)
    report.must_see("that there are too few descriptors", min(enough) > 4)
    report.say(f"with 0 to 20 descriptors, {report.tried} points; {min(enough)} to {max(enough)} are enough")

CHANGES = [("<&-",), (">&-", ">/dev/full"), ("2>&-", "2>/dev/full")]


def redirections():
    """Every mixture of closed and full descriptors."""
    for mixture in itertools.product(*[("",) + changes for changes in CHANGES]):
        if any(mixture):
            yield mixture


def fault_of(command, ended, place, mixture):
    stdin, stdout, _ = mixture
    reads = command.writes and "--each" in command.words
    wanted = 8 if (stdout and command.prints) or (stdin and reads) else 0
    if ended.status != wanted:
        return f"exit {ended.status}, not {wanted}: {ended.err[:300]!r}"
    if ended.status and not mixture[2] and b"evs: error: " not in ended.err:
        return "a failure without a message"
    kept = {place / "evs.db-lock": b"."} if command.writes else untouched
    changed = [file.name for file, before in kept.items() if file.read_bytes() != before]
    return f"{changed} were written to" if changed else ""


untouched = {file: file.read_bytes() for file in (ground.log, ground.base)}


def with_odd_ones(index):
    command, found = commands[index], []
    for mixture in redirections():
        under = ["sh", "-c", f'exec "$@" {" ".join(mixture)}', "sh"]
        ended, fault = command.run(place_of(index), under=under)
        found.append(
            (
                f"evs {command.name} {' '.join(filter(None, mixture))}",
                fault_of(command, ended, place_of(index), mixture) or fault,
            )
        )
    return found


before = report.tried
for found in at_once(with_odd_ones, range(len(commands))):
    for where, fault in found:
        report.check(where, fault)
report.say(f"closed and full standard descriptors, {report.tried - before} points")

# What evs does not do: the message ends up in the store.
place = place_of("control")
write = next(command for command in commands if isinstance(command, Write))
ended, _ = write.run(place)
Ended(["sh", "-c", 'exec "$@" >&-', "sh", careless, place / "evs.db"], ground.folder)
report.must_see("a message in the store", write.fault(place, ended))
report.end()

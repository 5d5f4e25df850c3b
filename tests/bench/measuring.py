"""Runs programs and says what they took. Everything is in seconds; ratios are made elsewhere."""

import contextlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass


class CannotRun(Exception):
    """A program that failed. A peer is then left out, visibly; of evs it is a failure of the run."""


class NotThere(CannotRun):
    """What this machine does not have; it is left out, visibly."""


@dataclass(frozen=True)
class Run:
    seconds: float
    out: str


@contextlib.contextmanager
def allowed_cores(count):
    """Lets this process, and what it starts, use so many cores; all if None."""
    all_cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(all_cores)[:count])
    try:
        yield
    finally:
        os.sched_setaffinity(0, all_cores)


def run(argv, cwd, cores=None, stdin=None, keep_output=False, output=None):
    """Runs one program to its end, on so many cores (all if none are said); raises CannotRun if it fails."""
    target = subprocess.PIPE if keep_output else output or subprocess.DEVNULL
    with open(os.path.join(cwd, 'stderr'), 'w+') as errors:
        begin = time.perf_counter()
        try:
            with allowed_cores(cores):  # inherited: a function to run before exec would cost a copy of this process
                child = subprocess.Popen([str(word) for word in argv], cwd=cwd, stdin=stdin or subprocess.DEVNULL,
                                         stdout=target, stderr=errors)
        except OSError as failure:
            raise CannotRun(str(failure)) from failure
        out = child.stdout.read().decode() if keep_output else ''
        child.wait()
        seconds = time.perf_counter() - begin
        errors.seek(0)
        if child.returncode != 0:
            raise CannotRun(f'{os.path.basename(str(argv[0]))} ended with {child.returncode}: {errors.read()[-300:]}')
    return Run(seconds, out)


def needs(what):
    """A program's name or a file's path, if it is there."""
    if not (what.exists() if isinstance(what, pathlib.Path) else shutil.which(what)):
        raise NotThere(f'{what} is not there; ./dev bench --peers installs it')
    return what


def told(argv, cwd, **options):
    """What a program that times itself prints as its last line: an object with seconds."""
    return json.loads(run(argv, cwd, keep_output=True, **options).out.splitlines()[-1])


def forget_cached(*paths):
    """Takes files out of the page cache, as far as the kernel lets an ordinary user."""
    for path in paths:
        if not os.path.exists(path):
            continue
        with open(path, 'rb') as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@dataclass(frozen=True)
class Spread:
    """A median with the middle half of the values around it."""
    low: float
    median: float
    high: float

    @staticmethod
    def of(values):
        if len(values) < 3:
            return Spread(min(values), statistics.median(values), max(values))
        low, median, high = statistics.quantiles(values, n=4, method='inclusive')
        return Spread(low, median, high)

    def scaled(self, factor):
        return Spread(self.low * factor, self.median * factor, self.high * factor)

    def inverse(self):
        return Spread(1 / self.high, 1 / self.median, 1 / self.low)


def times(value):
    """A number as it is told: two digits at least, and no more than tell anything."""
    if value < 0.1:
        return f'{value:.2g}'
    return f'{value:.2f}' if value < 10 else f'{value:,.0f}'


def progress(text):
    print(f'bench: {text}', file=sys.stderr, flush=True)

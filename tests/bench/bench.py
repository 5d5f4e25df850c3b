#!/usr/bin/env python3
"""Measures evs, the machine's limits and peers on the same events, in turns, and judges the ratios.

Each round runs every side of a work once, one after another; a ratio is taken within a round. What is told of a ratio
is its median and the middle half of it. It is missed when even the better end of that half is beyond the target."""

import argparse
import pathlib
import shutil
import sys
import tempfile

import peer_sides
import results
from bench_setting import Setting
from measuring import CannotRun, Spread, progress
from works import GROWTH, WORKS

HERE = pathlib.Path(__file__).parent


def measure(work, setting, rounds):
    """Seconds of each side, round by round; why, of a side that cannot be run."""
    seconds = {side: [] for side in work.sides}
    skipped = {}
    for number in range(rounds):
        for side, take in work.sides.items():
            if side in skipped:
                continue
            try:
                seconds[side].append(take(setting))
            except CannotRun as reason:
                if side == 'evs':
                    raise
                skipped[side] = str(reason).strip()
        progress(f'{work.name}: round {number + 1} of {rounds}')
    return {side: values for side, values in seconds.items() if side not in skipped}, skipped


def judge(work, seconds):
    """The spread of the ratio to each side, and the verdict where there is a target for it."""
    targets = {target.side: target for target in work.targets}
    for side, theirs in seconds.items():
        if side == 'evs':
            continue
        ratio = Spread.of([ours / other for ours, other in zip(seconds['evs'], theirs)])
        target = targets.get(side)
        verdict = '' if not target else ('met' if ratio.median <= target.at_most else
                                         'noise' if ratio.low <= target.at_most else 'missed')
        yield results.Ratio(side, ratio, target, verdict)


def measure_works(options, setting):
    chosen = [work for work in WORKS if not options.only or work.name in options.only]
    rows = []
    for work in chosen:
        seconds, skipped = measure(work, setting, options.rounds)
        rows.append(results.Row(work, list(judge(work, seconds)), skipped))
        results.print_row(rows[-1])
    return rows


def measure_growth(options, work):
    """Microseconds an event of each curve at each size."""
    curves = {name: [] for name in GROWTH}
    for events in options.growth:
        setting = Setting(options.build, work, events, {})
        for name, side in GROWTH.items():
            curves[name].append((events, Spread.of([side(setting) * 1e6 for _ in range(options.rounds)])))
            progress(f'{name} of {events}: {curves[name][-1][1].median:.2f} µs an event')
        setting.remove()
    return curves


def parse():
    parser = argparse.ArgumentParser(prog='./dev bench', description=__doc__)
    parser.add_argument('build', type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument('--quick', action='store_true', help='100,000 events and three rounds, to try it')
    parser.add_argument('--peers', action='store_true', help='first install the peers that are missing (network)')
    parser.add_argument('--events', type=int)
    parser.add_argument('--rounds', type=int)
    parser.add_argument('--only', nargs='+', metavar='WORK', choices=[work.name for work in WORKS])
    parser.add_argument('--growth', nargs='*', type=int, metavar='EVENTS',
                        help='instead: how the time of an event grows (10k, 100k, 1M and 5M events)')
    parser.add_argument('--results', type=pathlib.Path, help='the page to write (default: RESULTS.md beside this, '
                        'of a whole run only)')
    options = parser.parse_args()
    options.build = options.build.resolve()
    options.events = options.events or (100_000 if options.quick else 1_000_000)
    options.rounds = options.rounds or (3 if options.quick else 5)
    if options.growth == []:
        options.growth = [10_000, 100_000] if options.quick else [10_000, 100_000, 1_000_000, 5_000_000]
    if not options.results and not (options.quick or options.only):
        options.results = HERE / 'RESULTS.md'
    return options


def main():
    options = parse()
    installed = options.build.parent / 'bench-peers'
    if options.peers:
        peer_sides.install(installed)
    work = pathlib.Path(tempfile.mkdtemp(prefix='bench-', dir=installed.parent))  # /tmp may be no disk
    work.chmod(0o755)  # PostgreSQL runs as another user
    try:
        if options.growth:
            curves = measure_growth(options, work)
            results.print_growth(curves)
            if options.results:
                results.write_growth(options.results, curves)
            return 0
        with peer_sides.opened(installed, work) as peers:
            setting = Setting(options.build, work, options.events, peers)
            rows = measure_works(options, setting)
            if options.results:
                results.write(options.results, options, rows, peer_sides.versions(installed))
    finally:
        shutil.rmtree(work)
    return 1 if any(ratio.verdict == 'missed' for row in rows for ratio in row.ratios) else 0


if __name__ == '__main__':
    sys.exit(main())

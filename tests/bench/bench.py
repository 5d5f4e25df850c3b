#!/usr/bin/env python3
"""Measures evs, the machine's limits and peers on the same events, in turns, and judges the ratios.

Each round runs every side of a work once, one after another; a ratio is taken within a round. What is told of a ratio
is its median and the middle half of it. It is missed when even the better end of that half is beyond the target: then
the status is 1. A whole run writes RESULTS.md and its picture, and takes about half an hour on two cores. What was
measured is kept below build/, so that a run can go on."""

import argparse
import contextlib
import datetime
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import time

import growth
import judging
import peer_sides
import results
from bench_setting import Setting
from measuring import CannotRun, NotThere, progress
from records import Records, output_of
from works import WORKS

HERE = pathlib.Path(__file__).parent
GROWTH = 'growth-{}'


def measure(work, setting, rounds):
    """The record of a work: what each side took, round by round, and why a side could not be run."""
    begin = time.monotonic()
    figures = {side: [] for side in work.sides}
    skipped = {}
    failed = ''
    for number in range(rounds):
        for side, take in work.sides.items():
            if side in skipped or failed or 'evs' in skipped:
                continue
            os.sync()  # what the side before has left to write is not this one's
            try:
                figures[side].append(take(setting))
            except CannotRun as reason:
                if side == 'evs' and not isinstance(reason, NotThere):
                    failed = str(reason).strip()
                else:
                    skipped[side] = str(reason).strip()
        progress(f'{work.name}: round {number + 1} of {rounds}')
    return {'figures': {side: values for side, values in figures.items() if side not in skipped},
            'skipped': skipped, 'failed': failed, 'took': time.monotonic() - begin}


class Run:
    """What is to be measured, where it is kept, and what it says."""

    def __init__(self, options):
        self.options = options
        self.installed = options.build.parent / 'bench-peers'
        self.records = Records(options.records, options.program, options.events, options.rounds)
        self.works = [work for work in WORKS if not options.only or work.name in options.only]

    def missing(self, name):
        return not (self.options.resume and self.records.find(name))

    def measure(self):
        works = [] if self.options.growth_only else [work for work in self.works if self.missing(work.name)]
        sizes = [events for events in self.options.growth if self.missing(GROWTH.format(events))]
        if works or sizes:
            self.records.keep('run', self.about())
        with temporary_folder(self.installed.parent) as folder:  # /tmp may be no disk
            if works:
                with peer_sides.opened(self.installed, folder) as peers:
                    self.measure_works(works, Setting(self.options, folder, self.options.events, peers))
            for events in sizes:
                with temporary_folder(folder) as inner:
                    taken = growth.measure(Setting(self.options, inner, events, {}), self.options.rounds)
                self.records.keep(GROWTH.format(events), {'taken': taken})
                results.print_points(growth.points_of(events, taken))

    def measure_works(self, works, setting):
        for work in works:
            record = measure(work, setting, self.options.rounds)
            self.records.keep(work.name, record)
            progress(f'{work.name} took {record["took"]:.0f} s')
            results.print_row(judging.judge(work, record))

    def about(self):
        return {'machine': results.machine(), 'date': str(datetime.date.today()), 'versions': [
            *output_of(self.options.program, 'version', '-v').splitlines(), *peer_sides.versions(self.installed)]}

    def rows(self):
        return [judging.judge(work, self.records.find(work.name)) for work in self.works]

    def points(self):
        for events in self.options.growth:
            record = self.records.find(GROWTH.format(events))
            yield from growth.points_of(events, record['taken']) if record else []

    def write_page(self):
        about = {**(self.records.find('run') or self.about()), **self.records.key}
        results.write(self.options.results, about, self.rows(), list(self.points()))


@contextlib.contextmanager
def temporary_folder(parent):
    parent.mkdir(parents=True, exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix='bench-', dir=parent))
    folder.chmod(0o755)  # PostgreSQL runs as another user
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def parse(arguments):
    parser = argparse.ArgumentParser(prog='./dev bench', description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('build', type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument('program', type=pathlib.Path, help=argparse.SUPPRESS)
    parser.add_argument('--quick', action='store_true', help='100,000 events, three rounds and no page, to try it')
    parser.add_argument('--peers', action='store_true', help='first install the peers that are missing (network)')
    parser.add_argument('--events', type=int, help='of the works; 1,000,000 unless said')
    parser.add_argument('--rounds', type=int, help='5 unless said')
    parser.add_argument('--only', nargs='+', metavar='WORK', choices=[work.name for work in WORKS],
                        help='these works only, no growth and no page: ' + ', '.join(work.name for work in WORKS))
    parser.add_argument('--growth', nargs='*', type=int, metavar='EVENTS',
                        help='only how evs grows, at these sizes (10k, 100k, 1M and 5M unless said), and no page')
    parser.add_argument('--resume', action='store_true', help='measure only what has not been at this commit')
    parser.add_argument('--page', action='store_true', help='measure nothing; write the page, and judge')
    parser.add_argument('--results', type=pathlib.Path, metavar='PAGE', help='the page to write, RESULTS.md beside '
                        'the bench for a whole run; its picture results.svg is put beside it')
    parser.add_argument('--records', type=pathlib.Path, metavar='FOLDER', help='where figures are kept')
    return settled(parser.parse_args(arguments))


def settled(options):
    """The options with what was not said filled in."""
    options.build, options.program = options.build.resolve(), options.program.resolve()
    options.events = options.events or (100_000 if options.quick else 1_000_000)
    options.rounds = options.rounds or (3 if options.quick else 5)
    options.records = options.records or options.build.parent / f'bench-records/{options.events}x{options.rounds}'
    options.growth_only = options.growth is not None
    if options.only and not options.growth_only:
        options.growth = []
    elif not options.growth:
        options.growth = growth.SIZES[:2] if options.quick else growth.SIZES
    is_whole = not (options.quick or options.only or options.growth_only)
    if not options.results and (is_whole or options.page):
        options.results = HERE / 'RESULTS.md'
    return options


def main(arguments):
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers are to be stopped then, too
    options = parse(arguments)
    run = Run(options)
    if options.peers:
        peer_sides.install(run.installed)
    try:
        if not options.page:
            run.measure()
    except KeyboardInterrupt:
        progress('stopped; ./dev bench --resume goes on, ./dev bench --page writes the page of what is there')
        return 130
    except CannotRun as reason:
        progress(f'stopped: {reason}')
        return 1
    if options.results:
        run.write_page()
    return judging.exit_status([] if options.growth_only else run.rows(), list(run.points()))


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))

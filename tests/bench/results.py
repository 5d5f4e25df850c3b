"""The results as text and as a page."""

import os
import pathlib
import platform

from judging import Verdict
from measuring import Spread, times
from picture import picture

HERE = pathlib.Path(__file__).parent

HOW = '''A ratio is what evs takes by what the other side takes, both measured in the same round; told are its median
and the middle half of it. A target is met if the median meets it, met within noise if only the better end of that half
does, and missed if all of the half is beyond it. One core means that the process may use one; where nothing is said, it
may use all. The times are those of whole processes, if short the means of 20; L and the appends are timed without the
start of their processes. evs is the program that `./dev package static` makes: it has all libraries in it. What the
start of one takes that uses those of the system stands beside `evs --version`. The model in Lua collects the items of
an order, so that its state grows to 150 KB.

¹ These import the first 20,000 events only and are compared by the time of an event. message-db and UmaDB are servers:
they are started before, and their clients have parsed the events before.'''

GROWTH = '''At 10,000 events the start of a process is a good part of the time. There is a stream for every 20 events,
and `replay --all` keeps a state of each; the one stream that is replayed has about 10,000 events at every size but the
first. The import bends beyond a million events: each commit of 100,000 comes to nearly all pages of the streams, and
these are more than its cache holds then. `replay --all` and `verify` bend a little, since what they keep of 250,000
streams is more than the processor's cache.'''

REPEAT = '''    ./dev bench --peers     # installs the peers that are missing, measures everything, writes this page
    ./dev bench --resume    # goes on with a run that was cut short, at the same commit
    ./dev bench --page      # measures nothing: writes this page from what has been measured at this commit
    ./dev bench --only import verify    # these works, and no page
    ./dev bench --quick     # a tenth of the events and three rounds, and no page

The figures of each round are kept below `build/bench-records/`. The machine should do nothing else meanwhile.'''


def told_spread(spread):
    return f'{times(spread.median)} ({times(spread.low)} to {times(spread.high)})'


def told_ratio(row, line):
    """As its target says it: how many times as long, how many times faster, or how much."""
    ratio, target = line.ratio, line.target
    if target and target.is_amount:
        unit = row.work.unit
        return f'{told_spread(row.evs.scaled(unit.scale))} {unit.name}'
    if target.at_most >= 1 if target else ratio.median >= 1:
        return told_spread(ratio) + ' ×'
    return told_spread(ratio.inverse()) + ' × faster'


def told_target(target):
    if not target:
        return ''
    if target.is_amount:
        return f'at most {target.side}'
    if target.at_most < 1:
        return f'at least {times(1 / target.at_most)} × faster'
    return f'at most {times(target.at_most)} ×'


def told_evs(row):
    if not row.evs:
        return ''
    return f'{times(row.evs.median * row.work.unit.scale)} {row.work.unit.name}'


def told(row, line):
    """What was found of one other side: the ratio, or why there is none."""
    if line.ratio:
        return told_ratio(row, line)
    return ' '.join(line.reason.split())[:160]


def print_row(row):
    print(f'{row.work.title}: {told_evs(row)}')
    for line in row.lines:
        print(f'  {line.side:42} {told(row, line):34} {told_target(line.target):28} {line.verdict.value}', flush=True)


def print_points(points):
    for point in points:
        print(f'{point.curve:24} {point.events:10,} events {told_spread(point.us):>22} µs an event '
              f'{point.mb.median:7.0f} MB  {point.verdict.value}', flush=True)


def machine():
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30
    named = [line.split(':', 1)[1].strip() for line in pathlib.Path('/proc/cpuinfo').read_text().splitlines()
             if line.startswith('model name')]
    return (f'{named[0] if named else platform.processor()}, {os.cpu_count()} cores, {memory:.0f} GB, '
            f'{platform.platform()}')


def table(header, rows):
    return [f'| {" | ".join(header)} |', '|---' * len(header) + '|', *(f'| {" | ".join(row)} |' for row in rows)]


def rows_of(row):
    for number, line in enumerate(row.lines):
        begin = [row.work.title, told_evs(row)] if number == 0 else ['', '']
        side = '' if line.target and line.target.is_amount else line.side
        yield [*begin, side, told(row, line).replace('|', '\\|'), told_target(line.target), line.verdict.value]


def summary(rows):
    """How many of the targets came out how."""
    verdicts = [line.verdict for row in rows for line in row.lines if line.target]
    counts = [(verdict, verdicts.count(verdict)) for verdict in Verdict]
    return f'Of {len(verdicts)} targets: ' + ', '.join(
        f'{count} {verdict.value}' for verdict, count in counts if count) + '.'


def growth_tables(points):
    sizes = sorted({point.events for point in points})
    curves = list(dict.fromkeys(point.curve for point in points))
    at = {(point.curve, point.events): point for point in points}
    for heading, told_point in [('µs an event', lambda point: told_spread(point.us)),
                                ('peak of memory, MB', lambda point: f'{point.mb.median:.0f} {point.verdict.value}')]:
        yield from table([heading, *(f'{size:,} events' for size in sizes)],
                         [[curve, *(told_point(at[curve, size]) if (curve, size) in at else '' for size in sizes)]
                          for curve in curves])
        yield ''


def write(path, about, rows, points):
    """The page, and its picture beside it. about: machine, commit, date, versions, events, rounds."""
    image = path.with_name('results.svg')
    tried = (HERE / 'tried.md').read_text().rstrip()
    lines = ['# What evs takes, beside the machine and its peers', '',
             f'{about["events"]:,} made events of orders, {about["rounds"]} rounds in which the sides take turns. '
             + summary(rows), '',
             f'![how much of each target evs takes, and how it grows]({image.name})', '', HOW, '',
             f'Machine: {about["machine"]}.  ', f'Measured: {about["date"]}, commit {about["commit"]}.', '',
             *table(['work', 'evs', 'beside', 'ratio', 'target', ''],
                    [cells for row in rows for cells in rows_of(row)]),
             '', '## Growth', '', GROWTH, '', *(growth_tables(points) if points else ['not measured', '']),
             '## How to repeat it', '', REPEAT, '', '## Versions', '', '```', *about['versions'], '```', '',
             tried, '']
    path.write_text('\n'.join(lines))
    image.write_text(picture(rows, points, about))

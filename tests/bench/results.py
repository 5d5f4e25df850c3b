"""The results as text, as a page, and as its picture."""

import datetime
import html
import math
import os
import pathlib
import platform
import subprocess
from dataclasses import dataclass

from measuring import Spread
from works import Target, Work

WORDS = {'': '', 'met': 'met', 'noise': 'within noise', 'missed': '**missed**'}
COLOURS = {'met': '#2e7d32', 'noise': '#f9a825', 'missed': '#c62828'}

GROWTH = '\n## Growth\n'


@dataclass(frozen=True)
class Ratio:
    """evs's seconds by those of another side."""
    side: str
    spread: Spread
    target: Target | None
    verdict: str


@dataclass(frozen=True)
class Row:
    work: Work
    ratios: list[Ratio]
    skipped: dict[str, str]  # side -> why


def times(value):
    return f'{value:.2f}' if value < 10 else f'{value:.0f}'


def told_spread(spread):
    return f'{times(spread.median)} ({times(spread.low)} to {times(spread.high)})'


def told_ratio(ratio):
    """As its target says it: how many times as long, or how many times faster."""
    spread = ratio.spread
    if spread.median >= 1 if not ratio.target else ratio.target.at_most >= 1:
        return told_spread(spread) + ' ×'
    return told_spread(Spread(1 / spread.high, 1 / spread.median, 1 / spread.low)) + ' × faster'


def told_target(target):
    if not target:
        return ''
    if target.at_most < 1:
        return f'at least {times(1 / target.at_most)} × faster'
    return f'at most {times(target.at_most)} ×'


def cells(row):
    """Of each side that evs is compared with: its name, the ratio, the target, the verdict."""
    for ratio in row.ratios:
        yield ratio.side, told_ratio(ratio), told_target(ratio.target), WORDS[ratio.verdict]
    for side, reason in row.skipped.items():
        yield side, 'skipped: ' + ' '.join(reason.split())[:120], '', ''


def print_row(row):
    print(row.work.title)
    for side, ratio, target, verdict in cells(row):
        print(f'  {side:44} {ratio:34} {target:28} {verdict}', flush=True)


def print_growth(curves):
    for name, points in curves.items():
        print(name)
        for events, spread in points:
            print(f'  {events:10,} events {told_spread(spread)} µs an event')


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return 'unknown'


def processor():
    for line in pathlib.Path('/proc/cpuinfo').read_text().splitlines():
        if line.startswith('model name'):
            return line.split(':', 1)[1].strip()
    return platform.processor()


def write(path, options, rows, peers):
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30
    commit = output_of('git', '-C', pathlib.Path(__file__).parent, 'describe', '--always', '--dirty', '--abbrev=40')
    lines = ['# What evs takes, beside the machine and its peers', '',
             f'`./dev bench` on {datetime.date.today()}: {options.events:,} events, {options.rounds} rounds in turns.',
             'A ratio is taken within a round, evs by the other; told are its median and the middle half of it. A',
             'target is missed when all of that half is beyond it.', '', '![ratios by their targets](results.svg)', '',
             f'Machine: {processor()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.platform()}.  ',
             f'Commit: {commit}', '',
             '| work | beside | ratio | target | |', '|---|---|---|---|---|']
    for row in rows:
        title = row.work.title
        for side, ratio, target, verdict in cells(row):
            lines.append(f'| {title} | {side} | {ratio} | {target} | {verdict} |')
            title = ''
    lines += ['', '## Versions', '', '```', output_of(options.build / 'evs', 'version', '-v'), *peers, '```', '']
    _, heading, growth = path.read_text().partition(GROWTH) if path.exists() else ('', '', '')
    path.write_text('\n'.join(lines) + heading + growth)
    (path.parent / 'results.svg').write_text(picture(rows))


def picture(rows):
    """A bar for each target, on a logarithmic scale: how much of what is allowed was taken."""
    bars = [(f'{row.work.title} / {ratio.side}', ratio.spread.median / ratio.target.at_most, ratio.verdict)
            for row in rows for ratio in row.ratios if ratio.target]
    left, width, step = 520, 420, 20
    shares = [share for _, share, _ in bars]
    low, high = math.log(min([*shares, 0.5])), math.log(max([*shares, 2]))

    def x(share):
        return left + (math.log(share) - low) / (high - low) * width

    height = step * (len(bars) + 2)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width + 80}" height="{height}" '
             'font-family="sans-serif" font-size="12">', '<rect width="100%" height="100%" fill="white"/>']
    for number, (name, share, verdict) in enumerate(bars):
        top = step * number + 10
        parts.append(f'<text x="{left - 8}" y="{top + 12}" text-anchor="end">{html.escape(name)}</text>')
        parts.append(f'<rect x="{left}" y="{top + 2}" width="{max(x(share) - left, 1):.1f}" height="{step - 6}" '
                     f'fill="{COLOURS[verdict]}"/>')
        parts.append(f'<text x="{x(share) + 4:.1f}" y="{top + 12}">{times(share)}</text>')
    parts.append(f'<line x1="{x(1):.1f}" x2="{x(1):.1f}" y1="4" y2="{height - step}" stroke="black"/>')
    parts.append(f'<text x="{x(1):.1f}" y="{height - 8}" text-anchor="middle">1 = the target; less is better</text>')
    return '\n'.join([*parts, '</svg>', ''])


def write_growth(path, curves):
    """Puts the curves into the page, in place of older ones."""
    page = path.read_text().partition(GROWTH)[0] if path.exists() else ''
    sizes = [events for events, _ in next(iter(curves.values()))]
    lines = [GROWTH, 'Microseconds an event.', '', '| | ' + ' | '.join(f'{events:,}' for events in sizes) + ' |',
             '|---' * (len(sizes) + 1) + '|']
    lines += [f'| {name} | ' + ' | '.join(told_spread(spread) for _, spread in points) + ' |'
              for name, points in curves.items()]
    path.write_text(page + '\n'.join(lines) + '\n')

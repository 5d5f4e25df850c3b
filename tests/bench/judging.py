"""What the figures of a work say about its targets.

A ratio is what evs took by what the other side took in the same round; told are its median and the middle half of it,
which is its noise. A target is missed when even the better end of that half is beyond it."""

from dataclasses import dataclass
from enum import Enum

from measuring import Spread
from works import Target, Work


class Verdict(Enum):
    NONE = ''  # there is no target
    MET = 'met'
    NOISE = 'within noise'
    MISSED = '**missed**'
    FAILED = '**failed**'  # evs did
    SKIPPED = 'skipped'
    UNMEASURED = 'not measured'

    @property
    def is_bad(self):
        return self in (Verdict.MISSED, Verdict.FAILED)


@dataclass(frozen=True)
class Line:
    """evs beside one other side."""
    side: str
    target: Target | None
    verdict: Verdict
    ratio: Spread | None = None
    reason: str = ''  # of a ratio that is not there


@dataclass(frozen=True)
class Row:
    work: Work
    evs: Spread | None
    lines: list[Line]


def verdict_on(ratio, target):
    if not target:
        return Verdict.NONE
    if ratio.median <= target.at_most:
        return Verdict.MET
    return Verdict.NOISE if ratio.low <= target.at_most else Verdict.MISSED


def judge(work, record):
    """The row of a work. record has figures (side -> a number a round) and skipped (side -> why); or None."""
    targets = {target.side: target for target in work.targets}
    others = [side for side in work.sides if side != 'evs']

    def without(verdict, reason):
        return [Line(side, targets.get(side), verdict, reason=reason) for side in others]

    if record is None:
        return Row(work, None, without(Verdict.UNMEASURED, 'not measured'))
    figures, skipped = record['figures'], record['skipped']
    if record['failed']:
        return Row(work, None, without(Verdict.FAILED, record['failed']))
    if 'evs' in skipped:
        return Row(work, None, without(Verdict.SKIPPED, skipped['evs']))
    lines = []
    for side in others:
        target = targets.get(side)
        if side in figures:
            ratio = Spread.of([ours / theirs for ours, theirs in zip(figures['evs'], figures[side])])
            lines.append(Line(side, target, verdict_on(ratio, target), ratio))
        elif side in skipped:
            lines.append(Line(side, target, Verdict.SKIPPED, reason=skipped[side]))
        else:  # the table has got it since
            lines.append(Line(side, target, Verdict.UNMEASURED, reason='not measured'))
    return Row(work, Spread.of(figures['evs']), lines)


def exit_status(rows, points=()):
    """1 if a target is missed by more than its noise, or evs failed. What was not measured is no failure."""
    bad = any(line.verdict.is_bad for row in rows for line in row.lines)
    return 1 if bad or any(point.verdict.is_bad for point in points) else 0

"""The results as one picture: how much of each target evs takes, and how it grows with the events."""

import html
import math

from judging import Verdict
from measuring import times

WIDTH = 1136
LEFT, BESIDE, PLOT, PLOT_END, FIGURE = 24, 352, 600, 940, 960
STEP = 19
LEAST, MOST = 1 / 64, 4  # of what a target allows; what is beyond is drawn at the edge
COLOURS = {Verdict.MET: '#0b7a75', Verdict.NOISE: '#c77700', Verdict.MISSED: '#b3261e', Verdict.FAILED: '#b3261e',
           Verdict.SKIPPED: '#8a8a8a', Verdict.UNMEASURED: '#8a8a8a'}
CURVE_COLOURS = ['#0b7a75', '#3f51b5', '#c77700', '#8e24aa', '#455a64']
INK, PALE, LINE = '#1f2328', '#6b7280', '#d9dde3'


def text(x, y, words, anchor='start', colour=INK, size=12, weight='normal'):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}" '
            f'font-weight="{weight}">{html.escape(words)}</text>')


def line(x1, y1, x2, y2, colour=LINE, width=1.0, dashes=''):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"'
            + (f' stroke-dasharray="{dashes}"' if dashes else '') + '/>')


def logarithmic(low, high, begin, end):
    """Maps low..high to begin..end; what is beyond stays at the edge."""
    def place(value):
        share = (math.log(max(value, 1e-12)) - math.log(low)) / (math.log(high) - math.log(low))
        return begin + min(max(share, 0), 1) * (end - begin)
    return place


share_at = logarithmic(LEAST, MOST, PLOT, PLOT_END)


def figure(row, judged):
    """The ratio in the words of its target."""
    target = judged.target
    if not judged.ratio:
        return judged.verdict.value.strip('*')
    if target.is_amount:
        return f'{times(row.evs.median * row.work.unit.scale)} {row.work.unit.name} (of {target.side})'
    if target.at_most < 1:
        return f'{times(1 / judged.ratio.median)} × faster (of {times(1 / target.at_most)})'
    return f'{times(judged.ratio.median)} × (of {times(target.at_most)})'


def target_line(row, judged, y):
    """A dot at the median, a bar over the middle half, and a thread to the target."""
    colour = COLOURS[judged.verdict]
    parts = [text(BESIDE, y + 4, '' if judged.target.is_amount else judged.side, colour=PALE),
             text(FIGURE, y + 4, figure(row, judged), colour=colour, size=11.5,
                  weight='bold' if judged.verdict.is_bad else 'normal')]
    if judged.ratio:
        low, median, high = (share_at(value / judged.target.at_most)
                             for value in (judged.ratio.low, judged.ratio.median, judged.ratio.high))
        parts += [line(share_at(1), y, median, y, colour, 1.2),
                  f'<rect x="{low:.1f}" y="{y - 3:.1f}" width="{max(high - low, 0.5):.1f}" height="6" rx="3" '
                  f'fill="{colour}" fill-opacity="0.3"/>',
                  f'<circle class="median" cx="{median:.1f}" cy="{y:.1f}" r="4.2" fill="{colour}"/>']
    return parts


def targets_part(rows, top):
    """Its elements, and where it ends."""
    judged_rows = [(row, [judged for judged in row.lines if judged.target]) for row in rows]
    judged_rows = [(row, judged) for row, judged in judged_rows if judged]
    bottom = top + STEP * sum(len(judged) for _, judged in judged_rows) + 6 * len(judged_rows)
    target = share_at(1)
    parts = [f'<rect x="{target:.1f}" y="{top:.1f}" width="{PLOT_END - target:.1f}" height="{bottom - top:.1f}" '
             'fill="#fbeceb"/>']
    for share, name in [(LEAST, '1/64'), (1 / 16, '1/16'), (1 / 4, '1/4'), (1, 'target'), (MOST, '4 ×')]:
        parts += [line(share_at(share), top, share_at(share), bottom, INK if share == 1 else LINE),
                  text(share_at(share), top - 6, name, 'end' if share == MOST else 'middle',
                       INK if share == 1 else PALE, 11)]
    y = top + STEP / 2 + 3
    for row, lines in judged_rows:
        parts.append(text(LEFT, y + 4, row.work.title))
        for judged in lines:
            parts += target_line(row, judged, y)
            y += STEP
        parts.append(line(LEFT, y - STEP / 2 + 3, WIDTH - LEFT, y - STEP / 2 + 3, '#eef0f3'))
        y += 6
    return parts, bottom


def spread_labels(labels, least):
    """The same labels (y, words, colour), moved down where they would lie on each other."""
    last = -math.inf
    for y, words, colour in sorted(labels):
        last = max(y, last + least)
        yield last, words, colour


def growth_panel(heading, points, value_of, left, top, limit=None):
    """One chart: events to the right, the value upwards, both logarithmic; each curve is named at its end."""
    right, bottom = left + 330, top + 170
    values = [value_of(point) for point in points] + ([limit] if limit else [])
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values) * 1.001))
    sizes = sorted({point.events for point in points})
    x = logarithmic(sizes[0], max(sizes[-1], sizes[0] * 2), left, right)
    y = logarithmic(low, high, bottom, top)
    parts = [text(left, top - 14, heading, weight='bold')]
    for power in range(round(math.log10(low)), round(math.log10(high)) + 1):
        parts += [line(left, y(10 ** power), right, y(10 ** power)),
                  text(left - 6, y(10 ** power) + 4, f'{10 ** power:g}', 'end', PALE, 11)]
    for size in sizes:
        parts.append(text(x(size), bottom + 17, f'{size / 1e6:g}M' if size >= 1e6 else f'{size / 1e3:g}k', 'middle',
                          PALE, 11))
    if limit:
        parts += [line(left, y(limit), right, y(limit), COLOURS[Verdict.MISSED], 1, '4 3'),
                  text(left + 4, y(limit) - 5, f'at most {limit:g} MB for import, export and verify',
                       colour=COLOURS[Verdict.MISSED], size=11)]
    labels = []
    for colour, curve in zip(CURVE_COLOURS, dict.fromkeys(point.curve for point in points)):
        places = [(x(point.events), y(value_of(point))) for point in points if point.curve == curve]
        path = ' '.join(f'{px:.1f},{py:.1f}' for px, py in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.8"/>')
        parts += [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in places]
        labels.append((places[-1][1], curve, colour))
    parts += [text(right + 9, place + 4, words, colour=colour, size=11.5)
              for place, words, colour in spread_labels(labels, 14)]
    return parts


def legend(y):
    """What the colours say, at the right."""
    parts, x = [], 704
    for verdict, words in [(Verdict.MET, 'met'), (Verdict.NOISE, 'within noise'), (Verdict.MISSED, 'missed')]:
        parts += [f'<circle cx="{x}" cy="{y - 4}" r="4.2" fill="{COLOURS[verdict]}"/>',
                  text(x + 9, y, words, colour=PALE)]
        x += 30 + 7 * len(words)
    return parts


def picture(rows, points, about):
    """All of it, as SVG."""
    top = 104
    parts, bottom = targets_part(rows, top)
    parts += legend(58)
    parts += [text(LEFT, 34, 'How much of its targets evs takes', size=19, weight='bold'),
              text(LEFT, 58, f'{about["events"]:,} events, {about["rounds"]} rounds. A dot is the median of the '
                   'ratios, the bar their middle half; left is better.', colour=PALE),
              text(LEFT, top - 6, 'work', colour=PALE, size=11), text(BESIDE, top - 6, 'beside', colour=PALE, size=11),
              text(FIGURE, top - 6, 'ratio (of the target)', colour=PALE, size=11)]
    height = bottom + 24
    if points:
        begin = bottom + 66
        parts += growth_panel('µs an event, by events in the store', points, lambda point: point.us.median,
                              LEFT + 40, begin)
        parts += growth_panel('peak of memory, MB', points, lambda point: point.mb.median, 610, begin, 300)
        height = begin + 212
    return '\n'.join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" font-family="system-ui, -apple-system, \'Segoe UI\', \'DejaVu Sans\', sans-serif">',
        '<rect width="100%" height="100%" rx="8" fill="white"/>', *parts, '</svg>', ''])

"""How the time of an event, and memory, grow with the events of a store."""

from dataclasses import dataclass

from judging import Verdict, verdict_on
from measuring import Spread, progress
from works import at_most

SIZES = [10_000, 100_000, 1_000_000, 5_000_000]
MOST_MB = at_most(300, 'MB')


def import_all(b):
    seconds, peak = b.evs_with_peak('import', b.log, store=b.fresh('new.db'))
    return seconds / b.events, peak


def replay_stream(b):
    runs = [b.evs_with_peak('replay', b.stream, store=b.store) for _ in range(10)]
    return sum(seconds for seconds, _ in runs) / len(runs) / b.stream_events, max(peak for _, peak in runs)


def of_all(*command):
    def measure(b):
        seconds, peak = b.evs_with_peak(*command, store=b.store)
        return seconds / b.events, peak
    return measure


CURVES = {  # name -> seconds an event, and the peak of memory in MB
    'import': import_all,
    'replay of one stream': replay_stream,
    'replay --all': of_all('replay', '--all'),
    'export': of_all('export'),
    'verify': of_all('verify'),
}
FLAT = ('import', 'export', 'verify')  # what must need no more memory whatever the size


@dataclass(frozen=True)
class Point:
    curve: str
    events: int
    us: Spread  # an event
    mb: Spread
    verdict: Verdict


def measure(setting, rounds):
    """Of each curve: what it took, round by round."""
    taken = {name: [] for name in CURVES}
    for number in range(rounds):
        for name, side in CURVES.items():
            taken[name].append(side(setting))
        progress(f'growth, {setting.events:,} events: round {number + 1} of {rounds}')
    return taken


def points_of(events, taken):
    for name, rounds in taken.items():
        mb = Spread.of([peak for _, peak in rounds])
        yield Point(name, events, Spread.of([seconds * 1e6 for seconds, _ in rounds]), mb,
                    verdict_on(mb, MOST_MB if name in FLAT else None))

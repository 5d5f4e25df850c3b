"""The events of a run, the stores that are made of them, and the programs that are run on them."""

import collections
import itertools
import os
import re
import shutil
import sqlite3

import measuring
from measuring import progress

MODEL = '''reducer "order" {
  initial = { tags = {} },
  OrderPlaced = function(s, e)
    s.status = e.data.status
    s.customer = e.data.customer
    s.address = e.data.address
    s.total = e.data.total
  end,
  AddressChanged = function(s, e)
    s.note = e.data.note
    s.total = e.data.total
  end,
  ItemAdded = function(s, e)
    s.last = e.data.last
    s.total = e.data.total
    for _, tag in ipairs(e.data.tags) do s.tags[tag] = (s.tags[tag] or 0) + 1 end
  end,
}
'''


class Setting:
    """One run's folder. Paths and programs are attributes; the works say which they use."""

    def __init__(self, build, work, events, peers):
        self.work = work
        self.peers = peers
        self.events = events
        self.more_events = events // 10
        self.appends = 2000
        self.sample_events = min(events, 20_000)  # for peers that would take hours
        self.evs_path = build / 'evs'
        self.limit, self.durable, self.start = (build / 'tests/bench' / f'evs_bench_{name}'
                                                for name in ('limit', 'durable', 'start'))
        self.log, self.more, self.sample, self.stream, self.model = (
            work / name for name in ('log.ndjson', 'more.ndjson', 'sample.ndjson', 'stream.ndjson', 'fold.lua'))
        self.store, self.small = work / 'evs.db', work / 'small.db'
        for name in [name for name in os.environ if name.startswith('EVS_')]:
            del os.environ[name]
        progress(f'making {events} events')
        self._generate(build / 'tests/bench/evs_bench_generate')
        self.model.write_text(MODEL)
        self.evs('import', self.log, store=self.store)
        self.evs('append', 'first-1', 'T', store=self.small)
        self.longest_no = self.stream_no(self.longest)

    def _generate(self, program):
        """One file is cut, so that what comes later continues the same streams."""
        whole = self.work / 'whole.ndjson'
        with open(whole, 'wb') as out:
            self.run(program, self.events + self.more_events, max(self.events // 20, 1), output=out)
        count = collections.Counter()
        payloads = 0
        with open(whole, 'rb') as lines, open(self.log, 'wb') as log, open(self.sample, 'wb') as sample:
            for number, line in enumerate(itertools.islice(lines, self.events)):
                log.write(line)
                if number < self.sample_events:
                    sample.write(line)
                count[line.split(b'"stream":"', 1)[1].split(b'"', 1)[0]] += 1
                payloads += len(line) - line.index(b'"data":') - len('"data":,"meta":}\n')
            with open(self.more, 'wb') as more:
                shutil.copyfileobj(lines, more)
        whole.unlink()
        longest, self.longest_events = count.most_common(1)[0]
        self.longest = longest.decode()
        self.short = min(count, key=lambda stream: abs(count[stream] - 20)).decode()
        with open(self.log, 'rb') as log, open(self.stream, 'wb') as stream:
            stream.writelines(line for line in log if b'"stream":"' + longest + b'"' in line)
        self.fair_size = 1.25 * payloads + 90 * self.events

    def run(self, *argv, **options):
        return measuring.run(argv, self.work, **options)

    def told(self, *argv, key='seconds', **options):
        return measuring.told(argv, self.work, **options)[key]

    def evs(self, *arguments, store, **options):
        return self.run(self.evs_path, '-q', '-s', store, *arguments, **options)

    def fresh(self, name):
        """A path where nothing is."""
        for old in self.work.glob(name + '*'):
            old.unlink()
        return self.work / name

    def copy_of_store(self):
        copy = self.fresh('more.db')
        for file in self.work.glob(self.store.name + '*'):  # its write-ahead log, too
            shutil.copyfile(file, f'{copy}{file.name.removeprefix(self.store.name)}')
        return copy

    def long_store(self):
        """All events as one stream, with a snapshot every 10,000."""
        store = self.work / 'long.db'
        if not store.exists():
            lines = self.fresh('long.ndjson')
            with open(self.log, 'rb') as log, open(lines, 'wb') as out:
                for line in log:
                    out.write(re.sub(rb'"stream":"[^"]*","seq":[0-9]*', b'"stream":"order-0"', line, 1))
            self.evs('import', lines, store=store)
            self.evs('snapshot', 'take', 'order-0', '--every', '10000', store=store)
            lines.unlink()
        return store

    def stream_no(self, name):
        with sqlite3.connect(self.store) as database:
            return database.execute('SELECT stream_no FROM streams WHERE name = ?', (name,)).fetchone()[0]

    def repeated(self, once, times=20):
        """The mean of short runs."""
        return sum(once(i).seconds for i in range(times)) / times

    def each(self, in_flight, processes):
        return measuring.told([self.durable, 'each', self.evs_path, self.fresh('each.db'), self.appends, in_flight,
                               processes], self.work)

    def forget_cached(self, path):
        measuring.forget_cached(path, f'{path}-wal')

    def size_of(self, path):
        return sum(os.path.getsize(file) for file in self.work.glob(path.name + '*'))

    def peak_memory(self):
        return max(self.evs('import', self.log, store=self.fresh('new.db')).peak_mb,
                   self.evs('export', store=self.store).peak_mb, self.evs('verify', store=self.store).peak_mb)

    def remove(self):
        for file in self.work.iterdir():
            if file.is_file():
                file.unlink()

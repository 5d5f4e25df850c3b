"""The events of a run, the stores that are made of them, and the programs that are run on them."""

import collections
import copy
import gzip
import itertools
import os
import pathlib
import re
import shutil
import sqlite3

import measuring
from measuring import NotThere, progress

REAL_LOGS = pathlib.Path(__file__).resolve().parents[3] / 'shared/data/real'  # beside the project, if anywhere


class Setting:
    """One run's folder. Paths and programs are attributes; the works say which they use."""

    def __init__(self, programs, work, events, peers):
        self.work = work
        self.peers = peers
        self.real_logs = {}
        self.events = events
        self.more_events = events // 10
        self.appends = 2000
        self.sample_events = min(events, 20_000)  # for peers that would take hours
        build = programs.build
        self.evs_path, self.shared_evs_path = programs.program, build / 'evs'
        self.limit, self.durable, self.start, self.peak = (build / 'tests/bench' / f'evs_bench_{name}'
                                                           for name in ('limit', 'durable', 'start', 'peak'))
        self.log, self.more, self.sample, self.stream_log = (
            work / f'{name}.ndjson' for name in ('log', 'more', 'sample', 'stream'))
        self.store, self.small = work / 'evs.db', work / 'small.db'
        for name in [name for name in os.environ if name.startswith('EVS_')]:
            del os.environ[name]
        progress(f'making {events} events')
        self._generate(build / 'tests/bench/evs_bench_generate')
        self.evs('import', self.log, store=self.store)
        self.evs('append', 'first-1', 'T', store=self.small)
        self.stream_no = self._number_of(self.stream)

    def _generate(self, program):
        """One file is cut, so that what comes later continues the same streams. The stream to replay is the shortest of
        at least 10,000 events, or the longest."""
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
        stream, self.stream_events = (min((pair for pair in count.items() if pair[1] >= 10_000), default=None,
                                          key=lambda pair: pair[1]) or count.most_common(1)[0])
        self.stream = stream.decode()
        self.short = min(count, key=lambda name: abs(count[name] - 20)).decode()
        with open(self.log, 'rb') as log, open(self.stream_log, 'wb') as its_own:
            its_own.writelines(line for line in log if b'"stream":"' + stream + b'"' in line)
        self.fair_size = 1.25 * payloads + 90 * self.events

    def run(self, *argv, **options):
        return measuring.run(argv, self.work, **options)

    def told(self, *argv, key='seconds', **options):
        return measuring.told(argv, self.work, **options)[key]

    def evs(self, *arguments, store, **options):
        return self.run(self.evs_path, '-q', '-s', store, *arguments, **options)

    def evs_with_peak(self, *arguments, store):
        """Its seconds, and the peak of its memory in MB."""
        peak = self.work / 'peak'
        run = self.run(self.peak, peak, self.evs_path, '-q', '-s', store, *arguments)
        return run.seconds, int(peak.read_text()) / 1024

    def fresh(self, name):
        """A path where nothing is."""
        for old in self.work.glob(name + '*'):
            old.unlink()
        return self.work / name

    def copy_of_store(self):
        target = self.fresh('more.db')
        for file in self.work.glob(self.store.name + '*'):  # its write-ahead log, too
            shutil.copyfile(file, f'{target}{file.name.removeprefix(self.store.name)}')
        os.sync()  # so that the import need not write the copy
        return target

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

    def of_real_log(self, name):
        """The same setting with a real log in place of the made one."""
        if name not in self.real_logs:
            packed = REAL_LOGS / f'{name}.ndjson.gz'
            if not packed.exists():
                raise NotThere(f'{packed.name} is not in {REAL_LOGS}')
            real = copy.copy(self)
            real.log, real.store = self.work / f'{name}.ndjson', self.work / f'{name}.db'
            with gzip.open(packed) as lines:
                real.log.write_bytes(lines.read())
            real.events = real.log.read_bytes().count(b'\n')
            real.evs('import', real.log, store=real.store)
            self.real_logs[name] = real
        return self.real_logs[name]

    def _number_of(self, name):
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

    def remove(self):
        """What is on the disk; the folder stays."""
        for file in self.work.iterdir():
            if file.is_file():
                file.unlink()

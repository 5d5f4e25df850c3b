#!/usr/bin/env python3
"""usage: judging_test.py: what the bench makes of made-up figures: verdicts, exit status, page and picture."""

import json
import pathlib
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import bench  # noqa: E402  (they are found by the line above)
import works  # noqa: E402
from measuring import CannotRun, NotThere  # noqa: E402

WORKS = [
    works.Work('made', 'work of made-up figures', works.MS, {'evs': None, 'limit': None, 'peer': None, 'shown': None},
               [works.at_most(2, 'limit'), works.faster(4, 'peer')]),
    works.Work('amount', 'an amount', works.MB, {'evs': None, '300 MB': None}, [works.within('300 MB')]),
    works.Work('missing', 'a work without figures', works.S, {'evs': None, 'limit': None}, [works.at_most(3, 'limit')]),
]
GOOD = {'evs': [0.010, 0.011, 0.010, 0.012, 0.010], 'limit': [0.010] * 5, 'peer': [0.060] * 5, 'shown': [0.020] * 5}
AMOUNT = {'evs': [100, 100, 100], '300 MB': [300, 300, 300]}
SVG = '{http://www.w3.org/2000/svg}'


def record(figures, skipped=None, failed=''):
    return {'figures': figures, 'skipped': skipped or {}, 'failed': failed}


class Judging(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        table = mock.patch.object(bench, 'WORKS', WORKS)
        table.start()
        self.addCleanup(table.stop)
        (self.folder / 'build').mkdir()
        self.programs = str(self.folder / 'build'), str(self.folder / 'build/evs')
        (self.folder / 'build/evs').write_text('a program')
        self.records = {'made': record(GOOD), 'amount': record(AMOUNT)}
        self.growth = {}

    def page(self):
        """The status of writing the page from the records; self.lines are the page's."""
        arguments = [*self.programs, '--page', '--results', str(self.folder / 'RESULTS.md'), '--records',
                     str(self.folder / 'records')]
        run = bench.Run(bench.parse(arguments))
        run.records.keep('run', {'machine': 'a machine', 'date': '2026-01-31', 'versions': ['evs 1', 'peer 2']})
        for name, kept in self.records.items():
            run.records.keep(name, kept)
        for events, taken in self.growth.items():
            run.records.keep(f'growth-{events}', {'taken': taken})
        status = bench.main(arguments)
        self.lines = (self.folder / 'RESULTS.md').read_text().splitlines()
        return status

    def cells(self, side):
        """Of the one line of the table about that side: ratio, target, verdict."""
        found = [line.strip('|').split('|') for line in self.lines if f'| {side} |' in line]
        self.assertEqual(len(found), 1, f'lines about {side}')
        return [cell.strip() for cell in found[0][3:]]

    def picture(self):
        return xml.etree.ElementTree.parse(self.folder / 'results.svg').getroot()

    def test_ratios_are_told_as_their_targets_are(self):
        self.assertEqual(self.page(), 0)
        self.assertEqual(self.cells('peer'), ['6.00 (5.45 to 6.00) × faster', 'at least 4.00 × faster', 'met'])
        self.assertIn('1.00 (1.00 to 1.10) ×', '\n'.join(self.lines))
        self.assertEqual(self.cells('shown'), ['2.00 (1.82 to 2.00) × faster', '', ''])
        self.assertIn('| an amount | 100 MB |  | 100 (100 to 100) MB | at most 300 MB | met |', self.lines)

    def test_a_missed_ratio_makes_the_status_1(self):
        self.records['made'] = record({**GOOD, 'limit': [0.004] * 5})
        self.assertEqual(self.page(), 1)
        self.assertIn('**missed**', '\n'.join(self.lines))

    def test_a_slow_round_alone_is_no_miss(self):
        self.records['made'] = record({**GOOD, 'evs': [0.010, 0.010, 0.010, 0.010, 0.090]})
        self.assertEqual(self.page(), 0)
        self.assertEqual(self.cells('peer')[2], 'met')

    def test_a_ratio_within_its_noise_is_no_miss_and_is_told(self):
        self.records['made'] = record({**GOOD, 'evs': [0.014, 0.014, 0.016, 0.017, 0.018]})
        self.assertEqual(self.page(), 0)
        self.assertEqual(self.cells('peer'),
                         ['3.75 (3.53 to 4.29) × faster', 'at least 4.00 × faster', 'within noise'])

    def test_what_was_not_measured_is_seen(self):
        del self.records['made']
        self.assertEqual(self.page(), 0)
        self.assertIn('| a work without figures |  | limit | not measured | at most 3.00 × | not measured |',
                      self.lines)
        self.assertEqual(self.cells('peer'), ['not measured', 'at least 4.00 × faster', 'not measured'])
        self.assertTrue(any('Of 4 targets: 1 met, 3 not measured.' in line for line in self.lines))

    def test_a_peer_that_is_not_there_is_seen_with_the_reason(self):
        figures = {name: GOOD[name] for name in ('evs', 'limit', 'shown')}
        self.records['made'] = record(figures, {'peer': 'no | peer\nhere'})
        self.assertEqual(self.page(), 0)
        line = next(line for line in self.lines if '| peer |' in line)
        self.assertIn(r'| no \| peer here | at least 4.00 × faster | skipped |', line)

    def test_evs_that_fails_makes_the_status_1(self):
        self.records['made'] = record({}, failed='evs ended with 70: internal error')
        self.assertEqual(self.page(), 1)
        self.assertEqual(self.cells('peer'),
                         ['evs ended with 70: internal error', 'at least 4.00 × faster', '**failed**'])

    def test_figures_of_another_program_are_not_told(self):
        self.page()
        (self.folder / 'build/evs').write_text('another program')
        run = bench.Run(bench.parse([*self.programs, '--page', '--records', str(self.folder / 'records')]))
        self.assertTrue(all(run.records.find(name) is None for name in self.records))

    def test_memory_that_grows_beyond_its_limit_makes_the_status_1(self):
        taken = {'import': [[2e-6, 100]] * 3, 'replay --all': [[1e-6, 900]] * 3}
        self.growth = {10_000: taken}
        self.assertEqual(self.page(), 0)
        self.assertIn('| import | 2.00 (2.00 to 2.00) |', self.lines)
        self.growth[1_000_000] = {**taken, 'import': [[2e-6, 301]] * 3}
        self.assertEqual(self.page(), 1)
        self.assertIn('| import | 100 met | 301 **missed** |', self.lines)
        self.assertIn('| replay --all | 900 | 900 |', [re.sub(' +', ' ', line) for line in self.lines])

    def test_the_page_says_on_what_and_how_to_repeat_it(self):
        self.page()
        page = '\n'.join(self.lines)
        for part in ['Machine: a machine.', 'Measured: 2026-01-31, commit ', '1,000,000 made events', '5 rounds',
                     '(results.svg)', '## How to repeat it', './dev bench', '\nevs 1\npeer 2\n',
                     '## What was tried and lost']:
            self.assertIn(part, page)
        lost = (pathlib.Path(bench.__file__).parent / 'tried.md').read_text().rstrip()
        self.assertTrue(page.rstrip().endswith(lost))

    def test_the_picture_has_a_dot_left_of_the_target_for_what_is_met(self):
        self.records['made'] = record({**GOOD, 'limit': [0.007] * 5, 'peer': [0.030] * 5})
        self.growth = {10_000: {'import': [[2e-6, 100]]}, 100_000: {'import': [[2e-6, 120]]}}
        self.page()
        picture = self.picture()
        words = {words.text: float(words.get('x')) for words in picture.iter(SVG + 'text')}
        dots = [float(dot.get('cx')) for dot in picture.iter(SVG + 'circle') if dot.get('class') == 'median']
        self.assertEqual([dot < words['target'] for dot in dots], [True, False, True])
        for part in ['work of made-up figures', '1.43 × (of 2.00)', '3.00 × faster (of 4.00)', '100 MB (of 300 MB)',
                     'not measured', '10k', '100k']:
            self.assertIn(part, words)
        box = [float(number) for number in picture.get('viewBox').split()]
        self.assertTrue(all(0 <= place <= box[2] for place in words.values()))


class Measuring(unittest.TestCase):
    """Of sides that are functions of nothing."""

    def record_of(self, **sides):
        with mock.patch.object(bench.os, 'sync'), mock.patch.object(bench, 'progress'):
            return bench.measure(works.Work('w', 'w', works.S, sides), None, 3)

    def test_the_sides_take_turns(self):
        turns = []
        self.record_of(evs=lambda _: turns.append('evs') or 1, peer=lambda _: turns.append('peer') or 1)
        self.assertEqual(turns, ['evs', 'peer'] * 3)

    def test_a_peer_that_fails_is_left_out(self):
        def fails(_):
            raise CannotRun('it fell')
        kept = self.record_of(evs=lambda _: 1, peer=fails)
        self.assertEqual(kept['figures'], {'evs': [1, 1, 1]})
        self.assertEqual((kept['skipped'], kept['failed']), ({'peer': 'it fell'}, ''))

    def test_evs_that_fails_is_a_failure_but_what_the_machine_lacks_is_none(self):
        def raising(error):
            def side(_):
                raise error
            return side
        self.assertEqual(self.record_of(evs=raising(CannotRun('it fell')), peer=lambda _: 1)['failed'], 'it fell')
        kept = self.record_of(evs=raising(NotThere('one core')), peer=lambda _: 1)
        self.assertEqual((kept['failed'], kept['skipped']), ('', {'evs': 'one core'}))
        json.dumps(kept)


class Table(unittest.TestCase):
    """The table of works itself."""

    def test_every_target_is_of_a_side_that_is_measured(self):
        for work in works.WORKS:
            self.assertIn('evs', work.sides)
            for target in work.targets:
                self.assertIn(target.side, work.sides, work.name)

    def test_names_are_of_one_work_each(self):
        names = [work.name for work in works.WORKS]
        self.assertEqual(len(names), len(set(names)))


if __name__ == '__main__':
    unittest.main()

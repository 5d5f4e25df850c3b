"""What was measured, a file of JSON a work, so that a run that was cut short can go on and be told as one."""

import hashlib
import json
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


WRITTEN = ['RESULTS.md', 'results.svg']  # by the bench itself


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return 'unknown'


def commit():
    """That of the sources, with a mark if they have been changed since."""
    git = ['git', '-C', str(HERE)]
    changed = output_of(*git, 'status', '--porcelain', '--untracked-files=no', '--', ':/',
                        *(f':(exclude){name}' for name in WRITTEN))
    return output_of(*git, 'rev-parse', 'HEAD') + ('-dirty' if changed else '')


class Records:
    """Those of one commit and program at one number of events and rounds. Others in the folder are not seen."""

    def __init__(self, folder, program, events, rounds):
        self.folder = folder
        self.key = {'commit': commit(), 'program': hashlib.sha256(program.read_bytes()).hexdigest(),
                    'events': events, 'rounds': rounds}

    def keep(self, name, record):
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / f'.{name}.json'
        new.write_text(json.dumps({**self.key, **record}, indent=1) + '\n')
        new.replace(self.folder / f'{name}.json')

    def find(self, name):
        """The record of that name, or None."""
        path = self.folder / f'{name}.json'
        if not path.exists():
            return None
        record = json.loads(path.read_text())
        return record if all(record.get(name) == value for name, value in self.key.items()) else None

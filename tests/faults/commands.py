"""The commands that the fault tests put into trouble, each with an oracle: what it may leave behind and print."""

import pathlib

from faults import Ended, acknowledged, copy_store, line_of, remove_store, stored_ids


class Ground:
    """A store of 60 events, the log that they came from, and 40 events more."""

    def __init__(self, evs, folder):
        self.evs, self.folder = evs, pathlib.Path(folder)
        self.base, self.log = self.folder / "base.db", self.folder / "log.ndjson"
        self.more, self.batch = self.folder / "more.ndjson", self.folder / "batch.ndjson"
        numbers = range(61, 101)
        self.log.write_bytes(b"".join(line_of(number) for number in range(1, 61)))
        self.more.write_bytes(b"".join(line_of(number) for number in numbers))
        self.batch.write_bytes(
            b"".join(line_of(number).replace(f"s-{number % 7}".encode(), b"s-9") for number in numbers)
        )
        self.run("-q", "-s", self.base, "import", self.log)
        self.old = stored_ids(self.base)
        self.new = [f"i-{number}" for number in numbers]

    def run(self, *words, environment=None, stdin=b"", under=(), **how):
        return Ended([*under, self.evs, *words], self.folder, environment, stdin, **how)


class Print:
    """A command that only prints. It may stop early; it may not print something else."""

    writes, prints = False, True

    def __init__(self, ground, *words):
        self.ground, self.words = ground, list(words)
        self.wanted = ground.run(*words).out
        self.name = " ".join(pathlib.Path(str(word)).name for word in words)

    def run(self, place, **how):
        ended = self.ground.run(*self.words, **how)
        return ended, self.fault(place, ended)

    def fault(self, _, ended):
        if ended.status == 0 and ended.out != self.wanted:
            return "exit 0, and the output is not whole"
        return "" if self.wanted.startswith(ended.out) else "the output is no beginning of what it should be"


class Export:
    """An export to a file, which is whole or not there."""

    writes, prints = False, False

    def __init__(self, ground, file):
        self.ground, self.file, self.name = ground, file, f"export --file {file}"
        ground.run("-q", "-s", ground.base, "export", "--file", ground.folder / file)
        self.wanted = (ground.folder / file).read_bytes()

    def run(self, place, **how):
        for file in place.iterdir():
            file.unlink()
        ended = self.ground.run("-q", "-s", self.ground.base, "export", "--file", place / self.file, **how)
        return ended, self.fault(place, ended)

    def fault(self, place, ended):
        files = [file.read_bytes() for file in place.iterdir()]
        if ended.status == 0 and not files:
            return "exit 0 without a file"
        return "a file that is not whole" if files not in ([], [self.wanted]) else ""


class Write:
    """A command that writes; `batches` are the ids that it stores together, `answers` whether it acknowledges each."""

    writes, prints = True, True

    def __init__(self, ground, *words, batches, stdin=b"", into_new=False, answers=True):
        self.ground, self.words, self.batches, self.stdin, self.answers = ground, words, batches, stdin, answers
        self.name = " ".join(pathlib.Path(str(word)).name for word in words) + (" into a new store" if into_new else "")
        self.before = [] if into_new else ground.old
        self.whole = [
            self.before + [id for batch in batches[:count] for id in batch] for count in range(len(batches) + 1)
        ]

    def prepare(self, place):
        remove_store(place / "evs.db")
        if self.before:
            copy_store(self.ground.base, place / "evs.db")

    def run(self, place, **how):
        self.prepare(place)
        how.setdefault("stdin", self.stdin)
        ended = self.ground.run("-q", "-o", "ndjson", "-s", place / "evs.db", *self.words, **how)
        return ended, self.fault(place, ended)

    def fault(self, place, ended):
        try:
            ids = stored_ids(place / "evs.db")
        except Exception as problem:  # whatever it is that the store does to its reader
            return f"the store is damaged: {problem}"
        if ids not in self.whole:
            return f"{len(ids)} events are stored: what was there, and whole batches of what was sent, they are not"
        if ended.status == 0 and ids != self.whole[-1]:
            return "exit 0, and not everything is stored"
        if not self.answers:
            return ""
        for position, id in acknowledged(ended.out):
            if ids[position - 1 : position] != [id]:
                return f"{id} was acknowledged and is not stored"
        answered = len(self.before) + len(acknowledged(ended.out))
        return (
            "more than one unacknowledged batch is stored" if len(ids) > answered + max(map(len, self.batches)) else ""
        )


def all_commands(ground):
    """With every kind of input and output."""
    base, folder = ground.base, ground.folder
    three = ground.new[:3]
    exports = [Export(ground, name) for name in ("out.ndjson", "out.ndjson.gz", "out.ndjson.zst")]
    prints = [
        Print(ground, "-s", base, *words)
        for words in (["read"], ["read", "s-3"], ["replay", "--all"], ["export"], ["streams"], ["types"], ["stats"])
    ]
    logs = [
        Print(ground, "-s", log, "read") for log in (ground.log, folder / "out.ndjson.gz", folder / "out.ndjson.zst")
    ]
    tens = [ground.new[i : i + 10] for i in range(0, 40, 10)]
    return (
        prints
        + logs
        + exports
        + [
            Write(
                ground,
                "append",
                "s-1",
                "T",
                '{"n":1}',
                "--id",
                "one",
                "--meta",
                '{"a":1}',
                "--actor",
                "x",
                batches=[["one"]],
            ),
            Write(ground, "append", "s-1", "T", "--id", "one", batches=[["one"]], into_new=True),
            Write(ground, "append", "s-9", "--batch", ground.batch, batches=[ground.new]),
            Write(ground, "append", "--each", stdin=b"".join(line_of(n) for n in (61, 62, 63)), batches=[three]),
            Write(ground, "import", ground.more, batches=[ground.new], answers=False),
            Write(ground, "import", "--commit-every", "10", ground.more, batches=tens, answers=False),
        ]
    )

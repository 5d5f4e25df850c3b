"""The stores that hostile_stores.py opens: CASES has a name for each, and how it is made in a folder."""

import os
import pathlib
import random
import shutil
import sqlite3
import sys

from faults import Ended, line_of, remove_store

evs = sys.argv[1]
points = int(os.environ.get("FAULT_POINTS", "25"))
folder = pathlib.Path.cwd()
chance = random.Random(20260131)

# A store with a log beside it: what was written last is in the log only.
sound = folder / "sound.db"
log = folder / "log.ndjson"
log.write_bytes(b"".join(line_of(number, streams=3) for number in range(1, 201)))
Ended([evs, "-q", "-s", sound, "import", log], folder)
connection = sqlite3.connect(sound)
connection.execute("SELECT count(*) FROM events").fetchone()  # whoever reads keeps the log from being taken away
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM events").fetchone()
Ended([evs, "-q", "-s", sound, "append", "s-1", "T1", '{"n":1}', "--id", "in-the-log"], folder)
PARTS = ("", "-wal", "-lock")
bytes_of = {end: pathlib.Path(f"{sound}{end}").read_bytes() for end in PARTS}
connection.close()
assert bytes_of["-wal"], "the store has no log"


def place_of(name):
    """The store in a folder of its own, as it was."""
    place = folder / "places" / name.replace(" ", "_").replace("/", "_")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for end, content in bytes_of.items():
        (place / f"evs.db{end}").write_bytes(content)
    return place


def without_log(place):
    """The store with its log in the database, open for whoever wants to change it."""
    database = sqlite3.connect(place / "evs.db", isolation_level=None)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


# What is done to a store: each returns the path to open. They are named for the report.
CASES = []


def case(name):
    def remember(make):
        CASES.append((name, make))
        return make

    return remember


def sql_case(name, *statements, schema=(), functions=()):
    """`schema`: what to replace in the statement that made a table (%: all), by what, behind SQLite's back."""

    def make(place):
        database = without_log(place)
        for function in functions:
            database.create_function(function, -1, lambda *values: 1, deterministic=True)
        if schema:
            database.execute("PRAGMA writable_schema=ON")
            for name, old, new in schema:
                database.execute(
                    "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name LIKE ?", (old, new, name)
                )
            database.execute(f"PRAGMA schema_version={database.execute('PRAGMA schema_version').fetchone()[0] + 1}")
            database.close()
            database = without_log(place)
        for statement in statements:
            database.execute(statement)
        database.close()
        return place / "evs.db"

    CASES.append((name, make))


for number in (0, 1, 2, 999, -1):
    sql_case(f"format {number}", f"PRAGMA user_version={number}")
sql_case("another application", "PRAGMA application_id=7")
sql_case("no application", "PRAGMA application_id=0", "PRAGMA user_version=0")
sql_case("journal mode delete", "PRAGMA journal_mode=delete")
for table in ("events", "streams", "types", "stream_blocks", "event_ids", "commits", "properties"):
    ignoring = f"CREATE TRIGGER t_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END"
    sql_case(f"a trigger that swallows {table}", ignoring)
    sql_case(
        f"a view called {table}",
        f"ALTER TABLE {table} RENAME TO old_{table}",
        f"CREATE VIEW {table} AS SELECT * FROM old_{table}",
    )
    sql_case(f"{table} dropped", f"DROP TABLE {table}")
    sql_case(f"{table} emptied", f"DELETE FROM {table}")
    sql_case(f"one more column in {table}", f"ALTER TABLE {table} ADD COLUMN more TEXT")
    sql_case(
        f"a generated column in {table}", f"ALTER TABLE {table} ADD COLUMN more TEXT AS (hex(zeroblob(900000000)))"
    )
    sql_case(f"a check in {table} that fails", schema=[(table, "NOT NULL", "NOT NULL CHECK (0)")])
    sql_case(f"{table} of another shape", f"DROP TABLE {table}", f"CREATE TABLE {table} (a, b)")
sql_case("an index with a function", "CREATE INDEX i ON events (abs(seq))", "CREATE INDEX j ON streams (lower(name))")
sql_case("an index with a function of another program", "CREATE INDEX i ON events (spy(id))", functions=["spy"])
sql_case(
    "an index with a function that has effects",
    "CREATE INDEX i ON events (id)",
    schema=[("i", "(id)", "(load_extension(id))")],
)
sql_case("half an index", "CREATE UNIQUE INDEX i ON events (type_no) WHERE position > 10000")
sql_case(
    "a look-up that ignores",
    schema=[
        (
            "commits",
            "digest BLOB NOT NULL",
            "digest BLOB NOT NULL, UNIQUE (count) ON CONFLICT IGNORE",
        )
    ],
)
sql_case("a line break in data", "UPDATE events SET data = '{}' || char(10) || '{}' WHERE position = 5")
sql_case("data that is no JSON", "UPDATE events SET data = '{\"a\":' WHERE position = 5")
sql_case("no JSON at all", "UPDATE events SET data = '', meta = 'x'")
sql_case("deep data", "UPDATE events SET data = replace(hex(zeroblob(100000)), '0', '[') WHERE position = 5")
sql_case("16 MB of data", "UPDATE events SET data = '\"' || hex(zeroblob(8000000)) || '\"' WHERE position = 5")
sql_case("100 MB of data", "UPDATE events SET data = '\"' || hex(zeroblob(50000000)) || '\"' WHERE position = 5")

LOOSE = [("%", ", STRICT", ""), ("%", " STRICT", ""), ("%", " NOT NULL", "")]
COLUMNS = {
    "events": ["position", "stream_no", "seq", "type_no", "time", "id", "data", "meta", "salt"],
    "streams": "stream_no name category name_key version source_offset first_time last_time positions".split(),
    "types": ["type_no", "name", "schema", "events", "first_time", "last_time"],
    "stream_blocks": ["place", "positions"],
    "event_ids": ["place", "entries"],
    "commits": ["commit_no", "first_position", "count", "digest"],
    "properties": ["name", "value"],
}
VALUES = ["0", "-1", "9223372036854775807", "-9223372036854775808", "4611686018427387904"]  # a rowid can be these
VALUES += ["1.5", "NULL", "''", "'text'", "x'00ff'", "char(27) || '[31m'", "cast(x'ff80' AS TEXT)"]
for table, columns in COLUMNS.items():
    for column in columns:
        is_rowid = column == columns[0] and table != "properties"
        for value in chance.sample(VALUES[:5] if is_rowid else VALUES, 5 if is_rowid or points > 50 else 4):
            last = f"(SELECT max({columns[0]}) FROM {table})"
            sql_case(
                f"{table}.{column} = {value}",
                f"UPDATE OR IGNORE {table} SET {column} = {value} WHERE {columns[0]} = {last}",
                schema=LOOSE,
            )
        sql_case(f"{table}.{column} negative", f"UPDATE OR IGNORE {table} SET {column} = -{column}", schema=LOOSE)


@case("a foreign database")
def _(place):
    remove_store(place / "evs.db")
    database = sqlite3.connect(place / "evs.db")
    database.execute("CREATE TABLE notes (text)")
    database.close()
    return place / "evs.db"


@case("texts in UTF-16")
def _(place):
    database = without_log(place)
    tables = database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    rows = {name: database.execute(f"SELECT * FROM {name}").fetchall() for name in COLUMNS}
    database.close()
    remove_store(place / "evs.db")
    database = sqlite3.connect(place / "evs.db", isolation_level=None)
    for statement in (
        "PRAGMA encoding='UTF-16le'",
        "PRAGMA journal_mode=wal",
        "PRAGMA application_id=1702261553",
        "PRAGMA user_version=3",
        *(sql for _, sql in tables),
    ):
        database.execute(statement)
    for name, content in rows.items():
        database.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(content[0]))})", content)
    database.close()
    return place / "evs.db"


def file_case(name, end, content):
    """`content` makes the bytes of a file of the store from what they were."""

    def make(place):
        path = place / f"evs.db{end}"
        path.write_bytes(content(path.read_bytes() if path.exists() else b""))
        return place / "evs.db"

    CASES.append((name, make))


def flipped(count, seed):
    def flip(content):
        own = random.Random(seed)
        changed = bytearray(content)
        for _ in range(count):
            changed[own.randrange(len(changed))] ^= 1 << own.randrange(8)
        return bytes(changed)

    return flip


def other_log(_):
    """The -wal of another store."""
    other = folder / "other.db"
    connection = sqlite3.connect(other) if other.exists() else None
    if connection is None:
        Ended([evs, "-q", "-s", other, "append", "x-1", "X"], folder)
        connection = sqlite3.connect(other)
        connection.execute("SELECT count(*) FROM events").fetchone()
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM events").fetchone()
        Ended([evs, "-q", "-s", other, "append", "x-2", "X"], folder)
        (folder / "other.log").write_bytes(pathlib.Path(f"{other}-wal").read_bytes())
    connection.close()
    return (folder / "other.log").read_bytes()


other_log(b"")
pages = len(bytes_of[""]) // 8192
for page in range(pages):
    file_case(f"cut off behind page {page}", "", lambda content, page=page: content[: page * 8192])
for number in range(points):
    file_case(f"cut off at random, {number}", "", lambda content, at=chance.randrange(len(bytes_of[""])): content[:at])
    file_case(
        f"a log cut off at random, {number}",
        "-wal",
        lambda content, at=chance.randrange(len(bytes_of["-wal"])): content[:at],
    )
    file_case(f"a flipped bit, {number}", "", flipped(1, number))
    file_case(f"30 flipped bits, {number}", "", flipped(30, number))
    file_case(
        f"a flipped bit in the first page, {number}",
        "",
        lambda content, flip=flipped(1, number): flip(content[:8192]) + content[8192:],
    )
    file_case(f"a flipped bit in the log, {number}", "-wal", flipped(1, number))
    file_case(f"30 flipped bits in the log, {number}", "-wal", flipped(30, number))
file_case("a log of another store", "-wal", other_log)
file_case("a log of noise", "-wal", lambda content: random.Random(1).randbytes(len(content)))
file_case("an index of noise", "-shm", lambda _: random.Random(2).randbytes(32768))
file_case("an index of zeros", "-shm", lambda _: bytes(32768))
file_case("a short index", "-shm", lambda _: b"x")
file_case("a lock file of noise", "-lock", lambda _: random.Random(3).randbytes(100))
file_case("an unfinished writer", "-lock", lambda _: b"w")
file_case("nothing", "", lambda _: b"")
file_case("the first bytes of a database", "", lambda _: b"SQLite format 3\0")

VICTIM = b"what another program keeps here\n"


def special_case(end, kind, make):
    def place_it(place):
        (place / "victim").write_bytes(VICTIM)
        path = place / f"evs.db{end}"
        path.unlink(missing_ok=True)
        make(path)
        return place / "evs.db"

    CASES.append((f"{kind} in the place of evs.db{end}", place_it))


for end in ("", "-wal", "-shm", "-lock"):
    special_case(end, "a link to a file", lambda path: path.symlink_to("victim"))
    special_case(end, "a link to nowhere", lambda path: path.symlink_to("nowhere"))
    special_case(end, "a link to itself", lambda path: path.symlink_to(path.name))
    special_case(end, "a folder", lambda path: path.mkdir())
    if end:
        special_case(end, "a pipe", os.mkfifo)


@case("a link in the middle of the path")
def _(place):
    (place / "folder").symlink_to(".")
    return place / "folder" / "evs.db"


NOT_ROOT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
UNDER = {}  # what the commands at a store have to be run by
if not NOT_ROOT or shutil.which("setpriv"):
    for name, mode in (("a folder", 0o555), ("a database", 0o400), ("an unreadable database", 0)):

        def make(place, mode=mode):
            if mode == 0o555:
                without_log(place).close()
                for end in ("-wal", "-shm"):
                    (place / f"evs.db{end}").unlink(missing_ok=True)
            (place if mode == 0o555 else place / "evs.db").chmod(mode)
            return place / "evs.db"

        CASES.append((f"{name} of mode {mode:o}", make))
        UNDER[CASES[-1][0]] = NOT_ROOT

"""Stores that another program, a broken disk or an enemy has made: python3 hostile_stores.py EVS
FAULT_POINTS is how many random faults there are of each kind."""
import os
import pathlib
import random
import shutil
import sqlite3
import sys

from faults import Ended, Report, at_once, line_of, remove_store, status_fault

evs = sys.argv[1]
points = int(os.environ.get("FAULT_POINTS", "25"))
report = Report("hostile_stores")
folder = pathlib.Path.cwd()
chance = random.Random(20260131)

# A store with a log beside it: what was written last is in the log only.
sound = folder / "sound.db"
log = folder / "log.ndjson"
log.write_bytes(b"".join(line_of(number) for number in range(1, 201)))
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

READING = [["read"], ["read", "s-1"], ["read", "--reverse", "--category", "s"], ["export"], ["streams"], ["types"], ["stats"],
           ["replay", "--all"]]
ALLOWED_READING = (0, 3, 5, 6, 7, 8)
ALLOWED_WRITING = ALLOWED_READING + (4, 9)
new_line = folder / "new.ndjson"
new_line.write_bytes(line_of(900) + line_of(901, 11))


def message_fault(ended, store):
    """A message names the place, the reason, and what to do."""
    if ended.status not in (6, 7, 8):
        return ""
    message = ended.err.decode(errors="replace")
    if pathlib.Path(store).name not in message and "position" not in message:
        return f"a message that does not name the place: {message[:300]!r}"
    return "" if "hint: " in message else f"a message without a remedy: {message[:300]!r}"


def tells(ended, store, allowed):
    if b"is a log file, which can only be read [usage]" in ended.err:
        return ""
    return status_fault(ended, allowed) or message_fault(ended, store)


def lines_fault(ended):
    """However broken the store is, each line that is printed has the form of one."""
    wrong = [line for line in ended.lines() if not (line.startswith(b"{") and line.endswith(b"}\n"))]
    return f"a line that is none: {wrong[0][:200]!r}" if wrong else ""


def stored(store):
    """Whether the store gives the appended event out again, in the order of the log or of its stream."""
    looks = (["read", "probe-1"], ["read", "--type", "Probe"], ["read", "--reverse", "--limit", "3"])
    return any(b'"id":"probe"' in Ended([evs, "-s", store, *words], folder).out for words in looks)


def write_faults(store, under, program=evs):
    start = [*under, program, "--timeout", "1", "-s", store]
    ended = Ended([*start, "append", "probe-1", "Probe", '{"n":1}', "--id", "probe"], folder, timeout=20)
    kept = ended.status != 0 or stored(store)
    yield "append", tells(ended, store, ALLOWED_WRITING) or ("" if kept else "an acknowledged event is not stored")
    ended = Ended([*start, "import", new_line], folder, timeout=20)
    yield "import", tells(ended, store, ALLOWED_WRITING)


def read_faults(store, reading, under):
    for words in reading:
        ended = Ended([*under, evs, "-s", store, *words], folder, timeout=20)
        yield " ".join(words), tells(ended, store, ALLOWED_READING) or lines_fault(ended)


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
                database.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name LIKE ?", (old, new, name))
            database.execute(f"PRAGMA schema_version={database.execute('PRAGMA schema_version').fetchone()[0] + 1}")
            database.close()
            database = without_log(place)
        for statement in statements:
            database.execute(statement)
        database.close()
        return place / "evs.db"
    CASES.append((name, make))


for number in (0, 2, 999, -1):
    sql_case(f"format {number}", f"PRAGMA user_version={number}")
sql_case("another application", "PRAGMA application_id=7")
sql_case("no application", "PRAGMA application_id=0", "PRAGMA user_version=0")
sql_case("journal mode delete", "PRAGMA journal_mode=delete")
for table in ("events", "streams", "types", "stream_events", "event_ids", "commits", "properties"):
    ignoring = f"CREATE TRIGGER t_{table} BEFORE INSERT ON {table} BEGIN SELECT RAISE(IGNORE); END"
    sql_case(f"a trigger that swallows {table}", ignoring)
    sql_case(f"a view called {table}", f"ALTER TABLE {table} RENAME TO old_{table}", f"CREATE VIEW {table} AS SELECT * FROM old_{table}")
    sql_case(f"{table} dropped", f"DROP TABLE {table}")
    sql_case(f"{table} emptied", f"DELETE FROM {table}")
    sql_case(f"one more column in {table}", f"ALTER TABLE {table} ADD COLUMN more TEXT")
    sql_case(f"a generated column in {table}", f"ALTER TABLE {table} ADD COLUMN more TEXT AS (hex(zeroblob(900000000)))")
    sql_case(f"a check in {table} that fails", schema=[(table, "NOT NULL", "NOT NULL CHECK (0)")])
    sql_case(f"{table} of another shape", f"DROP TABLE {table}", f"CREATE TABLE {table} (a, b)")
sql_case("an index with a function", "CREATE INDEX i ON events (abs(seq))", "CREATE INDEX j ON streams (lower(name))")
sql_case("an index with a function of another program", "CREATE INDEX i ON events (spy(id))", functions=["spy"])
sql_case("an index with a function that has effects", "CREATE INDEX i ON events (id)", schema=[("i", "(id)", "(load_extension(id))")])
sql_case("half an index", "CREATE UNIQUE INDEX i ON events (type_no) WHERE position > 10000")
sql_case("a look-up that ignores", schema=[("stream_events", "PRIMARY KEY (stream_no, seq)", "PRIMARY KEY (stream_no, seq), UNIQUE (stream_no) ON CONFLICT IGNORE")])
sql_case("a line break in data", "UPDATE events SET data = '{}' || char(10) || '{}' WHERE position = 5")
sql_case("data that is no JSON", "UPDATE events SET data = '{\"a\":' WHERE position = 5")
sql_case("no JSON at all", "UPDATE events SET data = '', meta = 'x'")
sql_case("deep data", "UPDATE events SET data = replace(hex(zeroblob(100000)), '0', '[') WHERE position = 5")
sql_case("16 MB of data", "UPDATE events SET data = '\"' || hex(zeroblob(8000000)) || '\"' WHERE position = 5")
sql_case("100 MB of data", "UPDATE events SET data = '\"' || hex(zeroblob(50000000)) || '\"' WHERE position = 5")

LOOSE = [("%", ", STRICT", ""), ("%", " STRICT", ""), ("%", " NOT NULL", "")]
COLUMNS = {
    "events": ["position", "stream_no", "seq", "type_no", "time", "id", "data", "meta", "salt"],
    "streams": ["stream_no", "name", "category", "name_key", "version", "source_offset", "first_time", "last_time"],
    "types": ["type_no", "name", "schema", "events", "first_time", "last_time"],
    "stream_events": ["stream_no", "seq", "position"],
    "event_ids": ["id_key", "position"],
    "commits": ["commit_no", "first_position", "count", "digest"],
    "properties": ["name", "value"],
}
VALUES = ["0", "-1", "9223372036854775807", "-9223372036854775808", "4611686018427387904", "1.5", "NULL", "''", "'text'",
          "x'00ff'", "char(27) || '[31m'", "cast(x'ff80' AS TEXT)"]
for table, columns in COLUMNS.items():
    for column in columns:
        is_rowid = column == columns[0] and table not in ("stream_events", "properties")
        for value in chance.sample(VALUES[:5] if is_rowid else VALUES, 5 if is_rowid or points > 50 else 4):
            last = f"(SELECT max({columns[0]}) FROM {table})"
            sql_case(f"{table}.{column} = {value}", f"UPDATE OR IGNORE {table} SET {column} = {value} WHERE {columns[0]} = {last}",
                     schema=LOOSE)
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
    for statement in ("PRAGMA encoding='UTF-16le'", "PRAGMA journal_mode=wal", "PRAGMA application_id=1702261553",
                      "PRAGMA user_version=1", *(sql for _, sql in tables)):
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
    file_case(f"cut off behind page {page}", "", lambda content, page=page: content[:page * 8192])
for number in range(points):
    file_case(f"cut off at random, {number}", "", lambda content, at=chance.randrange(len(bytes_of[""])): content[:at])
    file_case(f"a log cut off at random, {number}", "-wal", lambda content, at=chance.randrange(len(bytes_of["-wal"])): content[:at])
    file_case(f"a flipped bit, {number}", "", flipped(1, number))
    file_case(f"30 flipped bits, {number}", "", flipped(30, number))
    file_case(f"a flipped bit in the first page, {number}", "", lambda content, flip=flipped(1, number): flip(content[:8192]) + content[8192:])
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
under = {}  # what a case has to be run by
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
        under[CASES[-1][0]] = NOT_ROOT


def run(index):
    name, make = CASES[index]
    place = place_of(name)
    try:
        store = make(place)
    except sqlite3.Error as problem:
        return [(name, f"it cannot be made: {problem}")]
    few, by = random.Random(index).sample(READING, 2), under.get(name, [])
    found = [(f"{name}, {command}", fault) for command, fault in (*read_faults(store, few, by), *write_faults(store, by))]
    place.chmod(0o700)
    if (place / "victim").exists() and (place / "victim").read_bytes() != VICTIM:
        found.append((name, "a file that a link leads to was written to"))
    if (place / "nowhere").exists():
        found.append((name, "a file was made behind a link"))
    shutil.rmtree(place)
    return found


for found in at_once(run, range(len(CASES))):
    for where, fault in found:
        report.check(where, fault)
report.say(f"{len(CASES)} stores")

# What the oracles must see.
lying = folder / "lying"
lying.write_text("#!/bin/sh\necho '{\"stream\":\"probe-1\",\"seq\":1,\"position\":1,\"id\":\"probe\"}'\n")
lying.chmod(0o700)
report.must_see("an acknowledgement of nothing", dict(write_faults(place_of("control") / "evs.db", [], lying))["append"])
report.must_see("a crash", status_fault(Ended(["sh", "-c", "kill -SEGV $$"], folder), ALLOWED_WRITING))
report.must_see("a hang", status_fault(Ended(["sleep", "5"], folder, timeout=0.1), ALLOWED_WRITING))
report.must_see("half a line", lines_fault(Ended(["printf", '{"id":"1"\n}\n'], folder)))
silent = Ended(["sh", "-c", "echo 'evs: error: it is so' >&2; exit 7"], folder)
report.must_see("a message that says nothing", tells(silent, sound, ALLOWED_WRITING))
report.end()

verify reads everything and says what holds.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"total":42}}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z"}
  > {"id":"e-3","stream":"order-7","type":"OrderPaid","time":"2026-01-31T12:02:00Z"}
  > X
  $ evs import -q --commit-every 2 orders.ndjson >/dev/null

  $ evs verify
  {"verified":true,"events":3,"commits":2,"redactions":0,"findings":0,"checks":["format","log","file","events","payloads","commits","chain","streams","types","lookups","redactions","snapshots","baselines","schemas"],"head":"3:<digest>","snapshots":0,"refolded":0,"baselines":0,"emptied_baselines":0}

  $ evs verify -o table
  looked at 3 events in 2 commits, 0 redactions, up to 3:<digest>
    format      ok: tables, key and journal mode are those of a store
    log         ok: the write-ahead log has lost no commit
    file        ok: the database passes SQLite's own check
    events      ok: every event can be read, and its names and id are valid
    payloads    ok: data is JSON and meta a JSON object
    commits     ok: every event is in exactly one commit
    chain       ok: every digest follows from the stored events
    streams     ok: seqs are 1 to version without holes, and streams agree with their events
    types       ok: counts and times of types agree with their events
    lookups     ok: every event is found by its stream and by its id, and ids are unique
    redactions  ok: every redacted event is accounted for
    snapshots   ok: every snapshot is as it was written, and of an event that is there
    baselines   ok: every baseline is what its events make by the rules that it names, which are kept
    schemas     ok: every schema is as it was added, and can be used
  verified: nothing is wrong

  $ evs verify --quick -o table
  looked at 3 events in 2 commits, 0 redactions, up to 3:<digest>
    format      ok: tables, key and journal mode are those of a store
    log         ok: the write-ahead log has lost no commit
    file        ok: the database passes SQLite's own check
    events      ok: every event can be read, and its names and id are valid
    commits     ok: every event is in exactly one commit
    streams     ok: seqs are 1 to version without holes, and streams agree with their events
    types       ok: counts and times of types agree with their events
    lookups     ok: every event is found by its stream and by its id, and ids are unique
    snapshots   ok: every snapshot is as it was written, and of an event that is there
    schemas     ok: every schema is as it was added, and can be used
  nothing is wrong in the structure; contents were not hashed, so changes in them were not looked for

  $ evs verify -o json
  [
    {
      "verified": true,
      "events": 3,
      "commits": 2,
      "redactions": 0,
      "findings": 0,
      "checks": [
        "format",
        "log",
        "file",
        "events",
        "payloads",
        "commits",
        "chain",
        "streams",
        "types",
        "lookups",
        "redactions",
        "snapshots",
        "baselines",
        "schemas"
      ],
      "head": "3:<digest>",
      "snapshots": 0,
      "refolded": 0,
      "baselines": 0,
      "emptied_baselines": 0
    }
  ]

  $ evs verify -o junit
  <?xml version="1.0" encoding="UTF-8"?>
  <testsuites tests="14" failures="0">
    <testsuite name="evs verify evs.db" tests="14" failures="0">
      <testcase classname="evs.verify" name="format: tables, key and journal mode are those of a store"/>
      <testcase classname="evs.verify" name="log: the write-ahead log has lost no commit"/>
      <testcase classname="evs.verify" name="file: the database passes SQLite's own check"/>
      <testcase classname="evs.verify" name="events: every event can be read, and its names and id are valid"/>
      <testcase classname="evs.verify" name="payloads: data is JSON and meta a JSON object"/>
      <testcase classname="evs.verify" name="commits: every event is in exactly one commit"/>
      <testcase classname="evs.verify" name="chain: every digest follows from the stored events"/>
      <testcase classname="evs.verify" name="streams: seqs are 1 to version without holes, and streams agree with their events"/>
      <testcase classname="evs.verify" name="types: counts and times of types agree with their events"/>
      <testcase classname="evs.verify" name="lookups: every event is found by its stream and by its id, and ids are unique"/>
      <testcase classname="evs.verify" name="redactions: every redacted event is accounted for"/>
      <testcase classname="evs.verify" name="snapshots: every snapshot is as it was written, and of an event that is there"/>
      <testcase classname="evs.verify" name="baselines: every baseline is what its events make by the rules that it names, which are kept"/>
      <testcase classname="evs.verify" name="schemas: every schema is as it was added, and can be used"/>
    </testsuite>
  </testsuites>

  $ evs verify -o github
  evs verify: 'evs.db' (3 events, head 3:<digest>) is verified

An earlier head is proven with it.

  $ head=$(evs stats | sed 's/.*"head":"//; s/".*//'); evs append order-8 OrderPaid -q >/dev/null; evs verify --since $head -o table | grep -E 'since|verified'
    since       ok: what the earlier head covered is unchanged
  verified: nothing is wrong

  $ evs verify --since 2:0000000000000000000000000000000000000000000000000000000000000000 -o table | grep -A 2 -E '^  since|verified'
    since       1 finding
      position 2: the digest at the end of commit 1 (positions 1 to 2) is <digest>: what was before it has been rewritten since the head was taken, or the head is another store's
      what to do: if the earlier head was taken from this store, its past was rewritten or its end cut off; compare with a backup
  not verified: 1 finding

  $ evs verify --since 99:0000000000000000000000000000000000000000000000000000000000000000 | head -1
  {"check":"since","position":99,"stream":null,"seq":null,"meaning":"the store ends at position 4: its end was cut off, or the head is another store's"}

  $ evs verify --since 3:abc
  ! evs: error: --since: '3:abc' is not a head [usage]
  !   hint: a head is a position, a colon and 64 lower-case hexadecimal digits; 'evs stats' prints that of a store
  [2]

  $ evs verify --quick --since $(evs stats | sed 's/.*"head":"//; s/".*//')
  ! evs: error: an earlier head can only be proven by hashing the contents [usage]
  !   hint: leave out --quick or --since
  [2]

What was changed behind its back is found, with exit status 1.

  $ cp evs.db bad.db; sqlite3 bad.db "UPDATE events SET data = '{\"total\":1}' WHERE position = 3; UPDATE event_ids SET entries = CAST(substr(entries, 1, instr(entries, x'000000000001') - 8) || substr(entries, instr(entries, x'000000000001') + 6) AS BLOB)"

  $ evs -s bad.db verify
  {"check":"chain","position":3,"stream":"order-7","seq":2,"meaning":"the digest of commit 2 (position 3) does not follow from its event: the event, or the record of the commit, was changed afterwards"}
  {"check":"lookups","position":1,"stream":"order-7","seq":1,"meaning":"the event is not found by its id"}
  {"verified":false,"events":4,"commits":3,"redactions":0,"findings":2,"checks":["format","log","file","events","payloads","commits","chain","streams","types","lookups","redactions","snapshots","schemas"],"head":"4:<digest>","snapshots":0,"refolded":0,"baselines":null,"emptied_baselines":null}
  [1]

  $ evs -s bad.db verify -o table
  looked at 4 events in 3 commits, 0 redactions, up to 4:<digest>
    format      ok: tables, key and journal mode are those of a store
    log         ok: the write-ahead log has lost no commit
    file        ok: the database passes SQLite's own check
    events      ok: every event can be read, and its names and id are valid
    payloads    ok: data is JSON and meta a JSON object
    commits     ok: every event is in exactly one commit
    chain       1 finding
      position 3, stream 'order-7', seq 2: the digest of commit 2 (position 3) does not follow from its event: the event, or the record of the commit, was changed afterwards
      what to do: the past was changed after it was written; compare with a backup or another copy, and find out who can write to the file
    streams     ok: seqs are 1 to version without holes, and streams agree with their events
    types       ok: counts and times of types agree with their events
    lookups     1 finding
      position 1, stream 'order-7', seq 1: the event is not found by its id
      what to do: the events can still be exported: 'evs export' into a new store makes these rows anew; find out who changed them
    redactions  ok: every redacted event is accounted for
    snapshots   ok: every snapshot is as it was written, and of an event that is there
    schemas     ok: every schema is as it was added, and can be used
  not verified: 2 findings
  [1]

  $ evs -s bad.db verify -o json | head -9
  [
    {
      "check": "chain",
      "position": 3,
      "stream": "order-7",
      "seq": 2,
      "meaning": "the digest of commit 2 (position 3) does not follow from its event: the event, or the record of the commit, was changed afterwards"
    },
    {

  $ evs -s bad.db verify -o junit | grep -A 3 -E 'testsuite |name=.chain'
    <testsuite name="evs verify bad.db" tests="13" failures="2">
      <testcase classname="evs.verify" name="format: tables, key and journal mode are those of a store"/>
      <testcase classname="evs.verify" name="log: the write-ahead log has lost no commit"/>
      <testcase classname="evs.verify" name="file: the database passes SQLite's own check"/>
  --
      <testcase classname="evs.verify" name="chain: every digest follows from the stored events">
        <failure type="chain" message="1 finding">position 3, stream 'order-7', seq 2: the digest of commit 2 (position 3) does not follow from its event: the event, or the record of the commit, was changed afterwards
  what to do: the past was changed after it was written; compare with a backup or another copy, and find out who can write to the file</failure>
      </testcase>

  $ evs -s bad.db verify -o github
  ::error title=evs verify%3A chain::position 3, stream 'order-7', seq 2: the digest of commit 2 (position 3) does not follow from its event: the event, or the record of the commit, was changed afterwards
  ::error title=evs verify%3A lookups::position 1, stream 'order-7', seq 1: the event is not found by its id
  evs verify: 'bad.db' (4 events, head 4:<digest>) is not verified: 2 findings
  [1]

Many findings are counted, and the first of each check are shown.

  $ for i in $(seq 60); do echo '{"stream":"s-1","type":"T"}'; done | evs -q -s many.db import >/dev/null; sqlite3 many.db "UPDATE events SET data = '{<&%' WHERE position > 10"

  $ evs -s many.db verify -o table | sed -n '/payloads/,/what to do/p' | sed '4,19d'
    payloads    50 findings
      position 11, stream 's-1', seq 11: data is not acceptable JSON at byte 1: not valid JSON
      position 12, stream 's-1', seq 12: data is not acceptable JSON at byte 1: not valid JSON
      position 29, stream 's-1', seq 29: data is not acceptable JSON at byte 1: not valid JSON
      position 30, stream 's-1', seq 30: data is not acceptable JSON at byte 1: not valid JSON
      … and 30 more
      what to do: the past was changed after it was written; compare with a backup or another copy, and find out who can write to the file

  $ evs -s many.db verify -o github | tail -2
  ::error title=evs verify%3A payloads::position 20, stream 's-1', seq 20: data is not acceptable JSON at byte 1: not valid JSON
  evs verify: 'many.db' (60 events, head 60:<digest>) is not verified: 51 findings, the first 10 shown

  $ evs -s many.db verify -o junit | grep -c 'not acceptable'; evs -s many.db verify -o junit | grep -m 1 'position 11,'
  50
        <failure type="payloads" message="50 findings">position 11, stream 's-1', seq 11: data is not acceptable JSON at byte 1: not valid JSON

  $ evs -s many.db verify | wc -l
  52

Names that a hostile store holds do no harm.

  $ cp evs.db odd.db; sqlite3 odd.db "UPDATE streams SET name = 'a<b>' || char(27) || '[1m' || char(10) || '%&\"' WHERE name = 'order-7'"

  $ evs -s odd.db verify -o github | grep "stream '" | head -1
  ::error title=evs verify%3A chain::position 3, stream 'a<b>\x1b[1m\x0a%25&"', seq 2: the digest of commit 2 (position 3) does not follow from its event: the event, or the record of the commit, was changed afterwards

  $ evs -s odd.db verify -o junit | grep -m 1 "stream '"
  position 3, stream 'a&lt;b&gt;\x1b[1m\x0a%&amp;&quot;', seq 2: the digest of commit 2 (position 3) does not follow from its event: the event, or the record of the commit, was changed afterwards

  $ evs -s odd.db verify -o ndjson | grep -m 1 control
  {"check":"streams","position":null,"stream":"a<b>\\x1b[1m\\x0a%&\"","seq":null,"meaning":"the stream name has a control character at byte 5"}

What is no store cannot be verified.

  $ evs -s orders.ndjson verify
  ! evs: error: 'orders.ndjson' is a log file, which keeps no commits and no digests [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]

  $ evs -s none.db verify
  ! evs: error: there is no store 'none.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ sqlite3 other.db 'CREATE TABLE notes (text)'; evs -s other.db verify
  ! evs: error: 'other.db' is not an evs store [damaged]
  !   hint: name the store with -s or EVS_STORE
  [7]

  $ mkdir folder; evs -s folder verify
  ! evs: error: cannot read 'folder': Is a directory [system]
  !   hint: name a file
  [8]

The words that people bring along lead here.

  $ evs check; evs fsck
  ! evs: error: there is no command 'check' [usage]
  !   hint: did you mean 'evs verify'?
  ! evs: error: there is no command 'fsck' [usage]
  !   hint: did you mean 'evs verify'?
  [2]

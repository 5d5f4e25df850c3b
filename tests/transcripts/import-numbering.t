--seq auto, the default, keeps the numbers of the source.

  $ line() { printf '{"id":"%s","stream":"%s","seq":%s,"type":"A","time":"2026-01-31T12:00:00Z"}\n' "$@"; }
  > (line e-1 a-1 1; line e-2 b-1 1; line e-3 a-1 2) >good.ndjson
  > (line e-1 zero-1 0; line e-2 zero-1 1; line e-3 zero-1 2) >zero.ndjson
  > (line e-1 hole-1 1; line e-2 hole-1 2; line e-4 hole-1 4) >hole.ndjson
  > (line e-2 turned-1 2; line e-1 turned-1 1) >turned.ndjson
  > (line e-1 twice-1 1; line e-2 twice-1 1) >twice.ndjson
  > line e-5 late-1 5 >late.ndjson

  $ evs -s good.db import -q good.ndjson; evs -s good.db streams | cut -d , -f 1-3
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}
  {"stream":"a-1","category":"a","version":2
  {"stream":"b-1","category":"b","version":1

A stream that starts at 0 is shifted by one, and the source's numbers are recognised in every run.

  $ evs -s zero.db import -q zero.ndjson; evs -s zero.db import -q zero.ndjson; evs -s zero.db read | cut -d , -f 1-3
  {"events":3,"streams":1,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}
  {"events":0,"streams":0,"skipped":3,"rejected":0,"position":3,"head":"3:<digest>"}
  {"id":"e-1","stream":"zero-1","seq":1
  {"id":"e-2","stream":"zero-1","seq":2
  {"id":"e-3","stream":"zero-1","seq":3

Holes, reorderings and repeated numbers are refused with the line.

  $ evs -s hole.db import hole.ndjson
  ! evs: created store 'hole.db'
  ! evs: error: 'hole.ndjson' line 3: seq 4 of stream 'hole-1' leaves a hole: the next one is 3 [bad-input]
  !   nothing was imported
  !   hint: put the missing events in front, or number them as they come with --seq assign
  [5]

  $ evs -s hole.db stats
  {"events":0,"streams":0,"categories":0,"types":0,"bytes":<number>,"head":"0:<digest>"}

  $ evs -s turned.db import turned.ndjson
  ! evs: created store 'turned.db'
  ! evs: error: 'turned.ndjson' line 1: seq 2 of stream 'turned-1' leaves a hole: the next one is 0 or 1 [bad-input]
  !   nothing was imported
  !   hint: put the missing events in front, or number them as they come with --seq assign
  [5]

  $ evs -s twice.db import twice.ndjson
  ! evs: created store 'twice.db'
  ! evs: error: 'twice.ndjson' line 2: seq 1 of stream 'twice-1' is out of order: the next one is 2 [bad-input]
  !   nothing was imported
  !   hint: put the missing events in front, or number them as they come with --seq assign
  [5]

  $ evs -s late.db import late.ndjson
  ! evs: created store 'late.db'
  ! evs: error: 'late.ndjson' line 1: seq 5 of stream 'late-1' leaves a hole: the next one is 0 or 1 [bad-input]
  !   nothing was imported
  !   hint: put the missing events in front, or number them as they come with --seq assign
  [5]

So is one that doesn't go on where the store ends.

  $ evs -s good.db import late.ndjson
  ! evs: error: 'late.ndjson' line 1: seq 5 of stream 'late-1' leaves a hole: the next one is 0 or 1 [bad-input]
  !   nothing was imported
  !   hint: put the missing events in front, or number them as they come with --seq assign
  [5]

  $ printf '{"id":"e-9","stream":"a-1","seq":4,"type":"A"}\n' | evs -s good.db import
  ! evs: error: standard input line 1: seq 4 of stream 'a-1' leaves a hole: the next one is 3 [bad-input]
  !   nothing was imported
  !   hint: put the missing events in front, or number them as they come with --seq assign
  [5]

Events without a number are numbered as they come.

  $ printf '{"id":"e-9","stream":"a-1","type":"A"}\n' | evs -s good.db import -q
  {"events":1,"streams":1,"skipped":0,"rejected":0,"position":4,"head":"4:<digest>"}

--seq assign numbers all of them as they come and keeps the source's number.

  $ evs -s assign.db import -q --seq assign hole.ndjson; evs -s assign.db import -q --seq assign turned.ndjson
  {"events":3,"streams":1,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}
  ! evs: error: 'turned.ndjson' line 1: id 'e-2' of a new event of stream 'turned-1' is taken by event 2 of stream 'hole-1' (position 2), whose stream differs [conflict]
  !   nothing was imported
  !   hint: send the event with an id of its own, or leave the id out
  [4]

  $ evs -s assign.db read
  {"id":"e-1","stream":"hole-1","seq":1,"position":1,"type":"A","schema":1,"time":"2026-01-31T12:00:00Z","data":{},"meta":{"source_seq":1}}
  {"id":"e-2","stream":"hole-1","seq":2,"position":2,"type":"A","schema":1,"time":"2026-01-31T12:00:00Z","data":{},"meta":{"source_seq":2}}
  {"id":"e-4","stream":"hole-1","seq":3,"position":3,"type":"A","schema":1,"time":"2026-01-31T12:00:00Z","data":{},"meta":{"source_seq":4}}

  $ evs -s assign.db import -q --seq assign hole.ndjson
  {"events":0,"streams":0,"skipped":3,"rejected":0,"position":3,"head":"3:<digest>"}

  $ evs import --seq other hole.ndjson
  ! evs: error: --seq: 'other' is none of: auto, assign [usage]
  [2]

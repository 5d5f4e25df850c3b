A line that is refused ends the import, and nothing of its batch is stored.

  $ cat >mixed.ndjson <<X
  > {"id":"e-1","stream":"a-1","type":"A","time":"2026-01-31T12:00:00Z"}
  > {"id":"e-2","stream":"a-1","type":"A",}
  > {"id":"e-3","stream":"a-1","type":"A","time":"2026-01-31T12:00:00Z"}
  > {"id":"e-4","stream":"a-1"}
  > [1]
  > {"id":"e-5","stream":"\$evs-purges","type":"Forged"}
  > {"id":"e-3","stream":"a-1","type":"Other","time":"2026-01-31T12:00:00Z"}
  > X

  $ evs import mixed.ndjson
  ! evs: created store 'evs.db'
  ! evs: error: 'mixed.ndjson' line 2, byte 35: not valid JSON [bad-input]
  !   nothing was imported
  [5]

  $ evs stats | cut -d , -f 1
  {"events":0

  $ evs import mixed.ndjson -o json
  ! evs: error: 'mixed.ndjson' line 2, byte 35: not valid JSON [bad-input]
  !   nothing was imported
  ! {"error":{"code":"bad-input","exit":5,"message":"'mixed.ndjson' line 2, byte 35: not valid JSON","hint":null,"details":{"file":"mixed.ndjson","line":2,"byte":35,"notes":["nothing was imported"]}}}
  [5]

  $ evs -s commits.db import --commit-every 1 mixed.ndjson
  ! evs: created store 'commits.db'
  ! evs: error: 'mixed.ndjson' line 2, byte 35: not valid JSON [bad-input]
  !   1 event was imported before; run it again to go on behind it
  [5]

  $ evs -s commits.db stats | cut -d , -f 1
  {"events":1

--on-error skip goes on, tells what it left out, and still ends with 5.

  $ evs -s skip.db import mixed.ndjson --on-error skip
  {"events":2,"streams":1,"skipped":0,"rejected":5,"position":2,"head":"2:<digest>"}
  ! evs: created store 'skip.db'
  ! evs: rejected: 'mixed.ndjson' line 2, byte 35: not valid JSON
  ! evs: rejected: 'mixed.ndjson' line 4, byte 1: "type" is missing
  ! evs: rejected: 'mixed.ndjson' line 5, byte 1: an event is a JSON object
  ! evs: rejected: 'mixed.ndjson' line 6, byte 1: stream '$evs-purges': names that start with $ are evs's own
  ! evs: rejected: 'mixed.ndjson' line 7: id 'e-3' of a new event of stream 'a-1' is taken by event 2 of stream 'a-1' (position 2), whose type differs
  [5]

  $ evs -s skip.db read | cut -d , -f 1-4
  {"id":"e-1","stream":"a-1","seq":1,"position":1
  {"id":"e-3","stream":"a-1","seq":2,"position":2

  $ evs -s skip.db import mixed.ndjson --on-error skip -q
  {"events":0,"streams":0,"skipped":2,"rejected":5,"position":2,"head":"2:<digest>"}
  [5]

--on-error quarantine=FILE puts the refused lines aside, where they can be mended and imported.

  $ evs -s aside.db import mixed.ndjson --on-error quarantine=bad.ndjson -q
  {"events":2,"streams":1,"skipped":0,"rejected":5,"position":2,"head":"2:<digest>"}
  [5]

  $ cat bad.ndjson; stat -c %a bad.ndjson
  {"id":"e-2","stream":"a-1","type":"A",}
  {"id":"e-4","stream":"a-1"}
  [1]
  {"id":"e-5","stream":"$evs-purges","type":"Forged"}
  {"id":"e-3","stream":"a-1","type":"Other","schema":1,"time":"2026-01-31T12:00:00Z","data":{},"meta":{}}
  600

It replaces no file, and makes none if nothing was refused.

  $ evs -s aside.db import mixed.ndjson --on-error quarantine=bad.ndjson -q; ls *.tmp
  ! evs: error: 'bad.ndjson' already exists [conflict]
  !   hint: name another file, or move this one away
  ! ls: cannot access '*.tmp': No such file or directory
  [2]

  $ head -1 mixed.ndjson | evs -s aside.db import --on-error quarantine=none.ndjson -q; ls none.ndjson
  {"events":0,"streams":0,"skipped":1,"rejected":0,"position":2,"head":"2:<digest>"}
  ! ls: cannot access 'none.ndjson': No such file or directory
  [2]

Many refusals are counted, not told.

  $ seq 30 | evs -s many.db import --on-error skip
  {"events":0,"streams":0,"skipped":0,"rejected":30,"position":0,"head":"0:<digest>"}
  ! evs: created store 'many.db'
  ! evs: rejected: standard input line 1, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 2, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 3, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 4, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 5, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 6, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 7, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 8, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 9, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 10, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 11, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 12, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 13, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 14, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 15, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 16, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 17, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 18, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 19, byte 1: an event is a JSON object
  ! evs: rejected: standard input line 20, byte 1: an event is a JSON object
  ! evs: rejected: 10 more
  [5]

  $ evs import mixed.ndjson --on-error quarantine=
  ! evs: error: --on-error: 'quarantine=' is none of: stop, skip, quarantine=FILE [usage]
  [2]

  $ evs import mixed.ndjson --on-error ignore
  ! evs: error: --on-error: 'ignore' is none of: stop, skip, quarantine=FILE [usage]
  [2]

The same id with other content is a conflict that names both.

  $ evs -s conflict.db append a-1 A --id e-1 --time 2026-01-30T00:00:00Z -q
  {"stream":"a-1","seq":1,"position":1,"id":"e-1"}

  $ evs -s conflict.db import mixed.ndjson
  ! evs: error: 'mixed.ndjson' line 1: id 'e-1' of a new event of stream 'a-1' is taken by event 1 of stream 'a-1' (position 1), whose time differs [conflict]
  !   nothing was imported
  !   hint: send the event with an id of its own, or leave the id out
  [4]

  $ printf '%s\n' '{"id":"x","stream":"a-1","type":"A"}' '{"id":"x","stream":"a-2","type":"A"}' | evs -s within.db import
  ! evs: created store 'within.db'
  ! evs: error: standard input line 2: id 'x' of a new event of stream 'a-2' is taken by event 1 of stream 'a-1' (position 1), whose stream differs [conflict]
  !   nothing was imported
  !   hint: send the event with an id of its own, or leave the id out
  [4]

Every reason has its place.

  $ reject() { printf '%s\n' "$1" | evs -s reasons.db import 2>&1 | sed -n 's/^evs: error: standard input line 1, //p'; }
  > reject '{"stream":"a-1","type":"A","stream":"a-2"}'
  > reject '{"stream":"a-1","type":"A","shema":1}'
  > reject '{"stream":"a-1","type":"A","schema":0}'
  > reject '{"stream":"a-1","type":"A","schema":"1"}'
  > reject '{"stream":"a-1","type":"A","time":"today"}'
  > reject '{"stream":"a-1","type":"A","time":"2026-02-29T00:00:00Z"}'
  > reject '{"stream":"a-1","type":"A","time":1769817600}'
  > reject '{"stream":"a-1","type":"A","seq":-1}'
  > reject '{"stream":"a-1","type":"A","seq":1.5}'
  > reject '{"stream":"a-1","type":"A","meta":[]}'
  > reject '{"stream":"a-1","type":"A","id":""}'
  > reject '{"stream":"a-1","type":"A","id":7}'
  > reject '{"stream":"","type":"A"}'
  > reject '{"stream":"a\nb","type":"A"}'
  > reject '{"stream":"a-1","type":""}'
  > reject '{"stream":"a-1","type":"A","data":01}'
  > reject '{"stream":"a-1","type":"A","data":truth}'
  > reject '{"stream":"a-1","type":"A","data":"\ud800"}'
  > reject '{"stream":"a-1","type":"A",}'
  > reject '{"stream":"a-1" "type":"A"}'
  > reject '{"stream":"a-1","type":"A"} {}'
  > reject '{"stream":"a-1","type":"A"'
  > reject "{\"stream\":\"a-1\",\"type\":\"A\",\"data\":\"$(printf '\377')\"}"
  > reject "{\"stream\":\"a-1\",\"type\":\"A\",\"data\":\"$(printf '\t')\"}"
  > reject "{\"stream\":\"a-1\",\"type\":\"A\",\"data\":$(printf '[%.0s' $(seq 200))$(printf ']%.0s' $(seq 200))}"
  > reject ''
  byte 37: "stream" stands twice in the object [bad-input]
  byte 36: "shema" is not a key of an event line; what the application adds belongs into "data" or "meta" [bad-input]
  byte 37: "schema" must be at least 1 [bad-input]
  byte 37: "schema" must be a whole number that is not negative [bad-input]
  byte 35: time 'today' is not RFC 3339, like 2026-01-31T12:00:00.123Z [bad-input]
  byte 35: time '2026-02-29T00:00:00Z' names a day that does not exist [bad-input]
  byte 35: "time" must be a string [bad-input]
  byte 34: "seq" must be a whole number that is not negative [bad-input]
  byte 34: "seq" must be a whole number that is not negative [bad-input]
  byte 35: "meta" must be an object [bad-input]
  byte 33: the id is empty [bad-input]
  byte 33: "id" must be a string [bad-input]
  byte 11: the stream name is empty [bad-input]
  byte 11: the stream name has a control character at byte 2 [bad-input]
  byte 24: the type is empty [bad-input]
  byte 35: a value is expected here [bad-input]
  byte 35: a word is none of true, false, null [bad-input]
  byte 35: a string holds an escape that is not valid (or half of a surrogate pair) [bad-input]
  byte 24: not valid JSON [bad-input]
  byte 11: not valid JSON [bad-input]
  byte 29: something follows the end of the value [bad-input]
  byte 1: an object or array is not closed [bad-input]
  byte 36: not valid UTF-8 [bad-input]
  byte 36: a control character stands unescaped in a string [bad-input]
  byte 162: nests deeper than 128 levels [bad-input]

  $ printf '{"stream":"a-1","type":"A","data":"\0"}' | evs -s reasons.db import
  ! evs: error: standard input line 1, byte 36: a control character stands unescaped in a string [bad-input]
  !   nothing was imported
  [5]

What was stored from the files before the faulty one is counted.

  $ echo '{"stream":"file-1","type":"Written","id":"f-1"}' >whole.ndjson; head -c 30 whole.ndjson >half.ndjson

  $ evs -q -s files.db import whole.ndjson half.ndjson
  ! evs: error: 'half.ndjson' line 1, byte 1: a string is not closed [bad-input]
  !   1 event was imported before; run it again to go on behind it
  [5]

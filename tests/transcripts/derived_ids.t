Events without an id get one that is made from their place and content. In a log it is the same whether all of it is
read or one stream.

  $ printf '%s\n' '{"stream":"a-1","type":"T"}' '{"stream":"b-1","type":"T"}' '{"stream":"a-1","type":"T"}' '{"stream":"b-1","type":"T"}' > log.ndjson
  $ evs -s log.ndjson read -o csv | cut -d, -f1-3
  id,stream,seq
  d681b819-4346-8a68-99c6-69307f1c5100,a-1,1
  28ad5452-0642-8a47-b41d-8fe1b1bcbea6,b-1,1
  4f9b4f0d-af15-8943-a797-d53685389f35,a-1,2
  9fb2e9e0-40a1-84a2-8292-7a49265090ff,b-1,2
  $ evs -s log.ndjson read b-1 -o csv | cut -d, -f1-3
  id,stream,seq
  28ad5452-0642-8a47-b41d-8fe1b1bcbea6,b-1,1
  9fb2e9e0-40a1-84a2-8292-7a49265090ff,b-1,2

An import makes them with a secret of the store: in another store they are others, and here they are the same.

  $ evs import log.ndjson -o ndjson | cut -d, -f1-4
  {"events":4,"streams":2,"skipped":0,"rejected":0
  ! evs: created store 'evs.db'
  $ evs import log.ndjson -o ndjson | cut -d, -f1-4
  {"events":0,"streams":0,"skipped":4,"rejected":0
  $ evs -s other.db -q import log.ndjson >/dev/null; evs export >one; evs -s other.db export >two; grep -cFf one two
  0
  [1]
  $ cut -d, -f2-6 one >rest; cut -d, -f2-6 two | diff rest - && grep -c '^{"id":"[0-9a-f-]\{14\}4' one
  4

A purge erases the secret. Whether an event without id is stored, or was erased, cannot be told from then on.

  $ echo 'personal "T" { none = true } personal "Joined" { subject = "/id" }' >model.lua
  $ evs -q append user-ada@x.org Joined '{"id":"ada@x.org"}' >/dev/null; evs purge --subject ada@x.org --yes -q >/dev/null
  $ evs import log.ndjson
  ! evs: error: 'log.ndjson' line 1: the event has no id, and a purge has erased what such ids are made with here: whether the event is stored, or was erased, cannot be told [bad-input]
  !   nothing was imported
  !   hint: leave out what was imported before and take the rest with --as-new, or give the events ids
  [5]
  $ evs import log.ndjson --on-error quarantine=bad.ndjson -o ndjson | cut -d, -f1-4; cat bad.ndjson
  {"events":0,"streams":0,"skipped":0,"rejected":4
  {"stream":"a-1","type":"T","schema":1,"data":{},"meta":{}}
  {"stream":"b-1","type":"T","schema":1,"data":{},"meta":{}}
  {"stream":"a-1","type":"T","schema":1,"data":{},"meta":{}}
  {"stream":"b-1","type":"T","schema":1,"data":{},"meta":{}}
  ! evs: rejected: 'log.ndjson' line 1: the event has no id, and a purge has erased what such ids are made with here: whether the event is stored, or was erased, cannot be told
  ! evs: rejected: 'log.ndjson' line 2: the event has no id, and a purge has erased what such ids are made with here: whether the event is stored, or was erased, cannot be told
  ! evs: rejected: 'log.ndjson' line 3: the event has no id, and a purge has erased what such ids are made with here: whether the event is stored, or was erased, cannot be told
  ! evs: rejected: 'log.ndjson' line 4: the event has no id, and a purge has erased what such ids are made with here: whether the event is stored, or was erased, cannot be told
  $ echo '{"stream":"c-1","type":"T"}' | evs import --as-new -o ndjson | cut -d, -f1-4
  {"events":1,"streams":1,"skipped":0,"rejected":0
  $ echo '{"stream":"c-1","type":"T"}' | evs import --as-new -o ndjson | cut -d, -f1-4
  {"events":0,"streams":0,"skipped":1,"rejected":0
  $ evs verify -o table | tail -1
  verified: nothing is wrong

An id of version 8 may be a digest of what the event says, wherever it comes from, and goes with it.

  $ evs -s digests.db append user-ada@x.org Joined '{"id":"ada@x.org"}' --id 7d3b257f-e99e-80b3-b091-47aecbcd4a44 -q
  {"stream":"user-ada@x.org","seq":1,"position":1,"id":"7d3b257f-e99e-80b3-b091-47aecbcd4a44"}
  $ evs -s digests.db purge --subject ada@x.org --yes -q | grep -o '"ids":[0-9]*'; evs -s digests.db export | grep -c 7d3b257f
  "ids":1
  0
  [1]

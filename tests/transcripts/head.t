head prints the fingerprint of the whole log.

  $ evs init -q; evs head
  0:0000000000000000000000000000000000000000000000000000000000000000

  $ evs head --log -o json
  []

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z"}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z"}
  > {"id":"e-3","stream":"order-7","type":"OrderPaid","time":"2026-01-31T12:02:00Z"}
  > X
  $ evs import -q --commit-every 2 orders.ndjson >summary; evs head >written-down; tr -d 0-9a-f <written-down; wc -c <written-down
  :
  67

It is the head that writes end with, and that stats shows.

  $ grep -c "\"head\":\"$(cat written-down)\"" summary; evs stats -o ndjson | grep -c "\"head\":\"$(cat written-down)\""
  1
  1

  $ evs head -o ndjson | sed 's/[0-9a-f]\{64\}/<digest>/g'
  {"head":"3:<digest>","position":3,"digest":"<digest>"}

  $ evs head -o table | sed 's/[0-9a-f]\{64\}/<digest>/g'
  head      3:<digest>
  position  3
  digest    <digest>

The commits, with the digest after each; the last is that of the head.

  $ evs head --log | sed 's/[0-9a-f]\{64\}/<digest>/g'
  {"commit":1,"first_position":1,"count":2,"digest":"<digest>"}
  {"commit":2,"first_position":3,"count":1,"digest":"<digest>"}

  $ evs head --log | tail -n 1 | grep -c "$(cut -d : -f 2 written-down)"
  1

  $ evs head --log -o table | sed 's/[0-9a-f]\{64\}/<digest>/g'
  COMMIT  FIRST_POSITION  COUNT  DIGEST
       1               1      2  <digest>
       2               3      1  <digest>

  $ evs head --log -o text
  ! evs: error: only the head alone has the format 'text' [usage]
  [2]

A log file has no digest.

  $ evs -s orders.ndjson head
  ! evs: error: 'orders.ndjson' is a log file, which keeps no commits and no digests [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]

  $ evs -s missing.db head
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

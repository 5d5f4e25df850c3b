Where a type is enforced, append and import refuse events that do not match the schema of their version, or have none.

  $ evs -q init
  $ echo '{"type":"object","required":["total"],"properties":{"total":{"type":"integer"}}}' >order.json
  $ evs schema enforce OrderPlaced
  ! evs: error: there is no schema for type 'OrderPlaced' [not-found]
  !   hint: 'evs schema list' lists them; 'evs schema add TYPE N FILE' adds one
  [3]
  $ evs -q schema add OrderPlaced 1 order.json >/dev/null
  $ evs append order-7 OrderPlaced '{"total":"before"}' --id e-1
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}
  $ evs schema enforce OrderPlaced
  {"enforced":"type","type":"OrderPlaced"}
  $ evs schema enforce --list -o table
  ENFORCED  TYPE
  type      OrderPlaced

  $ evs append order-7 OrderPlaced '{"total":1.5}'
  ! evs: error: an event does not match schema 1 of type 'OrderPlaced': /total must be an integer, and is 1.5 [bad-input]
  !   nothing was appended
  !   hint: 'evs schema show TYPE N' prints the schema
  [5]
  $ evs append order-7 OrderPlaced '{}' -o json
  ! evs: error: an event does not match schema 1 of type 'OrderPlaced': the data lacks the member "total" [bad-input]
  !   nothing was appended
  !   hint: 'evs schema show TYPE N' prints the schema
  ! {"error":{"code":"bad-input","exit":5,"message":"an event does not match schema 1 of type 'OrderPlaced': the data lacks the member \"total\"","hint":"'evs schema show TYPE N' prints the schema","details":{"stream":"order-7","type":"OrderPlaced","schema":1,"pointer":"","notes":["nothing was appended"]}}}
  [5]
  $ evs append order-7 OrderPlaced '{"total":2}' --schema 2
  ! evs: error: there is no schema 2 of type 'OrderPlaced', and events without one are refused [bad-input]
  !   nothing was appended
  !   hint: add it with 'evs schema add TYPE N FILE'; 'evs schema enforce --list' shows what needs one
  [5]
  $ evs append order-7 OrderPlaced '{"total":"before"}' --id e-1
  {"stream":"order-7","seq":1,"position":1,"id":"e-1","already_stored":true}
  $ evs append order-7 OrderPlaced '{"total":2}' --id e-2
  {"stream":"order-7","seq":2,"position":2,"id":"e-2"}
  $ evs append order-7 Other '{"total":1.5}' --id e-3
  {"stream":"order-7","seq":3,"position":3,"id":"e-3"}

A batch is stored whole or not at all, each line of --each by itself.

  $ cat >batch.ndjson <<X
  > {"type":"OrderPlaced","data":{"total":3},"id":"e-4"}
  > {"type":"OrderPlaced","data":{"total":[]},"id":"e-5"}
  > X
  $ evs append order-7 --batch batch.ndjson
  ! evs: error: an event does not match schema 1 of type 'OrderPlaced': /total must be an integer, and is an array [bad-input]
  !   it is event 2 of the batch
  !   nothing was appended
  !   hint: 'evs schema show TYPE N' prints the schema
  [5]
  $ evs stats -o json | grep '"events"'
    "events": 3,
  $ sed 's/{/{"stream":"order-7",/' batch.ndjson | evs append --each
  {"stream":"order-7","seq":4,"position":4,"id":"e-4"}
  {"error":{"code":"bad-input","exit":5,"message":"an event does not match schema 1 of type 'OrderPlaced': /total must be an integer, and is an array","hint":"'evs schema show TYPE N' prints the schema","details":{"stream":"order-7","type":"OrderPlaced","schema":1,"pointer":"/total","notes":["nothing was appended"]}}}
  [5]

Imports put such events aside as they do bad lines.

  $ sed 's/{/{"stream":"order-9",/; s/e-/i-/' batch.ndjson >import.ndjson
  $ evs import import.ndjson
  ! evs: error: 'import.ndjson' line 2: an event does not match schema 1 of type 'OrderPlaced': /total must be an integer, and is an array [bad-input]
  !   nothing was imported
  !   hint: 'evs schema show TYPE N' prints the schema
  [5]
  $ evs import import.ndjson --on-error quarantine=bad.ndjson | sed 's/"head":.*/"head":.../'
  {"events":1,"streams":1,"skipped":0,"rejected":1,"position":5,"head":...
  ! evs: rejected: 'import.ndjson' line 2: an event does not match schema 1 of type 'OrderPlaced': /total must be an integer, and is an array
  $ cat bad.ndjson
  {"id":"i-5","stream":"order-9","type":"OrderPlaced","schema":1,"data":{"total":[]},"meta":{}}

Enforcement can end; every type can be enforced, also from the beginning.

  $ evs schema enforce --off OrderPlaced
  $ evs append order-7 OrderPlaced '{}' --id e-6
  {"stream":"order-7","seq":5,"position":6,"id":"e-6"}
  $ evs schema check
  {"position":1,"stream":"order-7","seq":1,"type":"OrderPlaced","schema":1,"against":1,"pointer":"/total","reason":"must be an integer, and is a string","as":"stored"}
  {"position":6,"stream":"order-7","seq":5,"type":"OrderPlaced","schema":1,"against":1,"pointer":"","reason":"lacks the member \"total\"","as":"stored"}
  ! evs: 2 of 6 events do not match; 1 without a schema
  [1]
  $ evs schema enforce --all
  {"enforced":"every type","type":null}
  $ evs schema enforce --off OrderPlaced
  ! evs: error: every type is enforced; 'OrderPlaced' cannot be left out [conflict]
  !   hint: 'evs schema enforce --all --off' ends that, and then 'evs schema enforce TYPE' names the types
  [4]
  $ evs append order-7 Other
  ! evs: error: there is no schema 1 of type 'Other', and events without one are refused [bad-input]
  !   nothing was appended
  !   hint: add it with 'evs schema add TYPE N FILE'; 'evs schema enforce --list' shows what needs one
  [5]
  $ evs schema enforce --all --off
  $ evs schema enforce
  ! evs: error: either a TYPE or --all must be given [usage]
  !   hint: evs schema enforce TYPE, evs schema enforce --off TYPE, or evs schema enforce --list
  [2]
  $ evs schema enforce --list --off
  ! evs: error: --list changes nothing, and takes nothing else [usage]
  !   hint: evs schema enforce TYPE, evs schema enforce --off TYPE, or evs schema enforce --list
  [2]

  $ evs -s strict.db init --strict
  ! evs: created store 'strict.db'
  $ evs -s strict.db schema enforce --list -o json
  [
    {
      "enforced": "every type",
      "type": null
    }
  ]
  $ evs -s strict.db append order-7 OrderPlaced '{"total":2}'
  ! evs: error: there is no schema 1 of type 'OrderPlaced', and events without one are refused [bad-input]
  !   nothing was appended
  !   hint: add it with 'evs schema add TYPE N FILE'; 'evs schema enforce --list' shows what needs one
  [5]
  $ evs -q -s strict.db schema add OrderPlaced 1 order.json >/dev/null
  $ evs -s strict.db append order-7 OrderPlaced '{"total":2}' --id e-1
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}

replay folds the events of a stream to its state.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{}}
  > {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  > {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"items":{"A":1}},"meta":{}}
  > {"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"OrderPaid","schema":2,"time":"2026-01-31T12:03:00Z","data":{"paid":true,"customer":null},"meta":{}}
  > {"id":"e-5","stream":"cart-1","seq":1,"position":5,"type":"ItemAdded","schema":1,"time":"2026-02-01T00:00:00Z","data":{"items":{"B":2}},"meta":{}}
  > X
  $ evs import -q orders.ndjson >/dev/null

  $ evs replay order-7
  {"items":{"A":1},"paid":true}

  $ evs replay order-7 -o json
  {
    "items": {
      "A": 1
    },
    "paid": true
  }

As it was.

  $ evs replay order-7 --at-seq 1; evs replay order-7 --at-seq 2; evs replay order-7 --at-seq 3
  {"customer":"c-1"}
  {"customer":"c-1","items":{"A":1}}
  {"items":{"A":1},"paid":true}

  $ evs replay order-7 --at-position 3; evs replay order-7 --at-position 99; evs replay order-7 --at-time 2026-01-31T12:00:30Z; evs replay order-7 --at-time 2026-02-01
  {"customer":"c-1","items":{"A":1}}
  {"items":{"A":1},"paid":true}
  {"customer":"c-1"}
  {"items":{"A":1},"paid":true}

  $ evs replay order-7 --at-seq 4
  ! evs: error: stream 'order-7' ends with seq 3; it has no 4 [not-found]
  [3]

  $ evs replay order-7 --at-position 0
  ! evs: error: stream 'order-7' had no events at that moment [not-found]
  !   hint: 'evs read order-7 --limit 1' shows its first event
  [3]

  $ evs replay order-7 --at-time 2026-01-30 -o json
  ! evs: error: stream 'order-7' had no events at that moment [not-found]
  !   hint: 'evs read order-7 --limit 1' shows its first event
  ! {"error":{"code":"not-found","exit":3,"message":"stream 'order-7' had no events at that moment","hint":"'evs read order-7 --limit 1' shows its first event","details":{"stream":"order-7"}}}
  [3]

  $ evs replay order-7 --at-seq 0
  ! evs: error: --at-seq: '0' is not a whole number of at least 1 [usage]
  [2]

  $ evs replay order-7 --at-time noon
  ! evs: error: --at-time: time 'noon' is not RFC 3339, like 2026-01-31T12:00:00.123Z [usage]
  [2]

Every stream, or those of a category, a line each, by name.

  $ evs replay --all
  {"stream":"cart-1","seq":1,"state":{"items":{"B":2}}}
  {"stream":"order-7","seq":3,"state":{"items":{"A":1},"paid":true}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2"}}

  $ evs replay --category order --at-position 3
  {"stream":"order-7","seq":2,"state":{"customer":"c-1","items":{"A":1}}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2"}}

  $ evs replay --all --at-time 2026-01-31T12:01:00Z
  {"stream":"order-7","seq":1,"state":{"customer":"c-1"}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2"}}

  $ evs replay --category cart -o json
  [
    {
      "stream": "cart-1",
      "seq": 1,
      "state": {
        "items": {
          "B": 2
        }
      }
    }
  ]

  $ evs replay --category none
  ! evs: no stream of category 'none' has events at that moment

  $ evs replay --category none -o json -q
  []

The reducer last keeps the last event's data.

  $ evs replay order-7 --reducer last; evs replay --all --reducer last --at-position 3
  {"paid":true,"customer":null}
  {"stream":"order-7","seq":2,"state":{"items":{"A":1}}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2"}}

  $ evs replay order-7 --reducer first
  ! evs: error: --reducer: 'first' is none of: model, merge-patch, last [usage]
  [2]

JSON Merge Patch: null removes, objects merge, anything else replaces; numbers and strings keep their spelling.

  $ for data in '{"b":{"x":1.10,"y":[1,{"z":null}]},"a":"\u00e9"}' '{"b":{"x":null,"n":12345678901234567890}}' '{"c":{"d":null,"e":{}}}'; do evs append m-1 M "$data" -q >/dev/null; done

  $ evs replay m-1; evs append m-1 M '[1, 2]' -q >/dev/null; evs replay m-1; evs append m-1 M '{"x":1}' -q >/dev/null; evs replay m-1
  {"a":"\u00e9","b":{"n":12345678901234567890,"y":[1,{"z":null}]},"c":{"e":{}}}
  [1,2]
  {"x":1}

What is asked for must be there, and be clear.

  $ evs replay order-9
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs replay order-9 -o json
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  ! {"error":{"code":"not-found","exit":3,"message":"there is no stream 'order-9'","hint":"'evs streams' lists them","details":{"stream":"order-9"}}}
  [3]

  $ evs -s missing.db replay --all
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs replay
  ! evs: error: what to replay is missing [usage]
  !   hint: name a stream, or say --category NAME or --all
  [2]

  $ evs replay order-7 --all
  ! evs: error: replay takes one of STREAM, --category and --all [usage]
  !   hint: name a stream, or say --category NAME or --all
  [2]

  $ evs replay order-7 order-8
  ! evs: error: 'order-8' is one word too many for 'evs replay' [usage]
  !   hint: 'evs help replay' shows what the command takes; a value with spaces needs quotes
  [2]

  $ evs replay order-7 --at-seq 1 --at-position 1
  ! evs: error: --at-seq, --at-time and --at-position exclude each other [usage]
  [2]

  $ evs replay --all --at-seq 1
  ! evs: error: --at-seq counts the events of one stream [usage]
  !   hint: name a stream, or use --at-position or --at-time
  [2]

  $ evs replay order-7 -o table
  ! evs: error: 'evs replay' has no output format 'table' [usage]
  !   hint: it has: json, ndjson
  [2]

  $ evs replay '$evs-purges'
  ! evs: error: there is no stream '$evs-purges' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs -s empty.db init; evs -s empty.db replay --all; evs -s empty.db replay --all -o json
  []
  ! evs: created store 'empty.db'

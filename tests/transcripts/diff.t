diff compares two moments of a stream, two models, or two stores.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"total":5}}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z","data":{"total":7}}
  > {"id":"e-3","stream":"order-7","type":"Refunded","time":"2026-01-31T12:02:00Z","data":{"amount":2}}
  > {"id":"e-4","stream":"order-9","type":"Refunded","time":"2026-01-31T12:03:00Z","data":{"amount":3}}
  > {"id":"e-5","stream":"cart-1","type":"ItemAdded","time":"2026-01-31T12:04:00Z","data":{"sku":"A"}}
  > X
  $ evs -q import orders.ndjson >/dev/null

Two moments of a stream. The first is the beginning, the second now, unless they are said.

  $ evs diff order-7 --from-seq 1 --to-seq 2
  {"stream":"order-7","from_seq":1,"to_seq":2,"patch":[{"op":"add","path":"/amount","value":2}],"before":{"total":5},"after":{"amount":2,"total":5},"before_error":null,"after_error":null}
  {"equal":false,"streams":1,"different":1,"failed":0}
  [1]
  $ evs diff order-7 --from-seq 0 --to-time 2026-01-31T12:01:00Z | head -n 1
  {"stream":"order-7","from_seq":0,"to_seq":1,"patch":[{"op":"replace","path":"","value":{"total":5}}],"before":null,"after":{"total":5},"before_error":null,"after_error":null}
  $ evs diff order-7 --to-position 1 | head -n 1
  {"stream":"order-7","from_seq":0,"to_seq":1,"patch":[{"op":"replace","path":"","value":{"total":5}}],"before":null,"after":{"total":5},"before_error":null,"after_error":null}
  $ evs diff order-7 --from-seq 2 --to-seq 1 | grep -o '"patch":[^]]*]'
  "patch":[{"op":"remove","path":"/amount"}]
  $ evs diff order-7 --from-position 3
  {"equal":true,"streams":1,"different":0,"failed":0}
  $ evs diff order-7 --from-time 2025-01-01 --reducer last | grep -o '"before".*'
  "before":null,"after":{"amount":2},"before_error":null,"after_error":null}
  $ evs diff order-7 --from-seq 1 -o json
  [
    {
      "stream": "order-7",
      "from_seq": 1,
      "to_seq": 2,
      "patch": [
        {
          "op": "add",
          "path": "/amount",
          "value": 2
        }
      ],
      "before": {
        "total": 5
      },
      "after": {
        "amount": 2,
        "total": 5
      },
      "before_error": null,
      "after_error": null
    },
    {
      "equal": false,
      "streams": 1,
      "different": 1,
      "failed": 0
    }
  ]
  [1]

Two models: which streams change if the one takes the place of the other, and how.

  $ cat >old.lua <<X
  > reducer "order" {
  >   OrderPlaced = function(s, e) s.total = e.data.total end,
  >   Refunded = function(s, e) s.total = s.total + e.data.amount end,
  > }
  > X
  $ sed 's/s.total + e.data/(s.total or 0) - e.data/' old.lua >fixed.lua
  $ evs diff --all --model old.lua --against fixed.lua
  {"stream":"order-7","from_seq":2,"to_seq":2,"patch":[{"op":"replace","path":"/total","value":3}],"before":{"total":7},"after":{"total":3},"before_error":null,"after_error":null}
  {"stream":"order-9","from_seq":1,"to_seq":1,"patch":null,"before":null,"after":{"total":-3},"before_error":"old.lua:3: attempt to perform arithmetic on a nil value (field 'total'); in rule 'Refunded' of reducer 'order', at event 1 of stream 'order-9' (Refunded, position 4)","after_error":null}
  {"equal":false,"streams":4,"different":2,"failed":0}
  [1]
  $ evs diff --category cart --model old.lua --against fixed.lua
  {"equal":true,"streams":1,"different":0,"failed":0}
  $ evs diff order-8 order-7 order-8 --model old.lua --against fixed.lua
  {"stream":"order-7","from_seq":2,"to_seq":2,"patch":[{"op":"replace","path":"/total","value":3}],"before":{"total":7},"after":{"total":3},"before_error":null,"after_error":null}
  {"equal":false,"streams":2,"different":1,"failed":0}
  [1]
  $ evs diff order-7 --model old.lua --against fixed.lua --to-seq 1
  {"equal":true,"streams":1,"different":0,"failed":0}
  $ evs diff --all --model old.lua --against fixed.lua --to-time 2026-01-31T12:01:30Z
  {"equal":true,"streams":2,"different":0,"failed":0}
  $ evs diff --category order --model old.lua --against old.lua
  {"equal":true,"streams":3,"different":0,"failed":1}
  $ evs diff order-8 --against fixed.lua; evs diff order-7 --reducer last --against fixed.lua | grep -o '"before".*'
  {"equal":true,"streams":1,"different":0,"failed":0}
  "before":{"amount":2},"after":{"total":3},"before_error":null,"after_error":null}
  $ evs -s orders.ndjson diff --all --model old.lua --against fixed.lua | tail -n 1
  {"equal":false,"streams":4,"different":2,"failed":0}

Two stores, or a store and a log file: from which seq on they differ.

  $ evs diff --other orders.ndjson
  {"equal":true,"streams":4,"different":0,"failed":0}
  $ cat >test.ndjson <<X
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z","data":{"total":7}}
  > {"id":"e-6","stream":"order-8","type":"Refunded","time":"2026-01-31T12:06:00Z","data":{"amount":1}}
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"total":5}}
  > {"id":"e-4","stream":"order-9","type":"Refunded","time":"2026-01-31T12:03:01Z","data":{"amount":4}}
  > {"id":"e-7","stream":"zoo-1","type":"Opened","time":"2026-01-31T12:07:00Z","data":{}}
  > X
  $ evs -q -s test.db import test.ndjson >/dev/null
  $ evs diff --other test.db
  {"stream":"cart-1","seq":1,"difference":"only-here","version":1,"other_version":0,"parts":[],"patch":null,"event":{"id":"e-5","stream":"cart-1","seq":1,"position":5,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:04:00Z","data":{"sku":"A"},"meta":{}},"other_event":null}
  {"stream":"order-7","seq":2,"difference":"longer-here","version":2,"other_version":1,"parts":[],"patch":null,"event":{"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"Refunded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"amount":2},"meta":{}},"other_event":null}
  {"stream":"order-8","seq":2,"difference":"longer-there","version":1,"other_version":2,"parts":[],"patch":null,"event":null,"other_event":{"id":"e-6","stream":"order-8","seq":2,"position":2,"type":"Refunded","schema":1,"time":"2026-01-31T12:06:00Z","data":{"amount":1},"meta":{}}}
  {"stream":"order-9","seq":1,"difference":"content","version":1,"other_version":1,"parts":["time","data"],"patch":[{"op":"replace","path":"/data/amount","value":4},{"op":"replace","path":"/time","value":"2026-01-31T12:03:01Z"}],"event":{"id":"e-4","stream":"order-9","seq":1,"position":4,"type":"Refunded","schema":1,"time":"2026-01-31T12:03:00Z","data":{"amount":3},"meta":{}},"other_event":{"id":"e-4","stream":"order-9","seq":1,"position":4,"type":"Refunded","schema":1,"time":"2026-01-31T12:03:01Z","data":{"amount":4},"meta":{}}}
  {"stream":"zoo-1","seq":1,"difference":"only-there","version":0,"other_version":1,"parts":[],"patch":null,"event":null,"other_event":{"id":"e-7","stream":"zoo-1","seq":1,"position":5,"type":"Opened","schema":1,"time":"2026-01-31T12:07:00Z","data":{},"meta":{}}}
  {"equal":false,"streams":5,"different":5,"failed":0}
  [1]
  $ evs diff --other test.db -o json | tail -n 8
    },
    {
      "equal": false,
      "streams": 5,
      "different": 5,
      "failed": 0
    }
  ]
  $ evs diff --other test.ndjson >log; evs -s orders.ndjson diff --other test.db | diff - log
  $ evs -s test.db diff --other evs.db | grep -o '"difference":"[^"]*"'
  "difference":"only-there"
  "difference":"longer-there"
  "difference":"longer-here"
  "difference":"content"
  "difference":"only-here"
  $ evs diff --category cart --other test.db | tail -n 1
  {"equal":false,"streams":1,"different":1,"failed":0}
  $ evs diff order-7 --other test.db | grep -o '"seq":[0-9]*,"difference":"[^"]*"'
  "seq":2,"difference":"longer-here"
  $ evs diff zoo-1 --other test.db | grep -o '"difference":"[^"]*"'
  "difference":"only-there"

What makes no sense is refused.

  $ evs diff order-7
  ! evs: error: what to compare is missing [usage]
  !   hint: say two moments (--from-seq 3 --to-seq 9), another model (--against), or another store (--other)
  [2]
  $ evs diff order-7 order-8 --from-seq 1
  ! evs: error: two moments are compared of one stream [usage]
  !   hint: name one stream; --against compares models, --other compares stores
  [2]
  $ evs diff --all --to-position 3
  ! evs: error: two moments are compared of one stream [usage]
  !   hint: name one stream; --against compares models, --other compares stores
  [2]
  $ evs diff order-7 --from-seq 1 --from-position 3
  ! evs: error: --from-seq, --from-time and --from-position exclude each other [usage]
  [2]
  $ evs diff --against fixed.lua
  ! evs: error: what to compare is missing [usage]
  !   hint: name streams, or say --category NAME or --all
  [2]
  $ evs diff order-7 --from-seq 1 --against fixed.lua
  ! evs: error: two models are compared at one moment [usage]
  !   hint: leave out --from-seq, --from-time and --from-position
  [2]
  $ evs diff --all --to-seq 1 --against fixed.lua
  ! evs: error: --to-seq counts the events of one stream [usage]
  !   hint: name one stream, or use --to-position or --to-time
  [2]
  $ evs diff --other test.db --against fixed.lua
  ! evs: error: --against and --other exclude each other [usage]
  [2]
  $ evs diff --other test.db --to-seq 1
  ! evs: error: two stores are compared by their events, not by states at a moment [usage]
  !   hint: leave out moments, --model and --reducer
  [2]
  $ evs diff order-7 --other test.db --all
  ! evs: error: --other takes streams, or --category, or --all [usage]
  [2]
  $ evs diff order-7 --from-seq 3
  ! evs: error: stream 'order-7' ends with seq 2; it has no 3 [not-found]
  [3]
  $ evs diff order-6 --from-seq 1; evs diff order-6 --other test.db; evs diff order-6 --against fixed.lua
  ! evs: error: there is no stream 'order-6' [not-found]
  !   hint: 'evs streams' lists them
  ! evs: error: there is no stream 'order-6' [not-found]
  !   hint: 'evs streams' lists them
  ! evs: error: there is no stream 'order-6' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ evs diff --other none.db
  ! evs: error: there is no store 'none.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]
  $ evs diff order-7 --from-seq 1 --model none.lua
  ! evs: error: there is no file 'none.lua' [not-found]
  [3]
  $ cat orders.ndjson | evs diff --other -
  ! evs: error: a comparison reads a store more than once; this one can be read only once [usage]
  !   hint: write the input to a file first
  [2]
  $ evs compare
  ! evs: error: there is no command 'compare' [usage]
  !   hint: did you mean 'evs diff'?
  [2]

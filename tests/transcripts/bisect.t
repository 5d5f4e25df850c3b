bisect finds the first event after which a condition does not hold.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"total":5},"meta":{"actor":"ada"}}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z","data":{"total":7}}
  > {"id":"e-3","stream":"order-7","type":"Refunded","time":"2026-01-31T12:02:00Z","data":{"total":-4},"meta":{"actor":"bob","reason":"complaint 12"}}
  > {"id":"e-4","stream":"order-7","type":"Corrected","time":"2026-01-31T12:03:00Z","data":{"total":0}}
  > X
  $ evs -q import orders.ndjson >/dev/null

  $ evs bisect order-7 's.total >= 0'
  {"holds":false,"condition":"s.total >= 0","actor":"bob","reason":"complaint 12","event":{"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"Refunded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"total":-4},"meta":{"actor":"bob","reason":"complaint 12"}},"patch":[{"op":"replace","path":"/total","value":-4}],"before":{"total":5},"after":{"total":-4}}
  $ evs bisect order-7 's.total >= 0' -o json
  {
    "holds": false,
    "condition": "s.total >= 0",
    "actor": "bob",
    "reason": "complaint 12",
    "event": {
      "id": "e-3",
      "stream": "order-7",
      "seq": 2,
      "position": 3,
      "type": "Refunded",
      "schema": 1,
      "time": "2026-01-31T12:02:00Z",
      "data": {
        "total": -4
      },
      "meta": {
        "actor": "bob",
        "reason": "complaint 12"
      }
    },
    "patch": [
      {
        "op": "replace",
        "path": "/total",
        "value": -4
      }
    ],
    "before": {
      "total": 5
    },
    "after": {
      "total": -4
    }
  }
  $ evs bisect order-7 's.total < 6'
  {"holds":true,"streams":1,"events":3}
  [1]
  $ evs bisect --category order 's.total < 6'; evs bisect --all 'e.type ~= "Corrected"' -s orders.ndjson
  {"holds":false,"condition":"s.total < 6","actor":null,"reason":null,"event":{"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"total":7},"meta":{}},"patch":[{"op":"replace","path":"","value":{"total":7}}],"before":null,"after":{"total":7}}
  {"holds":false,"condition":"e.type ~= \"Corrected\"","actor":null,"reason":null,"event":{"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"Corrected","schema":1,"time":"2026-01-31T12:03:00Z","data":{"total":0},"meta":{}},"patch":[{"op":"replace","path":"/total","value":0}],"before":{"total":-4},"after":{"total":0}}
  $ evs bisect order-8 'true'
  {"holds":true,"streams":1,"events":1}
  [1]

The condition may call what the model has, and an invariant may stand in its place.

  $ cat >model.lua <<X
  > function worth(s) return s.total end
  > reducer "order" { default = "merge", invariant = { ["total is positive"] = function(s) return s.total > 0 end } }
  > X
  $ evs bisect order-7 'worth(s) ~= 0' | grep -o '"id":"[^"]*"'
  "id":"e-4"
  $ evs bisect order-7 --invariant 'total is positive' | grep -o '"patch".*'
  "patch":[{"op":"replace","path":"/total","value":-4}],"before":{"total":5},"after":{"total":-4}}
  $ evs bisect --category order --invariant 'total is negative'
  ! evs: error: the model has no invariant "total is negative" [usage]
  !   hint: 'evs model show' lists them
  [2]
  $ evs bisect order-7 --invariant 'total is positive' --reducer last
  ! evs: error: --invariant needs a model [usage]
  !   hint: name it with --model or EVS_MODEL
  [2]

What makes no sense is refused.

  $ evs bisect order-7
  ! evs: error: bisect takes a stream and a condition here [usage]
  !   hint: evs bisect order-7 's.total >= 0', or --category order 's.total >= 0', or order-7 --invariant SENTENCE
  [2]
  $ evs bisect --category order
  ! evs: error: bisect takes a condition here [usage]
  !   hint: evs bisect order-7 's.total >= 0', or --category order 's.total >= 0', or order-7 --invariant SENTENCE
  [2]
  $ evs bisect --category order --all 'true'
  ! evs: error: --all and --category exclude each other [usage]
  [2]
  $ evs bisect order-7 'true' 'false'
  ! evs: error: bisect takes a stream and a condition here [usage]
  !   hint: evs bisect order-7 's.total >= 0', or --category order 's.total >= 0', or order-7 --invariant SENTENCE
  [2]
  $ evs bisect order-7 --invariant 'total is positive' 'true'
  ! evs: error: bisect takes a stream here [usage]
  !   hint: evs bisect order-7 's.total >= 0', or --category order 's.total >= 0', or order-7 --invariant SENTENCE
  [2]
  $ evs bisect order-9 'true'
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ evs bisect order-7 's.total >'
  ! evs: error: the condition: unexpected symbol near ')' [usage]
  !   hint: a condition is a Lua expression over the state s and the event e, such as 's.total >= 0'
  [2]
  $ evs bisect order-7 's.nothing.total > 0'
  ! evs: error: the condition: attempt to index a nil value (field 'nothing') [usage]
  !   asked after event 1 of stream 'order-7' (OrderPlaced, position 1)
  [2]
  $ evs bisect order-7 'os.exit(0)'
  ! evs: error: the condition: attempt to index a nil value (global 'os') [usage]
  !   asked after event 1 of stream 'order-7' (OrderPlaced, position 1)
  [2]

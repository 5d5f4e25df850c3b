--where lets those events through for which a Lua expression over the event holds.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"total":5},"meta":{"actor":"ada"}}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z","data":{"total":70}}
  > {"id":"e-3","stream":"order-7","type":"OrderPaid","time":"2026-01-31T12:02:00Z","data":{},"meta":{"actor":"bob"}}
  > {"id":"e-4","stream":"order-8","type":"OrderPaid","time":"2026-01-31T12:03:00Z","data":{}}
  > X
  $ evs -q import orders.ndjson >/dev/null

  $ evs read --where 'e.meta.actor == "bob"'
  {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"OrderPaid","schema":1,"time":"2026-01-31T12:02:00Z","data":{},"meta":{"actor":"bob"}}
  $ evs read --where 'e.data.total' --reverse --limit 1 | grep -o '"id":"[^"]*"'
  "id":"e-2"
  $ evs -s orders.ndjson read --type OrderPlaced --where 'e.data.total > 10' | grep -o '"id":"[^"]*"'
  "id":"e-2"
  $ evs read order-7 --where 'e.seq > 1' -o json | grep '"id"'
      "id": "e-3",
  $ evs export --where 'e.stream == "order-8"' | grep -o '"id":"[^"]*"'
  "id":"e-2"
  "id":"e-4"
  $ evs read --where 'false'; evs read --where 'false' -o json
  []
  $ cat orders.ndjson | evs -s - read --follow --where 'e.type == "OrderPaid"' --limit 1 | grep -o '"id":"[^"]*"'
  "id":"e-3"
  $ evs read --follow --where 'e.type == "OrderPaid"' --limit 2 | grep -o '"id":"[^"]*"'
  "id":"e-3"
  "id":"e-4"

It may call what the model has.

  $ cat >model.lua <<X
  > function is_large(e) return e.type == "OrderPlaced" and e.data.total > 50 end
  > X
  $ evs read --where 'is_large(e)' | grep -o '"id":"[^"]*"'
  "id":"e-2"
  $ mv model.lua rules.lua; evs export --model rules.lua --where 'is_large(e)' | grep -o '"id":"[^"]*"'
  "id":"e-2"

What fails, fails with the event at which it did.

  $ evs read --where 'is_large(e)'
  ! evs: error: the condition: attempt to call a nil value (global 'is_large') [usage]
  !   asked of event 1 of stream 'order-7' (OrderPlaced, position 1)
  [2]
  $ evs read --where 'e.data.total > 1' | grep -o '"id":"[^"]*"'
  "id":"e-1"
  "id":"e-2"
  ! evs: error: the condition: attempt to compare number with nil [usage]
  !   asked of event 2 of stream 'order-7' (OrderPaid, position 3)
  $ evs read --where 'e.seq ='
  ! evs: error: the condition: ')' expected near '=' [usage]
  !   hint: it is a Lua expression over the event e, such as 'e.data.total > 100'
  [2]
  $ evs read --follow --where ')'
  ! evs: error: the condition: unexpected symbol near ')' [usage]
  !   hint: it is a Lua expression over the event e, such as 'e.data.total > 100'
  [2]
  $ evs read --where 's.total > 1'
  ! evs: error: the condition: there is no state s here, only the event e [usage]
  !   hint: it is a Lua expression over the event e, such as 'e.data.total > 100'
  [2]
  $ evs read --where ''
  ! evs: error: the value of option '--where' is empty [usage]
  [2]
  $ evs read --where 'true' --model none.lua
  ! evs: error: there is no file 'none.lua' [not-found]
  [3]
  $ evs read order-9 --where 'true'
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ evs read --model rules.lua --raw
  ! evs: error: --raw and --model exclude each other, unless a --where calls what the model has [usage]
  [2]
  $ evs export --salts --where 'true'
  ! evs: error: --salts and --where exclude each other [usage]
  [2]

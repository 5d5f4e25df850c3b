A model says what events mean. model init begins one from what the store holds.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{"actor":"ada"}}
  > {"id":"e-2","stream":"order-7","type":"ItemAdded","time":"2026-01-31T12:01:00Z","data":{"sku":"A/1","price":5},"meta":{"actor":"bob"}}
  > {"id":"e-3","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:02:00Z","data":{"customer":"c-2"}}
  > {"id":"e-4","stream":"order-7","type":"Refunded","time":"2026-01-31T12:03:00Z","data":{"amount":9},"meta":{"actor":"bob"}}
  > {"id":"e-5","stream":"cart-1","type":"ItemAdded","time":"2026-01-31T12:04:00Z","data":{"sku":"B"}}
  > X
  $ evs -q import orders.ndjson >/dev/null

  $ evs model init --model skeleton.lua; cat skeleton.lua
  -- What the events mean: evs-model(5) says what can stand here.
  -- A rule changes the state s by the event e, in place, or returns another state.
  -- As it stands, every event's data is merged into the state.

  reducer "cart" {
    initial = {},

    on = {
      -- 1 event
      -- e.data.sku: string
      ItemAdded = function(s, e)
        return merge(s, e.data)
      end,
    },

    -- What always holds; 'evs replay --check' asks after every event.
    invariant = {
      -- ["total is never negative"] = function(s) return s.total >= 0 end,
    },

    -- Events, and the state that they must make; 'evs model check' runs them.
    test = {
      -- { { type = "TYPE", data = { total = 1 } }, { total = 1 } },
    },
  }

  reducer "order" {
    initial = {},

    on = {
      -- 1 event
      -- e.data.price: number
      -- e.data.sku: string
      ItemAdded = function(s, e)
        return merge(s, e.data)
      end,

      -- 2 events
      -- e.data.customer: string
      OrderPlaced = function(s, e)
        return merge(s, e.data)
      end,

      -- 1 event
      -- e.data.amount: number
      Refunded = function(s, e)
        return merge(s, e.data)
      end,
    },

    -- What always holds; 'evs replay --check' asks after every event.
    invariant = {
      -- ["total is never negative"] = function(s) return s.total >= 0 end,
    },

    -- Events, and the state that they must make; 'evs model check' runs them.
    test = {
      -- { { type = "TYPE", data = { total = 1 } }, { total = 1 } },
    },
  }
  ! evs: wrote the model 'skeleton.lua'
  $ evs model init --model skeleton.lua
  ! evs: error: 'skeleton.lua' already exists [conflict]
  !   hint: name another file, or move this one away
  [4]
  $ evs model check --model skeleton.lua; evs replay --all --model skeleton.lua
  {"stream":"cart-1","seq":1,"state":{"sku":"B"}}
  {"stream":"order-7","seq":3,"state":{"amount":9,"customer":"c-1","price":5,"sku":"A/1"}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2"}}

The model that is used from here on. It is found in the working directory.

  $ cat >model.lua <<X
  > reducer "order" {
  >   initial = { items = array{}, total = 0 },
  >   OrderPlaced = function(s, e) s.customer = e.data.customer end,
  >   ItemAdded = function(s, e)
  >     append(s.items, e.data.sku)
  >     s.total = s.total + e.data.price
  >   end,
  >   Refunded = function(s, e) s.total = s.total - e.data.amount end,
  >   invariant = { ["total is never negative"] = function(s) return s.total >= 0 end },
  >   test = {
  >     { name = "an item", { type = "ItemAdded", data = { sku = "A", price = 5 } }, { items = { "A" }, total = 5 } },
  >   },
  > }
  > X
  $ evs replay order-7; evs replay --all; evs replay --category order --at-position 3
  {"customer":"c-1","items":["A/1"],"total":-4}
  {"stream":"cart-1","seq":1,"state":{"sku":"B"}}
  {"stream":"order-7","seq":3,"state":{"customer":"c-1","items":["A/1"],"total":-4}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2","items":[],"total":0}}
  {"stream":"order-7","seq":2,"state":{"customer":"c-1","items":["A/1"],"total":5}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2","items":[],"total":0}}
  $ evs model show
  {"declares":"reducer","name":"order","place":"model.lua:1","types":["ItemAdded","OrderPlaced","Refunded"],"default":"error","invariants":["total is never negative"],"tests":1,"command":null,"upcast":null,"personal":null,"rewrite":null}
  $ evs model check
  {"check":"test","category":"order","name":"an item","passed":true,"note":null}
  {"check":"type","category":"cart","name":"ItemAdded","passed":true,"note":"no reducer, folded by merge patch: 1 event"}
  $ evs model check -o table
  CHECK  CATEGORY  NAME       PASSED  NOTE
  test   order     an item    true
  type   cart      ItemAdded  true    no reducer, folded by merge patch: 1 event

--model comes before EVS_MODEL, which comes before the working directory; --reducer sets the model aside.

  $ echo 'reducer "order" { default = "ignore" }' >other.lua
  $ EVS_MODEL=other.lua evs replay order-7; EVS_MODEL=other.lua evs replay order-7 --model model.lua; evs replay order-7 --reducer last; evs replay order-7 --reducer model
  {}
  {"customer":"c-1","items":["A/1"],"total":-4}
  {"amount":9}
  {"customer":"c-1","items":["A/1"],"total":-4}
  $ EVS_MODEL= evs replay order-7
  ! evs: error: EVS_MODEL is set, but empty [usage]
  !   hint: unset it, or give it the name of a model
  [2]
  $ evs replay order-7 --model none.lua
  ! evs: error: there is no file 'none.lua' [not-found]
  [3]
  $ evs replay order-7 --model model.lua --reducer last
  ! evs: error: --model and --reducer last exclude each other [usage]
  [2]
  $ (mkdir sub && cd sub && evs -s ../evs.db replay order-7 --reducer model)
  ! evs: error: there is no model [usage]
  !   hint: name it with --model or EVS_MODEL; 'evs model init' begins one
  [2]
  $ evs replay order-7 -v
  {"customer":"c-1","items":["A/1"],"total":-4}
  ! evs: using the model 'model.lua'
  ! evs: reading 'evs.db' (sqlite)

--trace shows what each event does.

  $ evs replay order-7 --trace
  {"event":{"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{"actor":"ada"}},"patch":[{"op":"add","path":"/customer","value":"c-1"}]}
  {"event":{"id":"e-2","stream":"order-7","seq":2,"position":2,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:01:00Z","data":{"sku":"A/1","price":5},"meta":{"actor":"bob"}},"patch":[{"op":"add","path":"/items/0","value":"A/1"},{"op":"replace","path":"/total","value":5}]}
  {"event":{"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"Refunded","schema":1,"time":"2026-01-31T12:03:00Z","data":{"amount":9},"meta":{"actor":"bob"}},"patch":[{"op":"replace","path":"/total","value":-4}]}
  $ evs replay order-7 --trace --at-seq 1 -o json
  [
    {
      "event": {
        "id": "e-1",
        "stream": "order-7",
        "seq": 1,
        "position": 1,
        "type": "OrderPlaced",
        "schema": 1,
        "time": "2026-01-31T12:00:00Z",
        "data": {
          "customer": "c-1"
        },
        "meta": {
          "actor": "ada"
        }
      },
      "patch": [
        {
          "op": "add",
          "path": "/customer",
          "value": "c-1"
        }
      ]
    }
  ]
  $ evs replay order-7 --trace --at-time 2026-01-31T12:01:30Z | wc -l
  2
  $ evs replay order-7 --trace --reducer merge-patch --at-seq 2
  {"event":{"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{"actor":"ada"}},"patch":[{"op":"replace","path":"","value":{"customer":"c-1"}}]}
  {"event":{"id":"e-2","stream":"order-7","seq":2,"position":2,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:01:00Z","data":{"sku":"A/1","price":5},"meta":{"actor":"bob"}},"patch":[{"op":"add","path":"/price","value":5},{"op":"add","path":"/sku","value":"A/1"}]}
  $ evs replay order-9 --trace
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ evs replay order-7 --trace --at-seq 9 | wc -l
  3
  ! evs: error: stream 'order-7' ends with seq 3; it has no 9 [not-found]

Of several streams it follows the log.

  $ evs replay --category order --trace | grep -o '"stream":"[^"]*","seq":[0-9]*\|"patch".*'
  "stream":"order-7","seq":1
  "patch":[{"op":"add","path":"/customer","value":"c-1"}]}
  "stream":"order-7","seq":2
  "patch":[{"op":"add","path":"/items/0","value":"A/1"},{"op":"replace","path":"/total","value":5}]}
  "stream":"order-8","seq":1
  "patch":[{"op":"add","path":"/customer","value":"c-2"}]}
  "stream":"order-7","seq":3
  "patch":[{"op":"replace","path":"/total","value":-4}]}
  $ cat orders.ndjson | evs -s - replay --all --trace | grep -o '"id":"[^"]*"'
  "id":"e-1"
  "id":"e-2"
  "id":"e-3"
  "id":"e-4"
  "id":"e-5"
  $ evs replay --all --trace --at-time 2026-01-31T12:01:30Z | grep -o '"id":"[^"]*"'
  "id":"e-1"
  "id":"e-2"
  $ cat orders.ndjson | evs -s - replay --all --trace --at-time 2026-01-31
  ! evs: error: the states at a time take a store that can be read again [usage]
  !   hint: write the input to a file first
  [2]
  $ evs replay --category none --trace -o json
  []
  ! evs: no stream of category 'none' has events at that moment

--check stops at the first event after which an invariant does not hold.

  $ evs replay order-7 --check
  {"holds":false,"invariant":"total is never negative","actor":"bob","reason":null,"event":{"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"Refunded","schema":1,"time":"2026-01-31T12:03:00Z","data":{"amount":9},"meta":{"actor":"bob"}},"patch":[{"op":"replace","path":"/total","value":-4}],"before":{"customer":"c-1","items":["A/1"],"total":5},"after":{"customer":"c-1","items":["A/1"],"total":-4}}
  [1]
  $ evs replay order-7 --check --at-seq 2
  {"holds":true,"streams":1,"events":2}
  $ evs replay --all --check
  {"holds":false,"invariant":"total is never negative","actor":"bob","reason":null,"event":{"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"Refunded","schema":1,"time":"2026-01-31T12:03:00Z","data":{"amount":9},"meta":{"actor":"bob"}},"patch":[{"op":"replace","path":"/total","value":-4}],"before":{"customer":"c-1","items":["A/1"],"total":5},"after":{"customer":"c-1","items":["A/1"],"total":-4}}
  [1]
  $ evs replay --category order --check --at-position 3
  {"holds":true,"streams":2,"events":3}
  $ cat orders.ndjson | evs -s - replay order-7 --check | grep -o '"before".*'
  "before":{"customer":"c-1","items":["A/1"],"total":5},"after":{"customer":"c-1","items":["A/1"],"total":-4}}
  $ evs replay --category cart --check
  ! evs: error: the model has no invariants for category 'cart' [usage]
  !   hint: a reducer takes them as invariant = { ["what always holds"] = function(s, e) ... end }
  [2]
  $ evs replay order-7 --check --reducer last
  ! evs: error: --check needs a model: invariants stand in its reducers [usage]
  !   hint: name it with --model or EVS_MODEL; 'evs model init' begins one
  [2]
  $ evs replay --all --check --at-time 2026-01-31T12:00:30Z
  {"holds":true,"streams":1,"events":1}
  $ evs replay --all --check --at-time 2027-01-01 | grep -o '"before".*'
  "before":{"customer":"c-1","items":["A/1"],"total":5},"after":{"customer":"c-1","items":["A/1"],"total":-4}}
  $ evs replay order-7 --check --trace
  ! evs: error: --trace, --check, --from-baseline and --raw-history exclude each other [usage]
  [2]
  $ evs replay order-9 --check
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]

model check says what fails, and which types nobody speaks of.

  $ sed 's/total = 5/total = 6/; /Refunded =/d' model.lua >wrong.lua; evs model check --model wrong.lua
  {"check":"test","category":"order","name":"an item","passed":false,"note":"/total is 5, not 6"}
  {"check":"type","category":"cart","name":"ItemAdded","passed":true,"note":"no reducer, folded by merge patch: 1 event"}
  {"check":"type","category":"order","name":"Refunded","passed":false,"note":"no rule speaks of it: 1 event"}
  [1]
  $ evs model check --model wrong.lua | grep -c '"passed":false'
  2
  $ (mkdir empty && cd empty && evs model check --model ../model.lua)
  {"check":"test","category":"order","name":"an item","passed":true,"note":null}
  ! evs: there is no store here, so only the model's own tests were run
  $ evs model show --model /dev/null
  $ (cd empty && evs model show)
  ! evs: error: there is no model [not-found]
  !   hint: name it with --model or EVS_MODEL; 'evs model init' begins one
  [3]
  $ (cd empty && evs model init)
  ! evs: error: there is no store 'evs.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]
  $ evs model
  ! evs: error: ACTION is missing [usage]
  !   hint: 'evs help model' shows what the command takes
  [2]
  $ evs model look
  ! evs: error: ACTION: 'look' is none of: init, check, show [usage]
  [2]

A rule for persons speaks of events as they are stored, so those are what it is held against.

  $ evs -q -s upcast.db append user-1 Joined '{"name":"Ada"}' | cut -c 1-40
  {"stream":"user-1","seq":1,"position":1,
  $ cat >upcast.lua <<X
  > upcast "Joined" { from = 1, to = 1, to_type = "Entered", function(e) return e end }
  > personal "Joined" { subject = "/name" }
  > reducer "user" { default = "merge" }
  > X
  $ evs -s upcast.db model check --model upcast.lua; sed -i 's/personal "Joined"/personal "Left"/' upcast.lua; evs -s upcast.db model check --model upcast.lua
  {"check":"type","category":"user","name":"Entered","passed":true,"note":"left to the default: 1 event"}
  {"check":"type","category":"user","name":"Entered","passed":true,"note":"left to the default: 1 event"}
  {"check":"personal","category":"user","name":"Joined","passed":false,"note":"no personal rule speaks of it: 1 event of schema 1"}
  [1]

Errors name the line, the rule and the event.

  $ evs replay order-7 --model wrong.lua
  ! evs: error: wrong.lua:1: reducer 'order' has no rule for 'Refunded' [bad-input]
  !   at event 3 of stream 'order-7' (Refunded, position 4)
  !   hint: write a function for it, or a default: "merge", "ignore" or a function
  [5]
  $ echo 'reducer "order" { OrderPlaced = function(s, e) s.x = e.data.x.y end }' >bad.lua; evs replay order-7 --model bad.lua
  ! evs: error: bad.lua:1: attempt to index a nil value (field 'x') [bad-input]
  !   in rule 'OrderPlaced' of reducer 'order', at event 1 of stream 'order-7' (OrderPlaced, position 1)
  !   hint: 'evs read order-7 --from-seq 1 --to-seq 1' shows the event
  [5]
  $ evs replay order-7 --model bad.lua -o json
  ! evs: error: bad.lua:1: attempt to index a nil value (field 'x') [bad-input]
  !   in rule 'OrderPlaced' of reducer 'order', at event 1 of stream 'order-7' (OrderPlaced, position 1)
  !   hint: 'evs read order-7 --from-seq 1 --to-seq 1' shows the event
  ! {"error":{"code":"bad-input","exit":5,"message":"bad.lua:1: attempt to index a nil value (field 'x')","hint":"'evs read order-7 --from-seq 1 --to-seq 1' shows the event","details":{"stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","reducer":"order","notes":["in rule 'OrderPlaced' of reducer 'order', at event 1 of stream 'order-7' (OrderPlaced, position 1)"]}}}
  [5]
  $ echo 'reducer "order" { default = function(s, e) s.x = { 1, y = 2 } end }' >bad.lua; evs replay order-7 --model bad.lua
  ! evs: error: bad.lua:1: reducer 'order' made a state that is not JSON at /x [bad-input]
  !   a table is half array, half object: it has items, and a key that is no item's number; found after event 3 of stream 'order-7'
  !   hint: 'evs replay order-7 --trace' stops at the event that did it
  [5]
  $ echo 'reducer "order" {' >bad.lua; evs replay order-7 --model bad.lua
  ! evs: error: bad.lua:2: unexpected symbol near <eof> [bad-input]
  [5]
  $ echo 'projection "orders" {}' >bad.lua; evs replay order-7 --model bad.lua
  ! evs: error: bad.lua:1: this version of evs does not know the declaration 'projection' yet [bad-input]
  [5]
  $ echo 'reducer "order" { default = function() while true do end end }' >bad.lua; evs replay order-7 --model bad.lua
  ! evs: error: bad.lua:1: it took more than 50000000 steps [bad-input]
  !   in the default of reducer 'order', at event 1 of stream 'order-7' (OrderPlaced, position 1)
  !   hint: 'evs read order-7 --from-seq 1 --to-seq 1' shows the event
  [5]

A number that Lua has none for is told of once.

  $ echo 'reducer "n" { T = function(s, e) s.n = e.data end }' >n.lua; for i in 1 2; do evs append n-1 T 12345678901234567890 -q >/dev/null; done; evs replay n-1 --model n.lua
  {"n":1.2345678901234567e+19}
  ! evs: the number 12345678901234567890 in event 1 of stream 'n-1' is not exact in a model, which has integers of 64 bits and doubles

A reducer may be a program. A model that was only found starts none.

  $ cat >fold <<X
  > #!/bin/sh
  > n=0; while read -r line; do n=\$((n + 1)); echo "{\"n\": \$n}"; done
  > X
  $ chmod +x fold; echo 'reducer "order" { command = { "./fold" } }' >model.lua; evs replay order-7 --model model.lua; evs replay order-8 --model "$PWD/model.lua"
  {"n":3}
  {"n":1}
  $ evs replay order-7
  ! evs: error: model.lua:1: reducer 'order' is a program, './fold' [usage]
  !   a model that was only found in the working directory starts no programs
  !   hint: name the model, with --model model.lua or EVS_MODEL, if you trust it
  [2]
  $ printf '#!/bin/sh\nread -r line\necho what\nread -r line\n' >fold; evs replay order-7 --model model.lua
  ! evs: error: the answer of './fold' is not acceptable JSON at byte 1: a value is expected here [bad-input]
  !   it folds event 1 of stream 'order-7' (OrderPlaced, position 1), as model.lua:1 says
  !   hint: the program must print one line of JSON, the state, for each event line, and nothing else
  [5]
  $ printf '#!/bin/sh\nexit 7\n' >fold; evs replay order-7 --model model.lua
  ! evs: error: './fold' ended with status 7 instead of answering [system]
  !   it folds event 1 of stream 'order-7' (OrderPlaced, position 1), as model.lua:1 says
  [8]
  $ printf '#!/bin/sh\nexec sleep 60\n' >fold; evs replay order-7 --model model.lua --timeout 0.2
  ! evs: error: './fold' did not answer within 0.2 s [system]
  !   it folds event 1 of stream 'order-7' (OrderPlaced, position 1), as model.lua:1 says
  !   hint: it must flush its output after each line; --timeout sets how long to wait
  [8]
  $ rm fold; evs replay order-7 --model model.lua
  ! evs: error: model.lua:1: cannot start './fold': No such file or directory [system]
  [8]

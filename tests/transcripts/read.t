read shows events in the order of the log.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{}}
  > {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  > {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"items":{"A":1}},"meta":{}}
  > {"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"OrderPaid","schema":2,"time":"2026-01-31T12:03:00Z","data":{"paid":true,"customer":null},"meta":{}}
  > {"id":"e-5","stream":"cart-1","seq":1,"position":5,"type":"ItemAdded","schema":1,"time":"2026-02-01T00:00:00Z","data":{"items":{"B":2}},"meta":{}}
  > X
  $ evs import -q orders.ndjson >/dev/null

  $ evs read
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{}}
  {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"items":{"A":1}},"meta":{}}
  {"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"OrderPaid","schema":2,"time":"2026-01-31T12:03:00Z","data":{"paid":true,"customer":null},"meta":{}}
  {"id":"e-5","stream":"cart-1","seq":1,"position":5,"type":"ItemAdded","schema":1,"time":"2026-02-01T00:00:00Z","data":{"items":{"B":2}},"meta":{}}

  $ evs read | diff - orders.ndjson && echo same
  same

Selectors narrow down. The events of the helper function are their ids.

  $ cat >ids <<'X'
  > #!/bin/sh
  > evs read "$@" | sed 's/{"id":"\([^"]*\)".*/\1/' | tr '\n' ' '; echo
  > X
  $ chmod +x ids

  $ ./ids order-7; ./ids order-7 cart-1; ./ids cart-1 order-7; ./ids order-7 order-7
  e-1 e-3 e-4 
  e-1 e-3 e-4 e-5 
  e-1 e-3 e-4 e-5 
  e-1 e-3 e-4 

  $ ./ids --category order; ./ids --category order order-8 cart-1
  e-1 e-2 e-3 e-4 
  e-2 

  $ ./ids --type ItemAdded; ./ids --type ItemAdded --type OrderPaid; ./ids order-7 --type ItemAdded
  e-3 e-5 
  e-3 e-4 e-5 
  e-3 

  $ ./ids order-7 --from-seq 2; ./ids order-7 --to-seq 2; ./ids order-7 --from-seq 2 --to-seq 2
  e-3 e-4 
  e-1 e-3 
  e-3 

  $ ./ids --from-position 4; ./ids --to-position 2; ./ids --from-position 2 --to-position 3; ./ids --from-position 0
  e-4 e-5 
  e-1 e-2 
  e-2 e-3 
  e-1 e-2 e-3 e-4 e-5 

  $ ./ids --since 2026-02-01; ./ids --since 2026-01-31T12:03:00Z; ./ids --until 2026-01-31T13:01:00+01:00; ./ids --since 2026-01-31T12:01:00Z --until 2026-01-31T12:02:00Z
  e-5 
  e-4 e-5 
  e-1 e-2 
  e-2 e-3 

  $ ./ids --limit 2; ./ids --reverse; ./ids --reverse --limit 2; ./ids --limit 0; ./ids order-7 --reverse --limit 1
  e-1 e-2 
  e-5 e-4 e-3 e-2 e-1 
  e-5 e-4 

  e-4 

  $ evs read --from-seq 2
  ! evs: error: --from-seq and --to-seq count the events of one stream [usage]
  !   hint: name one stream, or use --from-position and --to-position
  [2]

  $ evs read order-7 order-8 --to-seq 2
  ! evs: error: --from-seq and --to-seq count the events of one stream [usage]
  !   hint: name one stream, or use --from-position and --to-position
  [2]

  $ evs read --from-seq 0 order-7
  ! evs: error: --from-seq: '0' is not a whole number of at least 1 [usage]
  [2]

  $ evs read --since yesterday
  ! evs: error: --since: time 'yesterday' is not RFC 3339, like 2026-01-31T12:00:00.123Z [usage]
  [2]

  $ evs read --until 2026-13-01
  ! evs: error: --until: time '2026-13-01T00:00:00Z' names a day that does not exist [usage]
  [2]

Formats.

  $ evs read order-7 --limit 2 -o json
  [
    {
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
      "meta": {}
    },
    {
      "id": "e-3",
      "stream": "order-7",
      "seq": 2,
      "position": 3,
      "type": "ItemAdded",
      "schema": 1,
      "time": "2026-01-31T12:02:00Z",
      "data": {
        "items": {
          "A": 1
        }
      },
      "meta": {}
    }
  ]

  $ evs read order-7 --limit 2 -o table
       1  order-7/1             OrderPlaced    2026-01-31T12:00:00Z  {"customer":…
       3  order-7/2             ItemAdded      2026-01-31T12:02:00Z  {"items":{"A…

  $ evs read order-7 --limit 2 -o csv
  id,stream,seq,position,type,schema,time,data,meta<0x0d>
  e-1,order-7,1,1,OrderPlaced,1,2026-01-31T12:00:00Z,"{""customer"":""c-1""}",{}<0x0d>
  e-3,order-7,2,3,ItemAdded,1,2026-01-31T12:02:00Z,"{""items"":{""A"":1}}",{}<0x0d>

  $ evs read order-7 --limit 2 -o cloudevents
  {"specversion":"1.0","id":"e-1","source":"urn:evs:store","type":"OrderPlaced","subject":"order-7","time":"2026-01-31T12:00:00Z","sequence":"1","evsmeta":"{}","data":{"customer":"c-1"}}
  {"specversion":"1.0","id":"e-3","source":"urn:evs:store","type":"ItemAdded","subject":"order-7","time":"2026-01-31T12:02:00Z","sequence":"2","evsmeta":"{}","data":{"items":{"A":1}}}

  $ evs read -o yaml
  ! evs: error: 'evs read' has no output format 'yaml' [usage]
  !   hint: it has: table, json, ndjson, csv, cloudevents
  [2]

Nothing found is [] as JSON, a heading as CSV, and nothing otherwise.

  $ evs read --category none

  $ evs read --category none -o json
  []

  $ evs read --category none -o csv
  id,stream,seq,position,type,schema,time,data,meta<0x0d>

  $ evs read --category none -o table

  $ evs read order-7 --type None -o json
  []

A stream that is not there is an error, if it is the only one that is asked for.

  $ evs read order-9
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs read order-9 -o json
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  ! {"error":{"code":"not-found","exit":3,"message":"there is no stream 'order-9'","hint":"'evs streams' lists them","details":{"stream":"order-9"}}}
  [3]

  $ evs read order-9 order-8
  {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}

  $ evs read '$evs-purges'
  ! evs: error: there is no stream '$evs-purges' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs -s missing.db read
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs -s missing.db read -o ndjson
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  ! {"error":{"code":"not-found","exit":3,"message":"there is no store 'missing.db'","hint":"name it with -s or EVS_STORE; 'evs init' makes a new one","details":{"store":"missing.db"}}}
  [3]

On a terminal it is a table, and what could move the cursor is shown, not sent.

  $ evs append order-7 "Esc$(printf '\342\200\256')aped" '"\u001b[2J, and raw: '"$(printf '\302\233')"'"' --id e-6 --time 2026-02-02T00:00:00Z -q >/dev/null

  $ EVS_PAGER= TERM=dumb script -qec "evs read --from-position 5" /dev/null </dev/null
       5  cart-1/1              ItemAdded      2026-02-01T00:00:00Z  {"items":{"B…<0x0d>
       6  order-7/4             Esc\u202eaped  2026-02-02T00:00:00Z  "\u001b[2J, …<0x0d>

  $ EVS_PAGER= TERM=dumb script -qec "evs read --from-position 6 -o ndjson; evs read --from-position 6 -o csv; evs replay order-7 -o ndjson --reducer last; evs export --from-position 6; evs export -o csv --from-position 6" /dev/null </dev/null
  {"id":"e-6","stream":"order-7","seq":4,"position":6,"type":"Esc\u202eaped","schema":1,"time":"2026-02-02T00:00:00Z","data":"\u001b[2J, and raw: \u009b","meta":{}}<0x0d>
  id,stream,seq,position,type,schema,time,data,meta<0x0d>
  e-6,order-7,4,6,Esc\u202eaped,1,2026-02-02T00:00:00Z,"""\u001b[2J, and raw: \u009b""",{}<0x0d>
  "\u001b[2J, and raw: \u009b"<0x0d>
  {"id":"e-6","stream":"order-7","seq":4,"position":6,"type":"Esc\u202eaped","schema":1,"time":"2026-02-02T00:00:00Z","data":"\u001b[2J, and raw: \u009b","meta":{}}<0x0d>
  id,stream,seq,position,type,schema,time,data,meta<0x0d>
  e-6,order-7,4,6,Esc\u202eaped,1,2026-02-02T00:00:00Z,"""\u001b[2J, and raw: \u009b""",{}<0x0d>

  $ EVS_PAGER=cat TERM=xterm script -qec "evs read order-8" /dev/null </dev/null
       2  order-8/1             <0x1b>[36mOrderPlaced  <0x1b>[0m  2026-01-31T12:01:00Z  {"customer":…<0x0d>

  $ EVS_PAGER="sed s/^/paged:/" TERM=dumb script -qec "evs read order-8" /dev/null </dev/null
  paged:     2  order-8/1             OrderPlaced    2026-01-31T12:01:00Z  {"customer":…<0x0d>

  $ EVS_PAGER="sed s/^/paged:/" TERM=dumb script -qec "evs read order-8 --no-pager" /dev/null </dev/null
       2  order-8/1             OrderPlaced    2026-01-31T12:01:00Z  {"customer":…<0x0d>

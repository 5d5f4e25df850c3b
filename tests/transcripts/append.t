The first append makes the store and says so; it answers where the event is once it is durable.

  $ evs append order-7 OrderPlaced '{"customer":"c-1","total":42.50}'
  {"stream":"order-7","seq":1,"position":1,"id":"<uuid>"}
  ! evs: created store 'evs.db'

  $ evs append order-7 ItemAdded '{"sku":"A-1"}'
  {"stream":"order-7","seq":2,"position":2,"id":"<uuid>"}

Without DATA, data is {}.

  $ evs append order-7 OrderPaid
  {"stream":"order-7","seq":3,"position":3,"id":"<uuid>"}

  $ evs read order-7
  {"id":"<uuid>","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"<time>","data":{"customer":"c-1","total":42.50},"meta":{}}
  {"id":"<uuid>","stream":"order-7","seq":2,"position":2,"type":"ItemAdded","schema":1,"time":"<time>","data":{"sku":"A-1"},"meta":{}}
  {"id":"<uuid>","stream":"order-7","seq":3,"position":3,"type":"OrderPaid","schema":1,"time":"<time>","data":{},"meta":{}}

-o table is for people, json is the same as a line. -q takes the messages away, not the results.

  $ evs append order-8 OrderPlaced -o table
  stream    order-8
  seq       1
  position  4
  id        <uuid>

  $ evs append order-8 OrderPaid -o json
  {
    "stream": "order-8",
    "seq": 2,
    "position": 5,
    "id": "<uuid>"
  }

  $ evs -s quiet.db append order-1 OrderPlaced -q
  {"stream":"order-1","seq":1,"position":1,"id":"<uuid>"}

DATA is any JSON value and keeps its spelling, white space between the members apart.

  $ evs append spelling-1 A '{ "n" : 1.10, "big":12345678901234567890, "e":"\u00e9\/" }' -q >/dev/null
  $ evs append spelling-1 A '[1, 2]' -q >/dev/null
  $ evs append spelling-1 A '"text"' -q >/dev/null
  $ evs append spelling-1 A null -q >/dev/null
  $ evs append spelling-1 A 1e400 -q >/dev/null
  $ evs read spelling-1 | sed 's/.*"data"://'
  {"n":1.10,"big":12345678901234567890,"e":"\u00e9\/"},"meta":{}}
  [1,2],"meta":{}}
  "text","meta":{}}
  null,"meta":{}}
  1e400,"meta":{}}

DATA comes from a file, or from standard input.

  $ echo '{"sku": "B-2"}' >item.json
  $ evs append order-7 ItemAdded @item.json
  {"stream":"order-7","seq":4,"position":11,"id":"<uuid>"}

  $ echo '{"sku":"C-3"}' | evs append order-7 ItemAdded -
  {"stream":"order-7","seq":5,"position":12,"id":"<uuid>"}

  $ evs append order-7 ItemAdded -- -
  ! evs: error: standard input is not acceptable JSON at byte 1: nothing is there [bad-input]
  [5]

  $ evs append order-7 ItemAdded @missing.json
  ! evs: error: there is no file 'missing.json' [not-found]
  [3]

  $ evs read order-7 --from-seq 4 | sed 's/.*"data"://'
  {"sku":"B-2"},"meta":{}}
  {"sku":"C-3"},"meta":{}}

What is not JSON is refused.

  $ evs append order-7 ItemAdded text
  ! evs: error: the data is not acceptable JSON at byte 1: a word is none of true, false, null [bad-input]
  !   hint: DATA is JSON; a text needs its quotes: '"text"'. @FILE reads a file, - the standard input
  [5]

  $ evs append order-7 ItemAdded '{"sku":}'
  ! evs: error: the data is not acceptable JSON at byte 8: a value is expected here [bad-input]
  !   hint: DATA is JSON; a text needs its quotes: '"text"'. @FILE reads a file, - the standard input
  [5]

  $ evs append order-7 ItemAdded '{"sku":"A","sku":"B"}'
  {"stream":"order-7","seq":6,"position":13,"id":"<uuid>"}

  $ evs append order-7 ItemAdded '{} {}'
  ! evs: error: the data is not acceptable JSON at byte 1: not valid JSON [bad-input]
  !   hint: DATA is JSON; a text needs its quotes: '"text"'. @FILE reads a file, - the standard input
  [5]

  $ evs append order-7 ItemAdded "$(printf '"\377"')"
  ! evs: error: the data is not acceptable JSON at byte 2: not valid UTF-8 [bad-input]
  !   hint: DATA is JSON; a text needs its quotes: '"text"'. @FILE reads a file, - the standard input
  [5]

  $ printf '{"a":"\0"}' | evs append order-7 ItemAdded -
  ! evs: error: standard input is not acceptable JSON at byte 7: a control character stands unescaped in a string [bad-input]
  [5]

  $ evs append order-7 ItemAdded -- -1
  {"stream":"order-7","seq":7,"position":14,"id":"<uuid>"}

Who and why.

  $ evs append order-7 OrderShipped --actor alice --reason 'paid by phone' --correlation c-9 --causation e-8 --meta '{"ip": "::1"}' --id e-9 --schema 2 --time 2026-01-31T13:00:00.5+01:00
  {"stream":"order-7","seq":8,"position":15,"id":"e-9"}

  $ evs read --type OrderShipped
  {"id":"e-9","stream":"order-7","seq":8,"position":15,"type":"OrderShipped","schema":2,"time":"2026-01-31T12:00:00.500Z","data":{},"meta":{"ip":"::1","actor":"alice","reason":"paid by phone","correlation":"c-9","causation":"e-8"}}

  $ evs append order-7 OrderShipped --meta '[1]'
  ! evs: error: the value of --meta is not acceptable JSON at byte 2: an object is expected [bad-input]
  [5]

  $ evs append order-7 OrderShipped --meta '{"actor":"bob"}' --actor alice
  ! evs: error: --meta has a member "actor", and --actor gives another [usage]
  [2]

  $ evs append order-7 OrderShipped --schema 0
  ! evs: error: --schema: '0' is not a whole number of at least 1 [usage]
  [2]

  $ evs append order-7 OrderShipped --time yesterday
  ! evs: error: --time: time 'yesterday' is not RFC 3339, like 2026-01-31T12:00:00.123Z [usage]
  [2]

  $ evs append order-7 OrderShipped --time 2026-02-30T00:00:00Z
  ! evs: error: --time: time '2026-02-30T00:00:00Z' names a day that does not exist [usage]
  [2]

  $ evs append order-7 OrderShipped --id "$(printf 'x%.0s' $(seq 256))" 2>&1 | cut -c 1-60
  evs: error: the id is 256 bytes long; at most 255 are allowe

Names.

  $ evs append '$evs-purges' Forged
  ! evs: error: stream '$evs-purges': names that start with $ are evs's own [bad-input]
  !   hint: choose a name that does not start with $
  [5]

  $ evs append '' OrderPlaced
  ! evs: error: STREAM is empty [usage]
  [2]

  $ evs append "$(printf 'order-\033[31m7')" OrderPlaced
  ! evs: error: the stream name has a control character at byte 7 [usage]
  [2]

  $ evs append "$(printf 'x%.0s' $(seq 513))" OrderPlaced
  ! evs: error: the stream name is 513 bytes long; at most 512 are allowed [usage]
  [2]

  $ evs append order-7 "$(printf 'Order\nPlaced')"
  ! evs: error: the type has a control character at byte 6 [usage]
  [2]

  $ evs append 'order 7:Ä-1' 'Order Placed' -q
  {"stream":"order 7:Ä-1","seq":1,"position":16,"id":"<uuid>"}

  $ evs append
  ! evs: error: STREAM is missing [usage]
  !   hint: evs append STREAM TYPE [DATA]
  [2]

  $ evs append order-7
  ! evs: error: TYPE is missing [usage]
  !   hint: evs append order-7 TYPE [DATA]
  [2]

  $ evs append order-7 OrderPlaced '{}' more
  ! evs: error: 'more' is one word too many for 'evs append' [usage]
  !   hint: 'evs help append' shows what the command takes; a value with spaces needs quotes
  [2]

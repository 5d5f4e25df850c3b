streams, types and stats list what the store holds.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{}}
  > {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  > {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"items":{"A":1}},"meta":{}}
  > {"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"OrderPaid","schema":2,"time":"2026-01-31T12:03:00Z","data":{"paid":true,"customer":null},"meta":{}}
  > {"id":"e-5","stream":"cart-1","seq":1,"position":5,"type":"ItemAdded","schema":1,"time":"2026-02-01T00:00:00Z","data":{"items":{"B":2}},"meta":{}}
  > X
  $ evs import -q orders.ndjson >/dev/null

  $ evs streams
  {"stream":"cart-1","category":"cart","version":1,"events":1,"first":"2026-02-01T00:00:00Z","last":"2026-02-01T00:00:00Z"}
  {"stream":"order-7","category":"order","version":3,"events":3,"first":"2026-01-31T12:00:00Z","last":"2026-01-31T12:03:00Z"}
  {"stream":"order-8","category":"order","version":1,"events":1,"first":"2026-01-31T12:01:00Z","last":"2026-01-31T12:01:00Z"}

  $ evs streams -o table
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST
  cart-1   cart            1       1  2026-02-01T00:00:00Z  2026-02-01T00:00:00Z
  order-7  order           3       3  2026-01-31T12:00:00Z  2026-01-31T12:03:00Z
  order-8  order           1       1  2026-01-31T12:01:00Z  2026-01-31T12:01:00Z

  $ evs streams -o json --limit 1
  [
    {
      "stream": "cart-1",
      "category": "cart",
      "version": 1,
      "events": 1,
      "first": "2026-02-01T00:00:00Z",
      "last": "2026-02-01T00:00:00Z"
    }
  ]

  $ evs streams -o csv
  stream,category,version,events,first,last<0x0d>
  cart-1,cart,1,1,2026-02-01T00:00:00Z,2026-02-01T00:00:00Z<0x0d>
  order-7,order,3,3,2026-01-31T12:00:00Z,2026-01-31T12:03:00Z<0x0d>
  order-8,order,1,1,2026-01-31T12:01:00Z,2026-01-31T12:01:00Z<0x0d>

  $ evs streams order- -o table
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST
  order-7  order           3       3  2026-01-31T12:00:00Z  2026-01-31T12:03:00Z
  order-8  order           1       1  2026-01-31T12:01:00Z  2026-01-31T12:01:00Z

  $ evs streams --category cart
  {"stream":"cart-1","category":"cart","version":1,"events":1,"first":"2026-02-01T00:00:00Z","last":"2026-02-01T00:00:00Z"}

  $ evs streams order-8 --category order --limit 1 | cut -d , -f 1
  {"stream":"order-8"

  $ evs streams --limit 0

  $ evs streams none; evs streams none -o json; evs streams none -o csv; evs streams none -o table
  []
  stream,category,version,events,first,last<0x0d>

  $ evs types
  {"type":"ItemAdded","schema":1,"events":2,"first":"2026-01-31T12:02:00Z","last":"2026-02-01T00:00:00Z"}
  {"type":"OrderPaid","schema":2,"events":1,"first":"2026-01-31T12:03:00Z","last":"2026-01-31T12:03:00Z"}
  {"type":"OrderPlaced","schema":1,"events":2,"first":"2026-01-31T12:00:00Z","last":"2026-01-31T12:01:00Z"}

  $ evs types -o table
  TYPE         SCHEMA  EVENTS  FIRST                 LAST
  ItemAdded         1       2  2026-01-31T12:02:00Z  2026-02-01T00:00:00Z
  OrderPaid         2       1  2026-01-31T12:03:00Z  2026-01-31T12:03:00Z
  OrderPlaced       1       2  2026-01-31T12:00:00Z  2026-01-31T12:01:00Z

  $ evs types -o csv
  type,schema,events,first,last<0x0d>
  ItemAdded,1,2,2026-01-31T12:02:00Z,2026-02-01T00:00:00Z<0x0d>
  OrderPaid,2,1,2026-01-31T12:03:00Z,2026-01-31T12:03:00Z<0x0d>
  OrderPlaced,1,2,2026-01-31T12:00:00Z,2026-01-31T12:01:00Z<0x0d>

  $ evs stats
  {"events":5,"streams":3,"categories":2,"types":3,"bytes":<number>,"head":"5:<digest>"}

  $ evs stats -o table
  events      5
  streams     3
  categories  2
  types       3
  bytes       <number>
  head        5:<digest>

  $ evs stats -o json
  {
    "events": 5,
    "streams": 3,
    "categories": 2,
    "types": 3,
    "bytes": <number>,
    "head": "5:<digest>"
  }

  $ evs -s empty.db init; evs -s empty.db streams; evs -s empty.db types -o json; evs -s empty.db stats
  []
  {"events":0,"streams":0,"categories":0,"types":0,"bytes":<number>,"head":"0:<digest>"}
  ! evs: created store 'empty.db'

  $ evs -s empty.db streams -o csv; evs -s empty.db types -o csv; evs -s empty.db types -o table
  stream,category,version,events,first,last<0x0d>
  type,schema,events,first,last<0x0d>

  $ evs -s missing.db streams
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs -s missing.db types
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs -s missing.db stats -o json
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  ! {"error":{"code":"not-found","exit":3,"message":"there is no store 'missing.db'","hint":"name it with -s or EVS_STORE; 'evs init' makes a new one","details":{"store":"missing.db"}}}
  [3]

  $ evs stats more
  ! evs: error: 'more' is one word too many for 'evs stats' [usage]
  !   hint: 'evs help stats' shows what the command takes; a value with spaces needs quotes
  [2]

Names that look like formulas, numbers or terminal commands stay names.

  $ evs -s odd.db append '=1+1' '"quoted", type' -q >/dev/null; evs -s odd.db append 'a b:c' A -q >/dev/null; evs -s odd.db append 'no-dash-no-cry' A -q >/dev/null; evs -s odd.db append nodash A -q >/dev/null

  $ evs -s odd.db streams -o csv
  stream,category,version,events,first,last<0x0d>
  "'=1+1","'=1+1",1,1,<time>,<time><0x0d>
  a b:c,a b:c,1,1,<time>,<time><0x0d>
  no-dash-no-cry,no,1,1,<time>,<time><0x0d>
  nodash,nodash,1,1,<time>,<time><0x0d>

  $ evs -s odd.db streams | cut -d , -f 1-2
  {"stream":"=1+1","category":"=1+1"
  {"stream":"a b:c","category":"a b:c"
  {"stream":"no-dash-no-cry","category":"no"
  {"stream":"nodash","category":"nodash"

  $ evs -s odd.db types -o csv
  type,schema,events,first,last<0x0d>
  """quoted"", type",1,1,<time>,<time><0x0d>
  A,1,3,<time>,<time><0x0d>

The first moment that can be counted is a time like any other.

  $ evs -q -s first.db append a-1 T --time 1677-09-21T00:12:43.145224192Z >/dev/null; evs -s first.db streams -o table; evs -s first.db streams -o csv
  STREAM  CATEGORY  VERSION  EVENTS  FIRST                           LAST
  a-1     a               1       1  1677-09-21T00:12:43.145224192Z  1677-09-21T00:12:43.145224192Z
  stream,category,version,events,first,last<0x0d>
  a-1,a,1,1,1677-09-21T00:12:43.145224192Z,1677-09-21T00:12:43.145224192Z<0x0d>

  $ evs -q -s first.db append a-1 T --time 1677-09-21T00:12:43.145224191Z
  ! evs: error: --time: time '1677-09-21T00:12:43.145224191Z' is outside the years 1677 to 2262 that nanoseconds can count [usage]
  [2]

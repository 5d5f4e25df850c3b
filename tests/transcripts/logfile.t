A log file is a store that can be read.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{}}
  > {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  > {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"items":{"A":1}},"meta":{}}
  > {"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"OrderPaid","schema":2,"time":"2026-01-31T12:03:00Z","data":{"paid":true,"customer":null},"meta":{}}
  > {"id":"e-5","stream":"cart-1","seq":1,"position":5,"type":"ItemAdded","schema":1,"time":"2026-02-01T00:00:00Z","data":{"items":{"B":2}},"meta":{}}
  > X

  $ evs -s orders.ndjson replay order-7
  {"items":{"A":1},"paid":true}

  $ evs -s orders.ndjson read | diff - orders.ndjson && echo same
  same

  $ evs -s orders.ndjson read order-7 --from-seq 2 --reverse
  {"id":"e-4","stream":"order-7","seq":3,"position":4,"type":"OrderPaid","schema":2,"time":"2026-01-31T12:03:00Z","data":{"paid":true,"customer":null},"meta":{}}
  {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"ItemAdded","schema":1,"time":"2026-01-31T12:02:00Z","data":{"items":{"A":1}},"meta":{}}

  $ evs -s orders.ndjson streams
  {"stream":"cart-1","category":"cart","version":1,"events":1,"first":"2026-02-01T00:00:00Z","last":"2026-02-01T00:00:00Z"}
  {"stream":"order-7","category":"order","version":3,"events":3,"first":"2026-01-31T12:00:00Z","last":"2026-01-31T12:03:00Z"}
  {"stream":"order-8","category":"order","version":1,"events":1,"first":"2026-01-31T12:01:00Z","last":"2026-01-31T12:01:00Z"}

  $ evs -s orders.ndjson types
  {"type":"ItemAdded","schema":1,"events":2,"first":"2026-01-31T12:02:00Z","last":"2026-02-01T00:00:00Z"}
  {"type":"OrderPaid","schema":2,"events":1,"first":"2026-01-31T12:03:00Z","last":"2026-01-31T12:03:00Z"}
  {"type":"OrderPlaced","schema":1,"events":2,"first":"2026-01-31T12:00:00Z","last":"2026-01-31T12:01:00Z"}

  $ evs -s orders.ndjson stats
  {"events":5,"streams":3,"categories":2,"types":3,"bytes":757,"head":null}

  $ evs -s orders.ndjson replay --all --at-position 3
  {"stream":"order-7","seq":2,"state":{"customer":"c-1","items":{"A":1}}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2"}}

  $ evs -s orders.ndjson replay order-7 --at-seq 9
  ! evs: error: stream 'order-7' ends with seq 3; it has no 9 [not-found]
  [3]

  $ evs -s orders.ndjson replay order-9
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs -s orders.ndjson read order-9
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs -s orders.ndjson export -o cloudevents cart-1
  {"specversion":"1.0","id":"e-5","source":"urn:evs:store","type":"ItemAdded","subject":"cart-1","time":"2026-02-01T00:00:00Z","sequence":"1","evsmeta":"{}","data":{"items":{"B":2}}}

  $ evs -s orders.ndjson read --follow --limit 1 | cut -d , -f 2-4
  "stream":"order-7","seq":1,"position":1

Compressed, and from a pipe.

  $ gzip -k orders.ndjson; evs -s orders.ndjson.gz replay order-7
  {"items":{"A":1},"paid":true}

  $ evs -s orders.ndjson export --file orders.ndjson.zst -q; evs -s orders.ndjson.zst replay order-7
  {"items":{"A":1},"paid":true}

  $ cat orders.ndjson.gz | evs -s - replay order-7
  {"items":{"A":1},"paid":true}

  $ evs -s - replay --all <orders.ndjson
  {"stream":"cart-1","seq":1,"state":{"items":{"B":2}}}
  {"stream":"order-7","seq":3,"state":{"items":{"A":1},"paid":true}}
  {"stream":"order-8","seq":1,"state":{"customer":"c-2"}}

  $ evs -s - read order-7 --limit 1 <orders.ndjson
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{}}

  $ evs -s - streams <orders.ndjson | cut -d , -f 1-3
  {"stream":"cart-1","category":"cart","version":1
  {"stream":"order-7","category":"order","version":3
  {"stream":"order-8","category":"order","version":1

  $ evs -s - read order-9 <orders.ndjson
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs -s - export order-9 --file none.ndjson <orders.ndjson; echo "exit status $?"; ls none.ndjson 2>/dev/null
  exit status 3
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [2]

  $ evs -s - read order-7 --type NoSuch <orders.ndjson; evs -s - read order-9 --to-position 2 <orders.ndjson

  $ evs -s - replay order-7 --at-time 2025-01-01 <orders.ndjson
  ! evs: error: stream 'order-7' had no events at that moment [not-found]
  !   hint: 'evs read order-7 --limit 1' shows its first event
  [3]

  $ evs -s - replay cart-1 --at-position 4 <orders.ndjson
  ! evs: error: stream 'cart-1' has no events up to position 4 [not-found]
  [3]

  $ mkfifo pipe; (cat orders.ndjson >pipe &); evs -s pipe read order-7 --type NoSuch

  $ evs -s - read --follow order-8 <orders.ndjson | cut -d , -f 1
  {"id":"e-2"

  $ evs -s - read --reverse --limit 1 <orders.ndjson
  {"id":"e-5","stream":"cart-1","seq":1,"position":5,"type":"ItemAdded","schema":1,"time":"2026-02-01T00:00:00Z","data":{"items":{"B":2}},"meta":{}}

  $ evs -s - stats <orders.ndjson
  {"events":5,"streams":3,"categories":2,"types":3,"bytes":0,"head":null}

Positions are line numbers; lines without seq are numbered as they come.

  $ printf '%s\n' '{"stream":"a-1","type":"A","data":{"x":1}}' '' '{"stream":"a-1","type":"B","data":{"y":2}}' >bare.ndjson; evs -s bare.ndjson read
  {"id":"8c2c4257-ee69-821a-9ea2-1b75bebd84f0","stream":"a-1","seq":1,"position":1,"type":"A","schema":1,"time":"1970-01-01T00:00:00Z","data":{"x":1},"meta":{}}
  {"id":"83697c5e-1e01-8e58-be0f-c30aa8e3236b","stream":"a-1","seq":2,"position":3,"type":"B","schema":1,"time":"1970-01-01T00:00:00Z","data":{"y":2},"meta":{}}

  $ : >empty.ndjson; evs -s empty.ndjson read; evs -s empty.ndjson streams -o json; evs -s empty.ndjson replay a-1
  []
  ! evs: error: there is no stream 'a-1' [not-found]
  !   hint: 'evs streams' lists them
  [3]

A line that can't be read is an error where it matters.

  $ (head -2 orders.ndjson; echo '{"stream":"order-7","type":'; sed 1,2d orders.ndjson) >bad.ndjson

  $ evs -s bad.ndjson read
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1"},"meta":{}}
  {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  ! evs: error: 'bad.ndjson' line 3, byte 1: an object or array is not closed [bad-input]
  [5]

  $ evs -s bad.ndjson read -o ndjson --limit 2 | cut -d , -f 1
  {"id":"e-1"
  {"id":"e-2"

  $ evs -s bad.ndjson replay order-7
  ! evs: error: 'bad.ndjson' line 3, byte 1: an object or array is not closed [bad-input]
  [5]

  $ evs -s bad.ndjson replay cart-1
  {"items":{"B":2}}

  $ evs -s bad.ndjson streams
  ! evs: error: 'bad.ndjson' line 3, byte 1: an object or array is not closed [bad-input]
  [5]

  $ printf 'hello\n' >text; evs -s text read
  ! evs: error: 'text' line 1, byte 1: an event is a JSON object [bad-input]
  [5]

  $ head -c 100 /dev/zero >zeros; evs -s zeros stats
  ! evs: error: the store cannot be used: file is not a database [damaged]
  !   the store is '<...>/zeros'
  !   hint: copy all of its files away before anything else; then restore a backup
  [7]

  $ mkdir folder; evs -s folder read
  ! evs: error: cannot read 'folder': Is a directory [system]
  !   hint: name a file
  [8]

Nothing can be written to it.

  $ evs -s orders.ndjson append order-7 OrderShipped
  ! evs: error: 'orders.ndjson' is a log file, which can only be read [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]

  $ evs -s orders.ndjson import orders.ndjson
  ! evs: error: 'orders.ndjson' is a log file, which can only be read [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]

  $ evs -s - import orders.ndjson
  ! evs: error: '-' is a log file, which can only be read [usage]
  !   hint: import it into a store: evs -s evs.db import -
  [2]

  $ evs -s orders.ndjson init
  ! evs: error: 'orders.ndjson' already exists [conflict]
  !   hint: use it as it is, or name another store with -s
  [4]

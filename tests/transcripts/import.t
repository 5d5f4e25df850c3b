import stores the events of log files with all that they say.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1","total":1.10},"meta":{"actor":"alice"}}
  > {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  > {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"OrderPaid","schema":2,"time":"2026-01-31T12:02:00.123456789Z","data":null,"meta":{}}
  > X

  $ evs import orders.ndjson
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}
  ! evs: created store 'evs.db'

  $ evs read | diff - orders.ndjson && echo same
  same

Again, and nothing is stored twice.

  $ evs import orders.ndjson orders.ndjson
  {"events":0,"streams":0,"skipped":6,"rejected":0,"position":3,"head":"3:<digest>"}

A summary for people, and as JSON.

  $ evs import orders.ndjson -o table
  events    0
  streams   0
  skipped   3
  rejected  0
  position  3
  head      3:<digest>

  $ evs import orders.ndjson -o json
  {
    "events": 0,
    "streams": 0,
    "skipped": 3,
    "rejected": 0,
    "position": 3,
    "head": "3:<digest>"
  }

From standard input, with or without saying so; several files at once; compressed ones, by their content.

  $ evs -s stdin.db import <orders.ndjson
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}
  ! evs: created store 'stdin.db'

  $ cat orders.ndjson | evs -s dash.db import -
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}
  ! evs: created store 'dash.db'

  $ gzip -c orders.ndjson >packed; evs -s gz.db import -q packed
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}

  $ evs export --file orders.ndjson.zst -q; evs -s zst.db import -q <orders.ndjson.zst
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}

  $ head -1 orders.ndjson >a; sed 1d orders.ndjson >b; evs -s two.db import -q a b
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}

  $ evs -s two.db read | diff - orders.ndjson && echo same
  same

  $ evs -s empty.db import </dev/null
  {"events":0,"streams":0,"skipped":0,"rejected":0,"position":0,"head":"0:<digest>"}
  ! evs: created store 'empty.db'

A file that is missing is told before anything is stored; a damaged one stops where it is damaged.

  $ evs -s missing.db import orders.ndjson missing.ndjson; ls missing.db
  ! evs: error: there is no file 'missing.ndjson' [not-found]
  !   nothing was imported
  ! ls: cannot access 'missing.db': No such file or directory
  [2]

  $ mkdir folder; evs -s folder.db import folder
  ! evs: created store 'folder.db'
  ! evs: error: cannot read 'folder': Is a directory [system]
  !   hint: name a file
  [8]

  $ gzip -c orders.ndjson | head -c 100 | evs -s torn.db import
  ! evs: created store 'torn.db'
  ! evs: error: standard input: the gzip data is cut short [bad-input]
  !   nothing was imported
  !   hint: copy the file again; what came before the fault was sound
  [5]

What an event line lacks is filled in: schema 1, data and meta {}, the time of the import, an id that is the same in every run.

  $ echo '{"stream":"cart-1","type":"CartOpened","time":"2026-01-31T12:00:00Z"}' >cart.ndjson; evs -s cart.db import -q cart.ndjson
  {"events":1,"streams":1,"skipped":0,"rejected":0,"position":1,"head":"1:<digest>"}

  $ evs -s cart.db import -q cart.ndjson; evs -s cart.db read
  {"events":0,"streams":0,"skipped":1,"rejected":0,"position":1,"head":"1:<digest>"}
  {"id":"<uuid>","stream":"cart-1","seq":1,"position":1,"type":"CartOpened","schema":1,"time":"2026-01-31T12:00:00Z","data":{},"meta":{}}

  $ printf '%s\n' '{"stream":"cart-2","type":"CartOpened"}' '{"stream":"cart-2","type":"CartOpened"}' >bare.ndjson; evs -s cart.db import -q bare.ndjson; evs -s cart.db import -q bare.ndjson
  {"events":2,"streams":1,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}
  {"events":0,"streams":0,"skipped":2,"rejected":0,"position":3,"head":"3:<digest>"}

A byte order mark, CR LF and blank lines do no harm.

  $ printf '\357\273\277{"stream":"a-1","type":"A","id":"1"}\r\n\r\n  \n{"stream":"a-1","type":"B","id":"2"}' | evs -s crlf.db import -q
  {"events":2,"streams":1,"skipped":0,"rejected":0,"position":2,"head":"2:<digest>"}

It commits as it goes.

  $ evs -s commits.db import --commit-every 2 orders.ndjson -q
  {"events":3,"streams":2,"skipped":0,"rejected":0,"position":3,"head":"3:<digest>"}

  $ evs -s commits.db import --commit-every 0 orders.ndjson
  ! evs: error: --commit-every: '0' is not a whole number of at least 1 [usage]
  [2]

export writes events as import takes them.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1","total":1.10},"meta":{"actor":"alice"}}
  > {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}
  > {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"OrderPaid","schema":1,"time":"2026-01-31T12:02:00Z","data":"\u00e9\/","meta":{}}
  > X
  $ evs import -q orders.ndjson >/dev/null

  $ evs export | diff - orders.ndjson && echo same
  same

  $ evs export order-8
  {"id":"e-2","stream":"order-8","seq":1,"position":2,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:01:00Z","data":{"customer":"c-2"},"meta":{}}

  $ evs export --file - --type OrderPaid
  {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"OrderPaid","schema":1,"time":"2026-01-31T12:02:00Z","data":"\u00e9\/","meta":{}}

A file is there when it is complete, readable by its owner only; its name says whether it is compressed.

  $ evs export --file all.ndjson
  ! evs: exported 3 events to 'all.ndjson'

  $ stat -c '%a %n' all.ndjson; diff all.ndjson orders.ndjson && echo same; ls -A
  600 all.ndjson
  same
  all.ndjson
  evs.db
  evs.db-lock
  evs.db-shm
  evs.db-wal
  orders.ndjson

  $ evs export -f orders.ndjson.gz --category order -q; gzip -dc orders.ndjson.gz | diff - orders.ndjson && echo same
  same

  $ evs export -f all.ndjson.zst -q; evs -s all.ndjson.zst read | diff - orders.ndjson && echo same
  same

It replaces nothing unless told to; --force replaces a symbolic link, not what it points to.

  $ evs export --file all.ndjson
  ! evs: error: 'all.ndjson' already exists [conflict]
  !   hint: name another file, or move this one away
  [4]

  $ evs export --file all.ndjson --force order-8; wc -l <all.ndjson
  1
  ! evs: exported 1 event to 'all.ndjson'

  $ ln -s all.ndjson link; evs export --file link
  ! evs: error: 'link' already exists [conflict]
  !   hint: name another file, or move this one away
  [4]

  $ evs export --file link --force -q; test -L link; echo $?; wc -l <all.ndjson
  1
  1

  $ evs export --file no/such/folder/all.ndjson
  ! evs: error: cannot create 'no/such/folder/all.ndjson': No such file or directory [system]
  [8]

  $ evs -s missing.db export --file missing.ndjson; ls missing.ndjson
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  ! ls: cannot access 'missing.ndjson': No such file or directory
  [2]

An empty selection makes an empty file.

  $ evs export --category cart --file none.ndjson; wc -c <none.ndjson
  0
  ! evs: exported 0 events to 'none.ndjson'

CSV is for spreadsheets: no cell is a formula.

  $ evs -s csv.db append 'a-1' '=cmd|calc' '"x, \"y\""' --id +1 --time 2026-01-31T12:00:00Z -q >/dev/null
  $ evs -s csv.db append --id e-2 --time 2026-01-31T12:00:00Z -q -- '@b' '-A' '[1]' >/dev/null

  $ evs -s csv.db export -o csv
  id,stream,seq,position,type,schema,time,data,meta<0x0d>
  "'+1",a-1,1,1,"'=cmd|calc",1,2026-01-31T12:00:00Z,"""x, \""y\""""",{}<0x0d>
  e-2,"'@b",1,2,"'-A",1,2026-01-31T12:00:00Z,[1],{}<0x0d>

  $ evs export -o csv --limit 0
  id,stream,seq,position,type,schema,time,data,meta<0x0d>

  $ evs export -o table
  ! evs: error: 'evs export' has no output format 'table' [usage]
  !   hint: it has: ndjson, cloudevents, csv
  [2]

Out, in, and out again is the same, byte for byte.

  $ evs export >one; evs -s copy.db import -q one >/dev/null; evs -s copy.db export | cmp - one && echo same
  same


What is no file is not replaced by one, whatever is said.

  $ mkfifo pipe; evs export --file pipe --force; test -p pipe && echo 'still a pipe'
  still a pipe
  ! evs: error: 'pipe' is not a regular file, so no file replaces it [conflict]
  !   hint: write to the standard output, and send that there

  $ mkdir folder; evs export --file folder --force; ls folder
  ! evs: error: 'folder' is not a regular file, so no file replaces it [conflict]
  !   hint: write to the standard output, and send that there

--salts adds what the integrity chain was made with; it is read back as any event line, and the new store makes salts of its own.

  $ evs export --salts order-7 | sed 's/"salt":"[0-9a-f]\{32\}"/"salt":"<salt>"/'
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"customer":"c-1","total":1.10},"meta":{"actor":"alice"},"salt":"<salt>"}
  {"id":"e-3","stream":"order-7","seq":2,"position":3,"type":"OrderPaid","schema":1,"time":"2026-01-31T12:02:00Z","data":"\u00e9\/","meta":{},"salt":"<salt>"}

  $ evs export --salts --reverse --limit 1 --type OrderPlaced | cut -c 1-30
  {"id":"e-2","stream":"order-8"

  $ evs export --salts --file salted.ndjson.gz; evs -s salted.ndjson.gz read | diff - orders.ndjson && echo same
  same
  ! evs: exported 3 events to 'salted.ndjson.gz'

  $ evs -s salted.db import -q salted.ndjson.gz >/dev/null; evs -s salted.db export | diff - orders.ndjson && echo same; evs -s salted.db export --salts >other; evs export --salts | cmp -s - other; echo $?
  same
  1

  $ evs export --salts missing-1
  ! evs: error: there is no stream 'missing-1' [not-found]
  !   hint: 'evs streams' lists them
  [3]

  $ evs export --salts -o csv --file salts.csv; test -e salts.csv; echo $?
  1
  ! evs: error: only event lines (ndjson) have room for salts [usage]

  $ evs export --salts -o cloudevents
  ! evs: error: only event lines (ndjson) have room for salts [usage]
  [2]

  $ evs -s orders.ndjson export --salts
  ! evs: error: 'orders.ndjson' is a log file, which keeps no commits and no digests [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]

Where events are appended, a salt has no place, and a broken one none anywhere.

  $ evs export --salts order-8 | evs append order-8 --batch
  ! evs: error: standard input line 1, byte 158: "salt" is not a key of an event line; what the application adds belongs into "data" or "meta" [bad-input]
  !   nothing was appended
  [5]

  $ evs export --salts order-8 | evs append --each | sed 's/byte [0-9]*/byte N/'
  {"error":{"code":"bad-input","exit":5,"message":"byte N: \"salt\" is not a key of an event line; what the application adds belongs into \"data\" or \"meta\"",<...>

  $ evs export --salts order-8 | sed 's/"salt":"../"salt":"/' | evs import
  ! evs: error: standard input line 1, byte 158: "salt" must be 32 hexadecimal digits in lower case [bad-input]
  !   nothing was imported
  [5]

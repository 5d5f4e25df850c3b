read --follow shows what is there and goes on with what is committed, by whatever process.

  $ evs append order-7 OrderPlaced -q >/dev/null

  $ timeout 20 evs read --follow --limit 4 | cut -d , -f 2-4 & sleep 0.3
  > evs append order-7 OrderPaid -q >/dev/null
  > printf '%s\n' '{"stream":"order-8","type":"OrderPlaced"}' '{"stream":"order-8","type":"OrderPaid"}' | evs import -q >/dev/null
  > wait
  "stream":"order-7","seq":1,"position":1
  "stream":"order-7","seq":2,"position":2
  "stream":"order-8","seq":1,"position":3
  "stream":"order-8","seq":2,"position":4

Only the new ones, and only some.

  $ timeout 20 evs read -f --from-position 5 --category order --type OrderShipped --limit 1 | cut -d , -f 2-4 & sleep 0.3
  > evs append cart-1 OrderShipped -q >/dev/null
  > evs append order-8 OrderShipped -q >/dev/null
  > wait
  "stream":"order-8","seq":3,"position":6

A stream or a store that doesn't exist yet is waited for.

  $ timeout 20 evs -s later.db read --follow order-9 --limit 1 -o csv | cut -d , -f 2-5 & sleep 0.3
  > evs -s later.db append order-1 OrderPlaced -q >/dev/null
  > evs -s later.db append order-9 OrderPlaced -q >/dev/null
  > wait
  stream,seq,position,type
  order-9,1,2,OrderPlaced

Each event is flushed: it is here before the next one is written.

  $ mkfifo events
  $ timeout 20 evs read --follow --from-position 7 >events &
  > exec 3<events
  > for i in 1 2 3; do evs append order-7 NoteAdded "$i" -q >/dev/null; read -r event <&3; echo "$event" | sed 's/.*"data"/"data"/'; done
  > kill %1 2>/dev/null || kill $!
  "data":1,"meta":{}}
  "data":2,"meta":{}}
  "data":3,"meta":{}}

It ends at --to-position, and when nobody reads any more.

  $ (timeout 20 evs read --follow --to-position 2; echo "exit status $?") | cut -d , -f 2-4
  "stream":"order-7","seq":1,"position":1
  "stream":"order-7","seq":2,"position":2
  exit status 0

  $ (timeout 20 evs read --follow; echo "exit status $?" >&2) | head -1 | cut -d , -f 2-4 & sleep 0.3; evs append order-7 NoteAdded -q >/dev/null; wait
  "stream":"order-7","seq":1,"position":1
  ! exit status 141

  $ evs read --follow -o json
  ! evs: error: --follow has no end, so it cannot be combined with -o json [usage]
  !   hint: use -o ndjson
  ! {"error":{"code":"usage","exit":2,"message":"--follow has no end, so it cannot be combined with -o json","hint":"use -o ndjson","details":{}}}
  [2]

  $ evs read --follow --reverse
  ! evs: error: --follow has no end, so it cannot be combined with --reverse [usage]
  !   hint: leave --reverse out
  [2]

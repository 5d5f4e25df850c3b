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

A log file is followed too. The rest of a line that is not whole yet is waited for; a whole line that is wrong is not.

  $ mkfifo lines
  > printf '%s\n%s' '{"id":"e-1","stream":"order-7","type":"OrderPlaced"}' '{"id":"e-2","stre' >log.ndjson
  > timeout 20 evs -s log.ndjson read --follow >lines 2>fault & exec 3<lines
  > read -r event <&3; echo "$event" | cut -d , -f 1-4
  > printf '%s\n' 'am":"order-7","type":"OrderPaid"}' >>log.ndjson
  > read -r event <&3; echo "$event" | cut -d , -f 1-4
  > echo '{"id":' >>log.ndjson
  > wait $!; echo "exit status $?"; cat fault
  {"id":"e-1","stream":"order-7","seq":1,"position":1
  {"id":"e-2","stream":"order-7","seq":2,"position":2
  exit status 5
  evs: error: 'log.ndjson' line 3, byte 1: an object or array is not closed [bad-input]

A log that is cut or replaced is not the one that was followed any more.

  $ mkfifo cut
  > echo '{"id":"e-1","stream":"order-7","type":"OrderPlaced"}' >log.ndjson
  > timeout 20 evs -s log.ndjson read --follow >cut 2>fault & exec 3<cut
  > read -r event <&3; : >log.ndjson
  > wait $!; echo "exit status $?"; cat fault
  exit status 7
  evs: error: log file 'log.ndjson' was cut from 53 to 0 bytes while it was followed [damaged]
    hint: start again to follow what it holds now; its positions may have changed

  $ mkfifo replaced
  > echo '{"id":"e-1","stream":"order-7","type":"OrderPlaced"}' >log.ndjson
  > timeout 20 evs -s log.ndjson read --follow >replaced 2>fault & exec 3<replaced
  > read -r event <&3; mv log.ndjson log.ndjson.1
  > wait $!; echo "exit status $?"; cat fault
  exit status 3
  evs: error: log file 'log.ndjson' was removed while it was followed, and has been read to its end, line 1 [not-found]

  $ evs read --follow -o json
  ! evs: error: --follow has no end, so it cannot be combined with -o json [usage]
  !   hint: use -o ndjson
  ! {"error":{"code":"usage","exit":2,"message":"--follow has no end, so it cannot be combined with -o json","hint":"use -o ndjson","details":{}}}
  [2]

  $ evs read --follow --reverse
  ! evs: error: --follow has no end, so it cannot be combined with --reverse [usage]
  !   hint: leave --reverse out
  [2]

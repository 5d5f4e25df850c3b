--batch appends all events of a file or of standard input to one stream, or none.

  $ cat >items.ndjson <<X
  > {"type":"ItemAdded","data":{"sku":"A-1"},"id":"e-1"}
  >
  > {"type":"ItemAdded","data":{"sku":"B-2"},"schema":2,"time":"2026-01-31T12:00:00Z","meta":{"actor":"bob"}}
  > {"type":"OrderPaid"}
  > X

  $ evs append order-7 --batch items.ndjson --expect none --actor alice --correlation c-1
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}
  {"stream":"order-7","seq":2,"position":2,"id":"<uuid>"}
  {"stream":"order-7","seq":3,"position":3,"id":"<uuid>"}
  ! evs: created store 'evs.db'

  $ evs read
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"ItemAdded","schema":1,"time":"<time>","data":{"sku":"A-1"},"meta":{"actor":"alice","correlation":"c-1"}}
  {"id":"<uuid>","stream":"order-7","seq":2,"position":2,"type":"ItemAdded","schema":2,"time":"2026-01-31T12:00:00Z","data":{"sku":"B-2"},"meta":{"actor":"bob","correlation":"c-1"}}
  {"id":"<uuid>","stream":"order-7","seq":3,"position":3,"type":"OrderPaid","schema":1,"time":"<time>","data":{},"meta":{"actor":"alice","correlation":"c-1"}}

  $ evs append order-7 --batch <items.ndjson
  ! evs: error: id 'e-1' of a new event of stream 'order-7' is taken by event 1 of stream 'order-7' (position 1), whose meta differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  [4]

  $ printf '%s\n' '{"type":"OrderShipped"}' '{"type":"OrderArchived"}' | evs append order-7 --batch - -o table
  STREAM   SEQ  POSITION  ID
  order-7    4         4  <uuid>
  order-7    5         5  <uuid>

  $ gzip -k items.ndjson; evs append order-8 --batch items.ndjson.gz
  ! evs: error: id 'e-1' of a new event of stream 'order-8' is taken by event 1 of stream 'order-7' (position 1), whose stream differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  [4]

One bad line, and nothing of it is stored.

  $ printf '%s\n' '{"type":"NoteAdded"}' '{"typ":"NoteAdded"}' | evs append order-7 --batch
  ! evs: error: standard input line 2, byte 8: "typ" is not a key of an event line; what the application adds belongs into "data" or "meta" [bad-input]
  !   nothing was appended
  [5]

  $ printf '%s\n' '{"type":"NoteAdded"}' '{"type":"NoteAdded","data":}' >bad.ndjson; evs append order-7 --batch bad.ndjson
  ! evs: error: 'bad.ndjson' line 2, byte 28: a value is expected here [bad-input]
  !   nothing was appended
  [5]

  $ printf '%s\n' '{"type":"NoteAdded"}' '{"type":"NoteAdded","stream":"order-9"}' | evs append order-7 --batch
  ! evs: error: standard input line 2: stream 'order-9' is not 'order-7' [bad-input]
  !   nothing was appended
  !   hint: a batch belongs to one stream; --each appends to several
  [5]

  $ printf '%s\n' '{"type":"NoteAdded"}' '{"type":"NoteAdded","id":"e-1"}' | evs append order-7 --batch
  ! evs: error: id 'e-1' of a new event of stream 'order-7' is taken by event 1 of stream 'order-7' (position 1), whose type differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  [4]

  $ printf '%s\n' '{"type":"NoteAdded"}' '{"type":"NoteAdded"}' | evs append order-7 --batch --expect 1
  ! evs: error: stream 'order-7' is at version 5, not 1 [conflict]
  !   events 2 to 5 were written since (the last is dated <number> s ago): … OrderPaid, OrderShipped, OrderArchived
  !   nothing was appended
  !   hint: look at the events with 'evs read order-7 --from-seq 2', then retry with --expect 5
  [4]

  $ evs append order-7 --batch </dev/null
  ! evs: error: standard input holds no event [bad-input]
  !   nothing was appended
  [5]

  $ evs append order-7 --batch missing.ndjson
  ! evs: error: there is no file 'missing.ndjson' [not-found]
  [3]

  $ evs types
  {"type":"ItemAdded","schema":1,"events":1,"first":"<time>","last":"<time>"}
  {"type":"ItemAdded","schema":2,"events":1,"first":"2026-01-31T12:00:00Z","last":"2026-01-31T12:00:00Z"}
  {"type":"OrderArchived","schema":1,"events":1,"first":"<time>","last":"<time>"}
  {"type":"OrderPaid","schema":1,"events":1,"first":"<time>","last":"<time>"}
  {"type":"OrderShipped","schema":1,"events":1,"first":"<time>","last":"<time>"}

What lines say can't be said by options.

  $ evs append order-7 --batch items.ndjson '{}'
  ! evs: error: with --batch, DATA, id, schema and time are in the lines of FILE [usage]
  !   hint: evs append order-7 --batch FILE
  [2]

  $ evs append order-7 --batch items.ndjson --id e-7
  ! evs: error: with --batch, DATA, id, schema and time are in the lines of FILE [usage]
  !   hint: evs append order-7 --batch FILE
  [2]

  $ evs append --batch
  ! evs: error: STREAM is missing [usage]
  !   hint: evs append STREAM TYPE [DATA]
  [2]

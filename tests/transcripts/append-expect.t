--expect none: the stream must not exist yet. 0 is another word for it.

  $ evs append order-7 OrderPlaced '{}' --expect none -q
  {"stream":"order-7","seq":1,"position":1,"id":"<uuid>"}

  $ evs append order-7 OrderPlaced '{}' --expect none
  ! evs: error: stream 'order-7' is at version 1, but should not exist yet [conflict]
  !   event 1 was written since (dated <number> s ago): OrderPlaced
  !   nothing was appended
  !   hint: look at the events with 'evs read order-7 --from-seq 1', then retry with --expect 1
  [4]

  $ evs append order-7 OrderPlaced '{}' --expect 0
  ! evs: error: stream 'order-7' is at version 1, but should not exist yet [conflict]
  !   event 1 was written since (dated <number> s ago): OrderPlaced
  !   nothing was appended
  !   hint: look at the events with 'evs read order-7 --from-seq 1', then retry with --expect 1
  [4]

--expect N: it must end with N.

  $ evs append order-7 OrderPaid --expect 1
  {"stream":"order-7","seq":2,"position":2,"id":"<uuid>"}

  $ evs append order-7 OrderShipped --expect 1
  ! evs: error: stream 'order-7' is at version 2, not 1 [conflict]
  !   event 2 was written since (dated <number> s ago): OrderPaid
  !   nothing was appended
  !   hint: look at the events with 'evs read order-7 --from-seq 2', then retry with --expect 2
  [4]

  $ evs append order-7 OrderShipped --expect 9
  ! evs: error: stream 'order-7' is at version 2, not 9 [conflict]
  !   nothing was appended
  !   hint: look at the events with 'evs read order-7', then retry with --expect 2
  [4]

  $ evs append order-8 OrderShipped --expect 3
  ! evs: error: stream 'order-8' is at version 0, not 3 [conflict]
  !   nothing was appended
  !   hint: the stream has no events: look for its name with 'evs streams', or expect none
  [4]

--expect exists, --expect any.

  $ evs append order-8 OrderShipped --expect exists
  ! evs: error: stream 'order-8' does not exist [conflict]
  !   nothing was appended
  !   hint: look for its name with 'evs streams', or leave out --expect exists to begin it
  [4]

  $ evs append order-7 OrderShipped --expect exists
  {"stream":"order-7","seq":3,"position":3,"id":"<uuid>"}

  $ evs append order-7 OrderArchived --expect any
  {"stream":"order-7","seq":4,"position":4,"id":"<uuid>"}

Many events in between are told in short.

  $ for i in 1 2 3 4 5 6 7 8; do evs append order-7 NoteAdded -q >/dev/null; done; evs append order-7 OrderPaid --expect 3
  ! evs: error: stream 'order-7' is at version 12, not 3 [conflict]
  !   events 4 to 12 were written since (the last is dated <number> s ago): … NoteAdded, NoteAdded, NoteAdded
  !   nothing was appended
  !   hint: look at the events with 'evs read order-7 --from-seq 4', then retry with --expect 12
  [4]

The same as JSON.

  $ evs append order-7 OrderPaid --expect 11 -o json
  ! evs: error: stream 'order-7' is at version 12, not 11 [conflict]
  !   event 12 was written since (dated <number> s ago): NoteAdded
  !   nothing was appended
  !   hint: look at the events with 'evs read order-7 --from-seq 12', then retry with --expect 12
  ! {"error":{"code":"conflict","exit":4,"message":"stream 'order-7' is at version 12, not 11","hint":"look at the events with 'evs read order-7 --from-seq 12', then retry with --expect 12","details":{"stream":"order-7","version":12,"expected":11,"notes":["event 12 was written since (dated <number> s ago): NoteAdded","nothing was appended"]}}}
  [4]

What is no version.

  $ evs append order-7 OrderPaid --expect some
  ! evs: error: 'some' is not an expected version [usage]
  !   hint: say any, none, exists, or the version that the stream must have, like 5
  [2]

  $ evs append order-7 OrderPaid --expect 010
  ! evs: error: '010' is not an expected version [usage]
  !   hint: say any, none, exists, or the version that the stream must have, like 5
  [2]

  $ evs append order-7 OrderPaid --expect -1
  ! evs: error: option '--expect' needs a value, and '-1' is an option [usage]
  !   hint: a value that begins with '-' is written as --option=VALUE
  [2]

  $ evs append order-7 OrderPaid --expect=-1
  ! evs: error: '-1' is not an expected version [usage]
  !   hint: say any, none, exists, or the version that the stream must have, like 5
  [2]

  $ evs append order-7 OrderPaid --expect 99999999999999999999
  ! evs: error: '99999999999999999999' is not an expected version [usage]
  !   hint: say any, none, exists, or the version that the stream must have, like 5
  [2]

A refused append leaves nothing behind, but it has made the store.

  $ evs streams -o ndjson | cut -d , -f 1-3
  {"stream":"order-7","category":"order","version":12

  $ evs -s new.db append order-7 OrderPaid --expect 1
  ! evs: created store 'new.db'
  ! evs: error: stream 'order-7' is at version 0, not 1 [conflict]
  !   nothing was appended
  !   hint: the stream has no events: look for its name with 'evs streams', or expect none
  [4]

A retry after a lost answer: the same id with the same content gets its place back, whatever is expected by now.

  $ evs append order-9 OrderPlaced '{"total":1}' --id e-1 --time 2026-01-31T12:00:00Z --expect none
  {"stream":"order-9","seq":1,"position":13,"id":"e-1"}

  $ evs append order-9 OrderPaid -q
  {"stream":"order-9","seq":2,"position":14,"id":"<uuid>"}

  $ evs append order-9 OrderPlaced '{"total":1}' --id e-1 --time 2026-01-31T12:00:00Z --expect none
  {"stream":"order-9","seq":1,"position":13,"id":"e-1","already_stored":true}

  $ evs append order-9 OrderPlaced '{"total":1}' --id e-1 --expect none -o table
  stream    order-9
  seq       1
  position  13
  id        e-1
  ! evs: the event was stored before; nothing was written

  $ evs append order-9 OrderPlaced '{ "total" : 1 }' --id e-1
  {"stream":"order-9","seq":1,"position":13,"id":"e-1","already_stored":true}

The same id with other content is a conflict.

  $ evs append order-9 OrderPlaced '{"total":2}' --id e-1
  ! evs: error: id 'e-1' of a new event of stream 'order-9' is taken by event 1 of stream 'order-9' (position 13), whose data differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  [4]

  $ evs append order-10 OrderPlaced '{"total":1}' --id e-1
  ! evs: error: id 'e-1' of a new event of stream 'order-10' is taken by event 1 of stream 'order-9' (position 13), whose stream differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  [4]

  $ evs append order-9 OrderPlaced '{"total":1}' --id e-1 --time 2026-01-31T12:00:01Z -o ndjson
  ! evs: error: id 'e-1' of a new event of stream 'order-9' is taken by event 1 of stream 'order-9' (position 13), whose time differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  ! {"error":{"code":"conflict","exit":4,"message":"id 'e-1' of a new event of stream 'order-9' is taken by event 1 of stream 'order-9' (position 13), whose time differs","hint":"send the event with an id of its own, or leave the id out","details":{"id":"e-1","stream":"order-9","position":13,"notes":["nothing was appended"]}}}
  [4]

  $ evs append order-9 OrderPlaced '{"total":1}' --id e-1 --actor alice
  ! evs: error: id 'e-1' of a new event of stream 'order-9' is taken by event 1 of stream 'order-9' (position 13), whose meta differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  [4]

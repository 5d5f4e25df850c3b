A snapshot is a state that is kept; folds begin there.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"total":5}}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z","data":{"total":7}}
  > {"id":"e-3","stream":"order-7","type":"Refunded","time":"2026-01-31T12:02:00Z","data":{"total":-4}}
  > {"id":"e-4","stream":"order-7","type":"Corrected","time":"2026-01-31T12:03:00Z","data":{"total":0}}
  > {"id":"e-5","stream":"user-1","type":"Registered","time":"2026-01-31T12:04:00Z","data":{"name":"Ada"}}
  > X
  $ evs -q import orders.ndjson >/dev/null
  $ cat >model.lua <<X
  > reducer "order" { initial = { seen = array{} },
  >   default = function(s, e) s.total = e.data.total; append(s.seen, e.type) end }
  > X
  $ cat >plain <<'X'
  > s/"taken":"[^"]*"/"taken":"…"/; s/taken [^)]*)/taken …)/; s/"fingerprint":"[0-9a-f]*"/"fingerprint":"…"/
  > s/'\/.*\/evs.db'/'evs.db'/
  > X

  $ evs snapshot list
  $ evs head >before
  $ evs snapshot take order-7 --every 2
  {"streams":1,"taken":1,"already":0,"dropped":0,"skipped":0}
  $ evs snapshot take --all
  {"streams":3,"taken":3,"already":0,"dropped":0,"skipped":0}
  $ evs snapshot take --category order
  {"streams":2,"taken":0,"already":2,"dropped":0,"skipped":0}
  $ evs snapshot list order-7 order-8 | sed -f plain
  {"stream":"order-7","seq":2,"position":3,"fingerprint":"…","usable":true,"reason":null,"bytes":46,"taken":"…"}
  {"stream":"order-7","seq":3,"position":4,"fingerprint":"…","usable":true,"reason":null,"bytes":57,"taken":"…"}
  {"stream":"order-8","seq":1,"position":2,"fingerprint":"…","usable":true,"reason":null,"bytes":34,"taken":"…"}
  $ evs head | diff - before

--explain says where a fold began.

  $ evs replay order-7 --explain 2>&1 | sed -f plain
  evs: began at the snapshot of seq 3 (position 4, taken …)
  evs: passed over 1 snapshot, the newest of seq 2: older
  {"seen":["OrderPlaced","Refunded","Corrected"],"total":0}
  $ evs replay order-7 --explain --at-seq 2 2>&1 | sed -f plain
  evs: began at the snapshot of seq 2 (position 3, taken …)
  evs: passed over 1 snapshot, the newest of seq 3: later than the moment
  {"seen":["OrderPlaced","Refunded"],"total":-4}
  $ evs replay order-7 --explain --at-time 2026-01-31T12:02:30Z 2>&1 | sed -f plain
  evs: began at the snapshot of seq 2 (position 3, taken …)
  evs: passed over 1 snapshot, the newest of seq 3: later than the moment
  {"seen":["OrderPlaced","Refunded"],"total":-4}
  $ evs replay order-7 --explain --at-position 1
  {"seen":["OrderPlaced"],"total":5}
  ! evs: folded from the first event: no snapshot fits
  ! evs: passed over 2 snapshots, the newest of seq 3: later than the moment
  $ evs replay order-7 --explain --no-snapshot
  {"seen":["OrderPlaced","Refunded","Corrected"],"total":0}
  ! evs: folded from the first event: --no-snapshot was given
  $ evs replay order-7 --explain --reducer last
  {"total":0}
  ! evs: folded from the first event: no snapshot fits
  ! evs: passed over 2 snapshots, the newest of seq 3: made by another reducer or model
  $ evs replay --all --explain
  {"stream":"order-7","seq":3,"state":{"seen":["OrderPlaced","Refunded","Corrected"],"total":0}}
  {"stream":"order-8","seq":1,"state":{"seen":["OrderPlaced"],"total":7}}
  {"stream":"user-1","seq":1,"state":{"name":"Ada"}}
  ! evs: began at a snapshot in 3 streams, at the first event in 0; 'evs snapshot list' shows which there are, and which are of use
  $ evs replay --all --no-snapshot >from_the_first; evs replay --all | diff - from_the_first
  $ evs replay order-7 --trace --explain | wc -l
  3
  ! evs: folded from the first event: --trace looks at every event
  $ evs -s orders.ndjson replay order-7 --explain
  {"seen":["OrderPlaced","Refunded","Corrected"],"total":0}
  ! evs: folded from the first event: a log file keeps no snapshots

One changed byte in the model, and its snapshots are passed over.

  $ cp model.lua as_it_was.lua; sed -i 's/e.data.total;/e.data.total+1;/' model.lua
  $ evs replay order-7 --explain
  {"seen":["OrderPlaced","Refunded","Corrected"],"total":1}
  ! evs: folded from the first event: no snapshot fits
  ! evs: passed over 2 snapshots, the newest of seq 3: made by another reducer or model
  $ evs snapshot list --category order | sed -f plain
  {"stream":"order-7","seq":2,"position":3,"fingerprint":"…","usable":false,"reason":"made by another reducer or model","bytes":46,"taken":"…"}
  {"stream":"order-7","seq":3,"position":4,"fingerprint":"…","usable":false,"reason":"made by another reducer or model","bytes":57,"taken":"…"}
  {"stream":"order-8","seq":1,"position":2,"fingerprint":"…","usable":false,"reason":"made by another reducer or model","bytes":34,"taken":"…"}
  $ evs snapshot check
  {"holds":true,"streams":3,"checked":1,"wrong":0,"stale":3}
  $ evs snapshot drop --all --stale --dry-run
  {"streams":2,"would_drop":3,"bytes":137}
  ! evs: would drop 3 snapshots of 2 streams
  $ evs snapshot drop --all --stale
  ! evs: error: there is no terminal to ask on: 3 snapshots of 2 streams will be dropped [usage]
  !   hint: --yes does it without asking; --dry-run shows what would be done
  [2]
  $ evs snapshot drop --all --stale --yes
  {"streams":2,"dropped":3,"bytes":137}
  $ cp as_it_was.lua model.lua

--keep keeps the newest.

  $ evs snapshot take order-7 --every 1
  {"streams":1,"taken":3,"already":0,"dropped":0,"skipped":0}
  $ evs snapshot take order-7 --every 1 --keep 2
  {"streams":1,"taken":0,"already":2,"dropped":1,"skipped":0}
  $ evs snapshot list order-7 | cut -d , -f 1-2
  {"stream":"order-7","seq":2
  {"stream":"order-7","seq":3

check compares with a fold from the first event, and so does verify.

  $ evs snapshot take --all
  {"streams":3,"taken":1,"already":2,"dropped":0,"skipped":0}
  $ evs snapshot check
  {"holds":true,"streams":3,"checked":4,"wrong":0,"stale":0}
  $ evs verify -o table | sed -n '2p; /snapshots/p'
  4 snapshots, of which 4 were folded again and 0 are of other reducers
  4 snapshots, of which 4 were folded again and 0 are of other reducers
    snapshots   ok: every snapshot is as it was written, and of an event that is there
  $ evs verify | grep -o '"snapshots":.*'
  "snapshots":4,"refolded":4,"baselines":0,"emptied_baselines":0}
  $ sqlite3 evs.db "UPDATE snapshots SET state = replace(state, '0', '1') WHERE seq = 3"
  $ evs snapshot check | sed -f plain
  {"stream":"order-7","seq":3,"position":4,"fingerprint":"…","problem":"damaged: it is not what was written: its digest is another","patch":null}
  {"holds":false,"streams":3,"checked":3,"wrong":1,"stale":0}
  $ evs replay order-7 2>&1 | sed -f plain
  evs: error: a snapshot of stream 'order-7', at seq 3, is damaged: it is not what was written: its digest is another [damaged]
    the store is 'evs.db'
    hint: --no-snapshot passes it by; 'evs snapshot drop order-7' drops it, and no event with it
  $ evs replay order-7 --no-snapshot
  {"seen":["OrderPlaced","Refunded","Corrected"],"total":0}
  $ evs verify -o table | sed '1,2d; / ok: /d'
    snapshots   1 finding
      position 4, stream 'order-7', seq 3: snapshot 7: it is not what was written: its digest is another
      what to do: no event is concerned: drop what is wrong with 'evs snapshot drop', and find out who changed it; if a fold gave another state, the model may keep something outside of its states
  not verified: 1 finding
  $ evs snapshot drop order-7 --yes
  {"streams":1,"dropped":2,"bytes":103}

A state outside of the state makes what events do not: a model must not keep one.

  $ cat >model.lua <<X
  > local seen = 0
  > reducer "order" { default = function(s, e) seen = seen + 1; s.seen = seen end }
  > X
  $ evs snapshot take --category order
  {"streams":2,"taken":2,"already":0,"dropped":0,"skipped":0}
  $ evs snapshot check order-8 -o table | sed -f plain
  order-8/1  the snapshot differs from the fold
    ~ /seen  4 -> 1
  holds    false
  streams  1
  checked  1
  wrong    1
  stale    1
  $ evs snapshot check order-8 | sed -f plain
  {"stream":"order-8","seq":1,"position":2,"fingerprint":"…","problem":"differs","patch":[{"op":"replace","path":"/seen","value":1}]}
  {"holds":false,"streams":1,"checked":1,"wrong":1,"stale":1}

What cannot be resumed has no snapshot.

  $ cat >model.lua <<X
  > reducer "order" { command = { "cat" } }
  > reducer "user" { initial = { names = {} }, Registered = function(s, e) s.names[#s.names + 1] = e.data.name end }
  > X
  $ evs snapshot take order-7
  ! evs: error: category 'order' is folded by a program [usage]
  !   a program cannot be given a state to go on from, so a snapshot would be of no use
  !   hint: functions in the model can be resumed; see evs-model(5)
  [2]
  $ evs snapshot take --category order
  ! evs: error: category 'order' is folded by a program [usage]
  !   a program cannot be given a state to go on from, so a snapshot would be of no use
  !   hint: functions in the model can be resumed; see evs-model(5)
  [2]
  $ evs snapshot take user-1
  ! evs: error: the state of stream 'user-1' after event 1 cannot be kept as a snapshot [bad-input]
  !   a list was not begun as array{}, so it would be an object when it is empty, at /names
  [5]
  $ evs snapshot take --all
  {"streams":3,"taken":0,"already":0,"dropped":0,"skipped":3}
  ! evs: passed over 1 state; the first: the state of stream 'user-1' after event 1 cannot be kept as a snapshot: a list was not begun as array{}, so it would be an object when it is empty, at /names
  ! evs: passed over 2 streams: a program folds them
  $ evs replay user-1 --explain
  {"names":["Ada"]}
  ! evs: folded from the first event: no snapshot fits
  ! evs: passed over 1 snapshot, the newest of seq 1: made by another reducer or model
  $ evs -q replay order-7 --explain --reducer merge-patch
  {"total":0}
  $ rm model.lua

No selector never means all; what is not there is said.

  $ evs snapshot drop
  ! evs: error: which streams is missing [usage]
  !   hint: name streams, or say --category NAME or --all
  [2]
  $ evs snapshot drop --all --category order
  ! evs: error: snapshot drop takes one of STREAM, --category and --all [usage]
  !   hint: name streams, or say --category NAME or --all
  [2]
  $ evs snapshot take order-9
  ! evs: error: there is no stream 'order-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ evs snapshot list --every 3
  ! evs: error: --every belongs to 'evs snapshot take' [usage]
  [2]
  $ evs -s orders.ndjson snapshot take --all
  ! evs: error: 'orders.ndjson' is a log file, which keeps no snapshots [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]
  $ evs -s orders.ndjson snapshot list
  ! evs: error: 'orders.ndjson' is a log file, which keeps no snapshots [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]

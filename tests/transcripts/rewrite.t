A rewrite makes a new store in which upcasting is permanent.

  $ cat >users.ndjson <<X
  > {"id":"u-1","stream":"user-1","type":"UserMoved","time":"2026-01-01T12:00:00Z","data":{"city":"Oslo","rent":1.10},"meta":{"actor":"ada"}}
  > {"id":"c-1","stream":"cart-1","type":"Added","time":"2026-01-02T12:00:00Z","data":{"n":1}}
  > {"id":"u-2","stream":"user-1","type":"DebugNoted","time":"2026-01-03T12:00:00Z","data":"x"}
  > {"id":"u-3","stream":"user-1","type":"UserNamed","time":"2026-01-04T12:00:00Z","data":{"name":"Ada"}}
  > X
  $ evs -q import users.ndjson >/dev/null; evs head >before
  $ cat >model.lua <<X
  > upcast "UserMoved" { from = 1, to = 2,
  >   function(e) return { e, { type = "CitySet", data = { city = e.data.city } } } end }
  > upcast "DebugNoted" { from = 1, to = 2, reason = "nobody reads them", function(e) return {} end }
  > X
  $ evs rewrite --dry-run new.db; [ -e new.db ] || echo nothing
  {"in":4,"out":4,"changed":2,"split":1,"renamed":1,"dropped":[{"rule":"DebugNoted 1 to 2","reason":"nobody reads them","events":1}],"merged":[],"renamed_streams":0,"baselines":0,"resumed_behind":0,"head":null}
  nothing
  ! evs: nothing was written; without --dry-run, 'new.db' would be
  $ evs rewrite new.db
  {"in":4,"out":4,"changed":2,"split":1,"renamed":1,"dropped":[{"rule":"DebugNoted 1 to 2","reason":"nobody reads them","events":1}],"merged":[],"renamed_streams":0,"baselines":0,"resumed_behind":0,"head":"6:<digest>"}
  $ evs -s new.db read user-1 cart-1 --raw
  {"id":"u-1","stream":"user-1","seq":1,"position":2,"type":"UserMoved","schema":2,"time":"2026-01-01T12:00:00Z","data":{"city":"Oslo","rent":1.10},"meta":{"actor":"ada","rewritten_from":{"position":1,"seq":1}}}
  {"id":"u-1#1","stream":"user-1","seq":2,"position":3,"type":"CitySet","schema":1,"time":"2026-01-01T12:00:00Z","data":{"city":"Oslo"},"meta":{"actor":"ada","rewritten_from":{"position":1,"seq":1,"sub":1}}}
  {"id":"c-1","stream":"cart-1","seq":1,"position":4,"type":"Added","schema":1,"time":"2026-01-02T12:00:00Z","data":{"n":1},"meta":{"rewritten_from":{"position":2,"seq":1}}}
  {"id":"u-3","stream":"user-1","seq":3,"position":5,"type":"UserNamed","schema":1,"time":"2026-01-04T12:00:00Z","data":{"name":"Ada"},"meta":{"rewritten_from":{"position":4,"seq":3}}}
  $ evs -s new.db read '$evs-rewrites' | grep -o '"type":"[^"]*"'; evs -s new.db verify 2>&1 >/dev/null | sed 's/ store [0-9a-f]* / store ID /'; evs -s new.db verify -q | grep -c '"findings":0'; evs head | cmp before -
  "type":"$evs.rewrite-begun"
  "type":"$evs.rewrite-finished"
  evs: this store is a rewrite of the store ID up to the head 4:<digest>
  1
  $ evs rewrite new.db -o table
  in               0
  out              0
  changed          0
  split            0
  renamed          0
  dropped          []
  merged           []
  renamed_streams  0
  baselines        0
  resumed_behind   4
  head             6:<digest>
  ! evs: 'new.db' was finished already
  $ evs rewrite new.db --drop-category cart
  ! evs: error: the destination is a rewrite by other rules [conflict]
  !   hint: name another destination, or go on with the model and the options that it was begun with
  [4]
  $ evs rewrite new.db --drop-category cart --dry-run
  ! evs: error: the destination is a rewrite by other rules [conflict]
  !   hint: name another destination, or go on with the model and the options that it was begun with
  [4]
  $ evs rewrite less.db --drop-category cart; evs -s less.db streams | grep -o '"stream":"[^"]*"'
  {"in":4,"out":3,"changed":2,"split":1,"renamed":1,"dropped":[{"rule":"DebugNoted 1 to 2","reason":"nobody reads them","events":1},{"category":"cart","events":1}],"merged":[],"renamed_streams":0,"baselines":0,"resumed_behind":0,"head":"5:<digest>"}
  "stream":"$evs-rewrites"
  "stream":"user-1"
  $ evs rewrite evs.db
  ! evs: error: the destination is the store itself; a rewrite makes a new one [usage]
  [2]
  $ evs -s users.ndjson rewrite other.db
  ! evs: error: 'users.ndjson' is a log file, which keeps no commits and no digests [usage]
  !   hint: import it into a store: evs -s evs.db import users.ndjson
  [2]
  $ evs -s mine.db append x-1 T '{}' -q >/dev/null; evs rewrite mine.db --dry-run
  ! evs: error: the destination holds events, and no rewrite has begun there [conflict]
  !   hint: name a file that is not there yet
  [4]
  $ evs rewrite mine.db; evs -s mine.db rewrite new.db
  ! evs: error: the destination holds events, and no rewrite has begun there [conflict]
  !   hint: name a file that is not there yet
  ! evs: error: 'new.db' was begun from a store with the head 4:<digest>, which 'mine.db' never had [conflict]
  !   hint: name another destination
  [4]
  $ mkdir empty; (cd empty; evs -s ../evs.db rewrite x.db)
  ! evs: error: there is no model, and so nothing to rewrite by [not-found]
  !   hint: name it with --model or EVS_MODEL; 'evs backup' copies a store as it is
  [3]
  $ echo 'upcast "UserMoved" { from = 1, to = 2, function(e) e.data.more = e.data.big; return e end }' >model.lua; evs append user-1 UserMoved '{"big":12345678901234567890}' -q >/dev/null; evs rewrite big.db; evs rewrite big.db --dry-run
  ! evs: error: the number 12345678901234567890 would not be the same after the rewrite [bad-input]
  !   an upcaster moves it, at event 4 of stream 'user-1', and a model has integers of 64 bits and doubles
  ! evs: error: the number 12345678901234567890 would not be the same after the rewrite [bad-input]
  !   an upcaster moves it, at event 4 of stream 'user-1', and a model has integers of 64 bits and doubles
  [5]

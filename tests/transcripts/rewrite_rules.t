A rewrite can also rename streams and merge events, by rules of the model that no other command applies.

  $ cat >carts.ndjson <<X
  > {"id":"c-1","stream":"cart-1","type":"Counted","time":"2026-01-01T12:00:00Z","data":{"n":1},"meta":{"actor":"ada"}}
  > {"id":"c-2","stream":"cart-2","type":"Counted","time":"2026-01-01T12:00:01Z","data":{"n":10}}
  > {"id":"c-3","stream":"cart-1","type":"Counted","time":"2026-01-01T12:00:02Z","data":{"n":2}}
  > {"id":"c-4","stream":"cart-1","type":"Paid","time":"2026-01-01T12:00:03Z"}
  > {"id":"c-5","stream":"cart-2","type":"Counted","time":"2026-01-01T12:02:00Z","data":{"n":20}}
  > {"id":"u-1","stream":"user-1","type":"Joined","time":"2026-01-01T12:03:00Z"}
  > X
  $ cat >model.lua <<X
  > merge_events "Counted" { within = 60, reason = "counted one by one",
  >   function(a, b) a.data.n = a.data.n + b.data.n; return a end,
  >   test = { { { data = { n = 1 } }, { data = { n = 2 } }, { data = { n = 3 } }, name = "a sum" } } }
  > rename_streams { function(stream) return (stream:gsub("^cart%-", "basket-")) end,
  >   test = { { "cart-1", "basket-1" }, { "user-1", "user-1" } } }
  > X
  $ evs -q import carts.ndjson >/dev/null
  $ evs rewrite --dry-run --merge --rename-streams baskets.db
  {"in":6,"out":5,"changed":0,"split":0,"renamed":0,"dropped":[],"merged":[{"rule":"Counted","reason":"counted one by one","events":1,"into":1}],"renamed_streams":2,"baselines":0,"resumed_behind":0,"head":null}
  ! evs: nothing was written; without --dry-run, 'baskets.db' would be
  $ evs rewrite --merge --rename-streams baskets.db
  {"in":6,"out":5,"changed":0,"split":0,"renamed":0,"dropped":[],"merged":[{"rule":"Counted","reason":"counted one by one","events":1,"into":1}],"renamed_streams":2,"baselines":0,"resumed_behind":0,"head":"7:<digest>"}
  $ evs -s baskets.db read basket-1 basket-2 user-1; evs -s baskets.db verify -q | grep -c '"findings":0'
  {"id":"c-1","stream":"basket-1","seq":1,"position":2,"type":"Counted","schema":1,"time":"2026-01-01T12:00:00Z","data":{"n":3},"meta":{"actor":"ada","rewritten_from":{"position":1,"seq":1,"merged":[{"position":3,"seq":2}]}}}
  {"id":"c-2","stream":"basket-2","seq":1,"position":3,"type":"Counted","schema":1,"time":"2026-01-01T12:00:01Z","data":{"n":10},"meta":{"rewritten_from":{"position":2,"seq":1}}}
  {"id":"c-4","stream":"basket-1","seq":2,"position":4,"type":"Paid","schema":1,"time":"2026-01-01T12:00:03Z","data":{},"meta":{"rewritten_from":{"position":4,"seq":3}}}
  {"id":"c-5","stream":"basket-2","seq":2,"position":5,"type":"Counted","schema":1,"time":"2026-01-01T12:02:00Z","data":{"n":20},"meta":{"rewritten_from":{"position":5,"seq":2}}}
  {"id":"u-1","stream":"user-1","seq":1,"position":6,"type":"Joined","schema":1,"time":"2026-01-01T12:03:00Z","data":{},"meta":{"rewritten_from":{"position":6,"seq":1}}}
  1
  $ evs rewrite --merge baskets.db
  ! evs: error: the destination is a rewrite by other rules [conflict]
  !   hint: name another destination, or go on with the model and the options that it was begun with
  [4]
  $ evs rewrite as-it-is.db
  {"in":6,"out":6,"changed":0,"split":0,"renamed":0,"dropped":[],"merged":[],"renamed_streams":0,"baselines":0,"resumed_behind":0,"head":"8:<digest>"}

The rules have tests, which the checks of the model run; a rule without one does not pass.

  $ evs upcast check; evs model check | grep rewrite; evs model show
  {"check":"test","name":"merge_events 'Counted': a sum","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"test","name":"rename_streams: test 1","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"test","name":"rename_streams: test 2","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"rule","name":"merge_events 'Counted'","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"rule","name":"rename_streams","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"type","name":"Counted 1","passed":true,"in":4,"out":4,"dropped":0,"note":null}
  {"check":"type","name":"Joined 1","passed":true,"in":1,"out":1,"dropped":0,"note":null}
  {"check":"type","name":"Paid 1","passed":true,"in":1,"out":1,"dropped":0,"note":null}
  {"check":"rewrite","category":null,"name":"merge_events 'Counted': a sum","passed":true,"note":null}
  {"check":"rewrite","category":null,"name":"rename_streams: test 1","passed":true,"note":null}
  {"check":"rewrite","category":null,"name":"rename_streams: test 2","passed":true,"note":null}
  {"declares":"merge_events","name":"Counted","place":"model.lua:1","types":null,"default":null,"invariants":null,"tests":1,"command":null,"upcast":null,"personal":null,"rewrite":{"within":60,"reason":"counted one by one"}}
  {"declares":"rename_streams","name":null,"place":"model.lua:4","types":null,"default":null,"invariants":null,"tests":2,"command":null,"upcast":null,"personal":null,"rewrite":{}}
  $ sed -i 's/n = 3/n = 4/; s/"user-1", "user-1"/"user-1", "u-1"/' model.lua; evs upcast check | head -n 3; evs model check | grep '"passed":false'
  {"check":"test","name":"merge_events 'Counted': a sum","passed":false,"in":null,"out":null,"dropped":null,"note":"data/n is 3, not 4"}
  {"check":"test","name":"rename_streams: test 1","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"test","name":"rename_streams: test 2","passed":false,"in":null,"out":null,"dropped":null,"note":"it is 'user-1', not 'u-1'"}
  {"check":"rewrite","category":null,"name":"merge_events 'Counted': a sum","passed":false,"note":"data/n is 3, not 4"}
  {"check":"rewrite","category":null,"name":"rename_streams: test 2","passed":false,"note":"it is 'user-1', not 'u-1'"}
  $ echo 'rename_streams { function(s) return s end }' >model.lua; evs upcast check | grep '"check":"rule"'
  {"check":"rule","name":"rename_streams","passed":false,"in":null,"out":null,"dropped":null,"note":"it has no test"}

Two streams do not become one, and no stream becomes one of evs's own.

  $ echo 'rename_streams { function(s) return (s:gsub("-.*", "")) end }' >model.lua; evs rewrite --rename-streams x.db
  ! evs: error: the streams 'cart-1' and 'cart-2' would both be 'cart' [bad-input]
  !   by rename_streams at model.lua:1
  !   hint: give each its own name: what happened in two streams has no one order of versions
  [5]
  $ echo 'rename_streams { function(s) return "$evs-" .. s end }' >model.lua; evs rewrite --rename-streams x.db
  ! evs: error: model.lua:1: it returned '$evs-cart-1'; names that start with $ are evs's own [bad-input]
  !   in rename_streams, for stream 'cart-1'
  [5]
  $ echo 'rename_streams { function(s) return null end }' >model.lua; evs rewrite --rename-streams x.db; [ -e x.db ] || echo "nothing is left behind"
  nothing is left behind
  ! evs: error: model.lua:1: it returned no name but a null; a stream that keeps its name has it returned [bad-input]
  !   in rename_streams, for stream 'cart-1'
  $ evs rewrite --merge x.db
  ! evs: error: --merge has nothing to go by: the model 'model.lua' has no merge_events [usage]
  !   hint: evs-model(5) shows how to write it
  [2]
  $ rm model.lua; evs rewrite --rename-streams --drop-category user x.db
  ! evs: error: there is no model, and so nothing to rewrite by [not-found]
  !   hint: name it with --model or EVS_MODEL; 'evs backup' copies a store as it is
  [3]

A category that is not there is told of, since it may be misspelt.

  $ evs rewrite --dry-run --drop-category user --drop-category cat x.db | head -c 20
  {"in":6,"out":5,"cha<no newline>
  ! evs: no event of the category 'cat' was there to leave behind
  ! evs: nothing was written; without --dry-run, 'x.db' would be

A function that fails is named with both events.

  $ echo 'merge_events "Counted" { reason = "x", function(a, b) return b end }' >model.lua; evs rewrite --merge y.db
  ! evs: error: model.lua:1: 'id' is changed, which a merge cannot do [bad-input]
  !   in merge_events 'Counted', at event 2 of stream 'cart-1' (Counted, position 3)
  !   the event that it is merged into is event 1 of stream 'cart-1' (Counted, position 1)
  [5]

An event that a purge has taken something of stays by itself: what is left of it may be another person's.

  $ mkdir purged; cd purged; for who in al bo cy; do evs append p-1 C "{\"who\":\"$who\",\"n\":1}" -q >/dev/null; done
  $ cat >purged/model.lua <<X
  > personal "C" { subject = "/who" }
  > merge_events "C" { reason = "r", function(a, b) a.data.n = a.data.n + b.data.n; return a end }
  > X
  $ cd purged; evs purge --subject al --yes -q >/dev/null; evs rewrite --merge -q new.db >/dev/null; evs -s new.db read p-1 | grep -o '"data":{[^}]*}'
  "data":{"who":null,"n":1}
  "data":{"who":"bo","n":2}

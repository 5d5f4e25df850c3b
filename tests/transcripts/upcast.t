Old events stay readable: the model's upcasters make new ones of them whenever they are read.

  $ cat >users.ndjson <<X
  > {"id":"u-1","stream":"user-1","type":"UserMoved","time":"2026-01-01T12:00:00Z","data":{"street":"Main 1","city":"Oslo","rent":1.10},"meta":{"actor":"ada"}}
  > {"id":"u-2","stream":"user-2","type":"UserMoved","schema":2,"time":"2026-01-02T12:00:00Z","data":{"address":{"city":"Bergen"}}}
  > {"id":"u-3","stream":"user-1","type":"DebugNoted","time":"2026-01-03T12:00:00Z","data":"x"}
  > {"id":"u-4","stream":"user-1","type":"UserNamed","time":"2026-01-04T12:00:00Z","data":{"name":"Ada"}}
  > X
  $ evs -q import users.ndjson >/dev/null; evs head >before
  $ cat >model.lua <<X
  > upcast "UserMoved" { from = 1, to = 2,
  >   function(e)
  >     e.data.address = { street = e.data.street, city = e.data.city }
  >     e.data.street, e.data.city = nil, nil
  >     return e
  >   end,
  >   test = { { { data = { street = "a", city = "b" } }, { data = { address = { street = "a", city = "b" } } } } },
  > }
  > upcast "UserMoved" { from = 2, to = 1, to_type = "AddressSet",
  >   function(e)
  >     return { e, { type = "CitySet", data = { city = e.data.address.city } } }
  >   end,
  >   test = { { name = "splits", { data = { address = { city = "b" } } },
  >     { { data = { address = { city = "b" } } }, { type = "CitySet", data = { city = "b" } } } } },
  > }
  > upcast "CitySet" { from = 1, to = 2,
  >   function(e) e.data.country = "NO"; return e end,
  >   test = { { { data = { city = "b" } }, { data = { city = "b", country = "NO" } } } },
  > }
  > upcast "DebugNoted" { from = 1, to = 2, reason = "nobody reads them",
  >   function(e) return {} end,
  >   test = { { {}, {} } },
  > }
  > X
  $ evs read
  {"id":"u-1","stream":"user-1","seq":1,"position":1,"type":"AddressSet","schema":1,"time":"2026-01-01T12:00:00Z","data":{"rent":1.10,"address":{"city":"Oslo","street":"Main 1"}},"meta":{"actor":"ada"}}
  {"id":"u-1#1","stream":"user-1","seq":1,"position":1,"sub":1,"type":"CitySet","schema":2,"time":"2026-01-01T12:00:00Z","data":{"city":"Oslo","country":"NO"},"meta":{"actor":"ada"}}
  {"id":"u-2","stream":"user-2","seq":1,"position":2,"type":"AddressSet","schema":1,"time":"2026-01-02T12:00:00Z","data":{"address":{"city":"Bergen"}},"meta":{}}
  {"id":"u-2#1","stream":"user-2","seq":1,"position":2,"sub":1,"type":"CitySet","schema":2,"time":"2026-01-02T12:00:00Z","data":{"city":"Bergen","country":"NO"},"meta":{}}
  {"id":"u-4","stream":"user-1","seq":3,"position":4,"type":"UserNamed","schema":1,"time":"2026-01-04T12:00:00Z","data":{"name":"Ada"},"meta":{}}
  $ evs read --raw --limit 1; evs read user-2 -v | wc -l; evs read --type CitySet --reverse --limit 1
  {"id":"u-1","stream":"user-1","seq":1,"position":1,"type":"UserMoved","schema":1,"time":"2026-01-01T12:00:00Z","data":{"street":"Main 1","city":"Oslo","rent":1.10},"meta":{"actor":"ada"}}
  2
  {"id":"u-2#1","stream":"user-2","seq":1,"position":2,"sub":1,"type":"CitySet","schema":2,"time":"2026-01-02T12:00:00Z","data":{"city":"Bergen","country":"NO"},"meta":{}}
  ! evs: using the model 'model.lua'
  ! evs: reading 'evs.db' (sqlite)
  $ evs read -o table; evs read user-1 -o csv; evs read user-2 -o cloudevents; evs read -o json --limit 2 | grep -c '"sub": 1'
       1  user-1/1              AddressSet     2026-01-01T12:00:00Z  {"rent":1.10…
       1  user-1/1#1            CitySet        2026-01-01T12:00:00Z  {"city":"Osl…
       2  user-2/1              AddressSet     2026-01-02T12:00:00Z  {"address":{…
       2  user-2/1#1            CitySet        2026-01-02T12:00:00Z  {"city":"Ber…
       4  user-1/3              UserNamed      2026-01-04T12:00:00Z  {"name":"Ada…
  id,stream,seq,position,type,schema,time,data,meta<0x0d>
  u-1,user-1,1,1,AddressSet,1,2026-01-01T12:00:00Z,"{""rent"":1.10,""address"":{""city"":""Oslo"",""street"":""Main 1""}}","{""actor"":""ada""}"<0x0d>
  u-1#1,user-1,1,1,CitySet,2,2026-01-01T12:00:00Z,"{""city"":""Oslo"",""country"":""NO""}","{""actor"":""ada""}"<0x0d>
  u-4,user-1,3,4,UserNamed,1,2026-01-04T12:00:00Z,"{""name"":""Ada""}",{}<0x0d>
  {"specversion":"1.0","id":"u-2","source":"urn:evs:store","type":"AddressSet","subject":"user-2","time":"2026-01-02T12:00:00Z","sequence":"1","evsmeta":"{}","data":{"address":{"city":"Bergen"}}}
  {"specversion":"1.0","id":"u-2#1","source":"urn:evs:store","type":"CitySet","subject":"user-2","time":"2026-01-02T12:00:00Z","sequence":"1","evsschema":2,"evsmeta":"{}","data":{"city":"Bergen","country":"NO"}}
  1

  $ evs replay --all; evs replay user-1 --at-seq 2; evs replay user-1 --raw; evs replay user-2 --reducer last; evs bisect --all 's.city ~= "Bergen"' | grep -o '"id":"[^"]*"'
  {"stream":"user-1","seq":3,"state":{"address":{"city":"Oslo","street":"Main 1"},"city":"Oslo","country":"NO","name":"Ada","rent":1.10}}
  {"stream":"user-2","seq":1,"state":{"address":{"city":"Bergen"},"city":"Bergen","country":"NO"}}
  {"address":{"city":"Oslo","street":"Main 1"},"city":"Oslo","country":"NO","rent":1.10}
  {"name":"Ada"}
  {"city":"Bergen","country":"NO"}
  "id":"u-2#1"
  $ evs replay user-1 --trace --at-seq 1 | grep -o '"id":"[^"]*"'
  "id":"u-1"
  "id":"u-1#1"
  $ evs replay user-1 --at-seq 4
  ! evs: error: stream 'user-1' ends with seq 3; it has no 4 [not-found]
  [3]

What is stored does not change, and what counts it speaks of it.

  $ evs head | cmp before -; evs types; evs export --salts | grep -c UserMoved
  {"type":"DebugNoted","schema":1,"events":1,"first":"2026-01-03T12:00:00Z","last":"2026-01-03T12:00:00Z"}
  {"type":"UserMoved","schema":1,"events":1,"first":"2026-01-01T12:00:00Z","last":"2026-01-01T12:00:00Z"}
  {"type":"UserMoved","schema":2,"events":1,"first":"2026-01-02T12:00:00Z","last":"2026-01-02T12:00:00Z"}
  {"type":"UserNamed","schema":1,"events":1,"first":"2026-01-04T12:00:00Z","last":"2026-01-04T12:00:00Z"}
  2
  $ evs export --salts --model model.lua
  ! evs: error: --salts and --model exclude each other [usage]
  !   hint: salts belong to the events as they are stored
  [2]
  $ evs read --raw --model model.lua
  ! evs: error: --raw and --model exclude each other, unless a --where calls what the model has [usage]
  [2]

upcast check proves that every stored event is read; upcast preview shows what becomes of events.

  $ evs upcast check
  {"check":"test","name":"UserMoved 1 to 2: test 1","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"test","name":"UserMoved 2 to AddressSet 1: splits","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"test","name":"CitySet 1 to 2: test 1","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"test","name":"DebugNoted 1 to 2: test 1","passed":true,"in":null,"out":null,"dropped":null,"note":null}
  {"check":"rule","name":"UserMoved 1 to 2","passed":true,"in":1,"out":null,"dropped":0,"note":null}
  {"check":"rule","name":"UserMoved 2 to AddressSet 1","passed":true,"in":2,"out":null,"dropped":0,"note":null}
  {"check":"rule","name":"CitySet 1 to 2","passed":true,"in":2,"out":null,"dropped":0,"note":null}
  {"check":"rule","name":"DebugNoted 1 to 2","passed":true,"in":1,"out":null,"dropped":1,"note":"dropped: nobody reads them"}
  {"check":"type","name":"DebugNoted 1","passed":true,"in":1,"out":0,"dropped":1,"note":null}
  {"check":"type","name":"UserMoved 1","passed":true,"in":1,"out":2,"dropped":0,"note":null}
  {"check":"type","name":"UserMoved 2","passed":true,"in":1,"out":2,"dropped":0,"note":null}
  {"check":"type","name":"UserNamed 1","passed":true,"in":1,"out":1,"dropped":0,"note":null}
  $ evs upcast preview user-2; evs upcast preview --limit 1 --type DebugNoted; evs upcast preview --type UserNamed; evs upcast preview --type UserNamed --all | wc -l; evs upcast preview --limit 2 | wc -l
  {"before":{"id":"u-2","stream":"user-2","seq":1,"position":2,"type":"UserMoved","schema":2,"time":"2026-01-02T12:00:00Z","data":{"address":{"city":"Bergen"}},"meta":{}},"after":[{"id":"u-2","stream":"user-2","seq":1,"position":2,"type":"AddressSet","schema":1,"time":"2026-01-02T12:00:00Z","data":{"address":{"city":"Bergen"}},"meta":{}},{"id":"u-2#1","stream":"user-2","seq":1,"position":2,"sub":1,"type":"CitySet","schema":2,"time":"2026-01-02T12:00:00Z","data":{"city":"Bergen","country":"NO"},"meta":{}}],"rules":["UserMoved 2 to AddressSet 1","CitySet 1 to 2"]}
  {"before":{"id":"u-3","stream":"user-1","seq":2,"position":3,"type":"DebugNoted","schema":1,"time":"2026-01-03T12:00:00Z","data":"x","meta":{}},"after":[],"rules":["DebugNoted 1 to 2"]}
  1
  2
  $ evs upcast preview user-9
  ! evs: error: there is no stream 'user-9' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ evs upcast check user-1
  ! evs: error: 'upcast check' looks at every event and takes no selectors [usage]
  !   hint: 'evs upcast preview' takes them
  [2]
  $ evs model show | grep -o '"name.*place\|"upcast".*'
  "upcast","name":"UserMoved","place":"model.lua:1","types":null,"default":null,"invariants":null,"tests":1,"command":null,"upcast":{"from":1,"to":2,"to_type":"UserMoved","reason":null},"personal":null,"rewrite":null}
  "upcast","name":"UserMoved","place":"model.lua:9","types":null,"default":null,"invariants":null,"tests":1,"command":null,"upcast":{"from":2,"to":1,"to_type":"AddressSet","reason":null},"personal":null,"rewrite":null}
  "upcast","name":"CitySet","place":"model.lua:16","types":null,"default":null,"invariants":null,"tests":1,"command":null,"upcast":{"from":1,"to":2,"to_type":"CitySet","reason":null},"personal":null,"rewrite":null}
  "upcast","name":"DebugNoted","place":"model.lua:20","types":null,"default":null,"invariants":null,"tests":1,"command":null,"upcast":{"from":1,"to":2,"to_type":"DebugNoted","reason":"nobody reads them"},"personal":null,"rewrite":null}
  $ evs model check -o table
  CHECK     CATEGORY  NAME                                 PASSED  NOTE
  upcaster            UserMoved 1 to 2: test 1             true
  upcaster            UserMoved 2 to AddressSet 1: splits  true
  upcaster            CitySet 1 to 2: test 1               true
  upcaster            DebugNoted 1 to 2: test 1            true
  type      user      AddressSet                           true    no reducer, folded by merge patch: 2 events
  type      user      CitySet                              true    no reducer, folded by merge patch: 2 events
  type      user      UserNamed                            true    no reducer, folded by merge patch: 1 event

A test that fails, one that is missing, events that fail, and events that do not become newest ones are found.

  $ cat >wrong.lua <<X
  > upcast "UserMoved" { from = 2, to = 3, function(e) e.data.x = 1; return e end, test = { { {}, { data = { x = 2 } } } } }
  > upcast "DebugNoted" { from = 1, to = 2, function(e) return e.data.x.y end }
  > X
  $ evs upcast check --model wrong.lua
  {"check":"test","name":"UserMoved 2 to 3: test 1","passed":false,"in":null,"out":null,"dropped":null,"note":"data/x is 1, not 2"}
  {"check":"rule","name":"UserMoved 2 to 3","passed":true,"in":1,"out":null,"dropped":0,"note":null}
  {"check":"rule","name":"DebugNoted 1 to 2","passed":false,"in":0,"out":null,"dropped":0,"note":"it has no test"}
  {"check":"type","name":"DebugNoted 1","passed":false,"in":1,"out":0,"dropped":0,"note":"wrong.lua:2: attempt to index a nil value (field 'x') (in upcaster 'DebugNoted 1 to 2', at event 2 of stream 'user-1' (DebugNoted, position 3))"}
  {"check":"type","name":"UserMoved 1","passed":false,"in":1,"out":1,"dropped":0,"note":"no upcaster leads on from 'UserMoved' 1; the newest is 3"}
  {"check":"type","name":"UserMoved 2","passed":true,"in":1,"out":1,"dropped":0,"note":null}
  {"check":"type","name":"UserNamed 1","passed":true,"in":1,"out":1,"dropped":0,"note":null}
  [1]
  $ evs read --model wrong.lua
  {"id":"u-1","stream":"user-1","seq":1,"position":1,"type":"UserMoved","schema":1,"time":"2026-01-01T12:00:00Z","data":{"street":"Main 1","city":"Oslo","rent":1.10},"meta":{"actor":"ada"}}
  {"id":"u-2","stream":"user-2","seq":1,"position":2,"type":"UserMoved","schema":3,"time":"2026-01-02T12:00:00Z","data":{"address":{"city":"Bergen"},"x":1},"meta":{}}
  ! evs: error: wrong.lua:2: attempt to index a nil value (field 'x') [bad-input]
  !   in upcaster 'DebugNoted 1 to 2', at event 2 of stream 'user-1' (DebugNoted, position 3)
  !   hint: 'evs read user-1 --from-seq 2 --to-seq 2 --raw' shows the event as it is stored
  [5]
  $ echo 'upcast "UserNamed" { from = 1, to = 2, function(e) e.stream = "x"; return e end }' >wrong.lua; evs read --model wrong.lua user-1 --type UserNamed
  ! evs: error: wrong.lua:1: 'stream' is changed, which an upcaster cannot do [bad-input]
  !   in upcaster 'UserNamed 1 to 2', at event 3 of stream 'user-1' (UserNamed, position 4)
  !   hint: 'evs read user-1 --from-seq 3 --to-seq 3 --raw' shows the event as it is stored
  [5]
  $ echo 'upcast "UserNamed" {' >wrong.lua; evs read --model wrong.lua; EVS_MODEL=wrong.lua evs read --raw | wc -l
  4
  ! evs: error: wrong.lua:2: unexpected symbol near <eof> [bad-input]
  !   hint: --raw shows the events as they are stored, without a model
  $ evs append user-1 UserMoved '{}' --schema 7 -q >/dev/null; evs read user-1 --type UserMoved
  ! evs: error: the model knows 'UserMoved' up to schema 2, and this event has 7 [bad-input]
  !   at event 4 of stream 'user-1' (UserMoved 7, position 5)
  !   hint: use the model of the software that wrote it; --raw reads what is stored
  [5]
  $ mkdir empty; cd empty; evs -s ../evs.db upcast check
  ! evs: error: there is no model [not-found]
  !   hint: name it with --model or EVS_MODEL; 'evs model init' begins one
  [3]

An export with events that came of one is refused by import, unless it numbers them.

  $ head -4 users.ndjson >four.ndjson; evs -s four.ndjson export | evs -s copy.db import
  ! evs: created store 'copy.db'
  ! evs: error: standard input line 2: "sub" is 1: an upcaster made several events of one here, so that seqs do not count them [bad-input]
  !   nothing was imported
  !   hint: import what 'evs export --raw' writes, or number the events as they come with --seq assign
  [5]
  $ evs -s four.ndjson export --raw | evs -s copy.db import -q | grep -o '"events":4'
  "events":4
  $ evs -s four.ndjson export | evs -s numbered.db import --seq assign -q | grep -o '"events":5'
  "events":5

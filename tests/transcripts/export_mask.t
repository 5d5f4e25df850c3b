export --mask writes a copy with pseudonyms in the place of what the model calls personal.

  $ cat >members.ndjson <<Y
  > {"id":"e-1","stream":"member-ada@x.org","type":"Joined","time":"2026-01-31T12:00:00Z","data":{"id":"ada@x.org","name":"Ada Lovelace","phone":"+44 20 7946 0018","born":"1984-12-10","plan":1.10},"meta":{"actor":"ada@x.org"}}
  > {"id":"e-2","stream":"chat-1","type":"Sent","time":"2026-01-31T12:01:00Z","data":{"to":[{"id":"ada@x.org","name":"Ada Lovelace"},{"id":4711,"name":"Bob"}],"text":"Dear Ada"}}
  > {"id":"e-3","stream":"member-ada@x.org","type":"Left","time":"2026-01-31T12:02:00Z","data":{"reason":"Ada moves"},"meta":{"actor":"ada@x.org"}}
  > {"id":"e-4","stream":"chat-1","type":"Closed","time":"2026-01-31T12:03:00Z"}
  > Y
  $ evs -q import members.ndjson >/dev/null
  $ evs export --mask
  ! evs: error: there is no model [bad-input]
  !   hint: --mask goes by its rules, personal "TYPE" { ... }: evs-model(5)
  [5]
  $ echo 'upcast "Sent" { from = 1, to = 2, function(e) return e end }' >model.lua; evs export --mask
  ! evs: error: the model says nothing of personal data [bad-input]
  !   hint: --mask goes by its rules, personal "TYPE" { ... }: evs-model(5)
  [5]
  $ cat >model.lua <<Y
  > personal "Joined" { subject = "/id", fields = { "/name", "/phone", "/born" }, meta = "/actor",
  >   mask = { ["/name"] = "name", ["/phone"] = "phone", ["/born"] = "date" } }
  > personal "Sent" { subject = "/to/*/id", fields = { "/to/*/name", "/text" }, mask = { ["/to/*/name"] = "name" } }
  > personal "Left" { subject = "stream", event = true, time = "day", id = true }
  > personal_streams { "member" }
  > upcast "Sent" { from = 1, to = 2, function(e) return e end }
  > Y

A type that no rule speaks of stops it, and leaves no file behind.

  $ evs export --mask --file masked.ndjson; ls masked.ndjson
  ! evs: error: the model does not say whether there is personal data in events of type 'Closed' [bad-input]
  !   the first of them in the way: Closed 1, at position 4, in category 'chat'
  !   hint: write personal "Closed" { ... } in the model, with none = true if there is none; 'evs model check' lists all such types
  ! ls: cannot access 'masked.ndjson': No such file or directory
  [2]
  $ echo 'personal "Closed" { none = true }' >>model.lua

The same value has the same pseudonym everywhere, in names of streams too. Events are written as they are stored.

  $ printf '0123456789abcdef%048d\n' 0 >key; chmod 600 key
  $ evs export --mask --mask-key key
  {"id":"e-1","stream":"member-mzscmrjxxdpfrnxllgzhpvvp@example.invalid","seq":1,"position":1,"type":"Joined","schema":1,"time":"2026-01-31T12:00:00Z","data":{"id":"mzscmrjxxdpfrnxllgzhpvvp@example.invalid","name":"Reruganu Lolatipetobi","phone":"+00 06 8372 335333194","born":"1980-08-20","plan":1.10},"meta":{"actor":"mzscmrjxxdpfrnxllgzhpvvp@example.invalid"}}
  {"id":"e-2","stream":"chat-1","seq":1,"position":2,"type":"Sent","schema":1,"time":"2026-01-31T12:01:00Z","data":{"to":[{"id":"mzscmrjxxdpfrnxllgzhpvvp@example.invalid","name":"Reruganu Lolatipetobi"},{"id":934761149764403,"name":"Pofisabudazobipoturu"}],"text":""},"meta":{}}
  {"id":"lcpjpqlwmgdkfjlllflmbvmh","stream":"member-mzscmrjxxdpfrnxllgzhpvvp@example.invalid","seq":2,"position":3,"type":"Left","schema":1,"time":"2026-01-31T00:00:00Z","data":null,"meta":{"purged":true}}
  {"id":"e-4","stream":"chat-1","seq":2,"position":4,"type":"Closed","schema":1,"time":"2026-01-31T12:03:00Z","data":{},"meta":{}}
  ! evs: pseudonymised: still personal data

Without a key of one's own it is random and forgotten: no two exports have the same pseudonyms.

  $ evs export --mask -q >one; evs export --mask -q >two; cmp -s one two; echo $?
  1
  $ evs export --mask --mask-key - -q <key >one; evs export --mask --mask-key key -q | cmp - one && echo same
  same

The copy is taken back, holds together, and is folded.

  $ evs export --mask --mask-key key --file masked.ndjson
  ! evs: exported 4 events to 'masked.ndjson'
  ! evs: pseudonymised: still personal data
  $ stat -c %a masked.ndjson; grep -c 'Ada\|ada@\|7946\|Bob\|4711\|1984-12' masked.ndjson
  600
  0
  [1]
  $ evs -s copy.db -q import masked.ndjson >/dev/null; evs -s copy.db verify -o table | tail -1; evs -s copy.db replay --all | wc -l
  verified: nothing is wrong
  2
  $ evs -s copy.db export --raw | cmp - masked.ndjson && echo same
  same

The other formats hold the same.

  $ evs export --mask --mask-key key -o csv --type Joined -q
  id,stream,seq,position,type,schema,time,data,meta<0x0d>
  e-1,member-mzscmrjxxdpfrnxllgzhpvvp@example.invalid,1,1,Joined,1,2026-01-31T12:00:00Z,"{""id"":""mzscmrjxxdpfrnxllgzhpvvp@example.invalid"",""name"":""Reruganu Lolatipetobi"",""phone"":""+00 06 8372 335333194"",""born"":""1980-08-20"",""plan"":1.10}","{""actor"":""mzscmrjxxdpfrnxllgzhpvvp@example.invalid""}"<0x0d>
  $ evs export --mask --mask-key key -o cloudevents --type Left -q
  {"specversion":"1.0","id":"lcpjpqlwmgdkfjlllflmbvmh","source":"urn:evs:store","type":"Left","subject":"member-mzscmrjxxdpfrnxllgzhpvvp@example.invalid","time":"2026-01-31T00:00:00Z","sequence":"2","evsmeta":"{\"purged\":true}","data":null}

Events are selected by what they are, not by their pseudonyms.

  $ evs export --mask --mask-key key -q member-ada@x.org --where 'e.data.name == "Ada Lovelace"' | cut -c 1-60
  {"id":"e-1","stream":"member-mzscmrjxxdpfrnxllgzhpvvp@exampl
  $ evs export --mask -q --type Closed
  {"id":"e-4","stream":"chat-1","seq":2,"position":4,"type":"Closed","schema":1,"time":"2026-01-31T12:03:00Z","data":{},"meta":{}}

What is evs's own stays where it is.

  $ evs purge --subject 4711 --yes -q >/dev/null; evs export --mask --mask-key key --type Sent
  {"id":"e-2","stream":"chat-1","seq":1,"position":2,"type":"Sent","schema":1,"time":"2026-01-31T12:01:00Z","data":{"to":[{"id":"mzscmrjxxdpfrnxllgzhpvvp@example.invalid","name":"Reruganu Lolatipetobi"},{"id":null,"name":null}],"text":null},"meta":{"purged":true}}
  ! evs: pseudonymised: still personal data
  $ evs export --mask | wc -l
  4
  ! evs: left out 1 event of evs's own
  ! evs: pseudonymised: still personal data
  $ evs export --mask '$evs-purges'
  ! evs: left out 1 event of evs's own
  ! evs: pseudonymised: still personal data

A key is no password, and does not lie around.

  $ echo secret >short; : >empty; chmod 600 short empty; evs export --mask --mask-key empty
  ! evs: error: 'empty' holds no key: pseudonyms need one of at least 32 bytes [usage]
  !   hint: make one with 'openssl rand -hex 32'
  [2]
  $ printf '%064d\n' 0 >trivial; chmod 600 trivial; evs export --mask --mask-key trivial
  ! evs: error: 'trivial' holds no key: it repeats a few characters, and can be guessed [usage]
  !   hint: make one with 'openssl rand -hex 32'
  [2]
  $ evs export --mask --mask-key short
  ! evs: error: 'short' holds no key: pseudonyms need one of at least 32 bytes [usage]
  !   hint: make one with 'openssl rand -hex 32'
  [2]
  $ chmod 644 key; evs export --mask --mask-key key --type Closed
  {"id":"e-4","stream":"chat-1","seq":2,"position":4,"type":"Closed","schema":1,"time":"2026-01-31T12:03:00Z","data":{},"meta":{}}
  ! evs: others than its owner may use the key 'key'; 'chmod 600' keeps it private
  ! evs: pseudonymised: still personal data
  $ evs export --mask --mask-key missing
  ! evs: error: there is no file 'missing' [not-found]
  [3]
  $ evs export --mask-key key
  ! evs: error: --mask-key is only for --mask [usage]
  [2]
  $ evs export --mask --salts
  ! evs: error: --salts and --mask exclude each other [usage]
  !   hint: whoever has the salt of an event can check guesses of what it held
  [2]

A value that its kind cannot take is an error that does not tell it.

  $ evs append --id e-5 member-eve Joined '{"id":"eve","born":"in May"}' -q >/dev/null; evs export --mask
  ! evs: error: the mask 'date' has nothing for this text [bad-input]
  !   at /born of Joined 1, at position 6
  !   hint: give it another kind in the model: 'id' takes any text or number, and 'text' drops it
  [5]
  $ evs export --mask --to-position 4 -q | wc -l
  4

Two people who would become one are an error too: here one is kept who is called like the pseudonym of another.

  $ cat >ids.lua <<Y
  > personal "A" { subject = "/id" }
  > personal "B" { subject = "/id", mask = { ["/id"] = "keep" } }
  > Y
  $ evs -s ids.db append x-1 A '{"id":"ada"}' -q >/dev/null; chmod 600 key
  $ evs -s ids.db export --mask --mask-key key --model ids.lua -q | grep -o '"data":[^}]*}' | tee data
  "data":{"id":"vbnxgdxjrldrcntzzhsbbbmw"}
  $ sed 's/"data"://' data | evs -s ids.db append x-2 B - -q >/dev/null; evs -s ids.db export --mask --mask-key key --model ids.lua -q
  ! evs: error: two different values would have the same pseudonym [conflict]
  !   at /id of B 1, at position 2
  !   hint: with another key they will not
  [4]

Streams that are called like a masked subject are told, as long as the model does not say that their names identify a person.

  $ evs -s told.db append customer-c-4711 A '{"id":"c-4711"}' -q >/dev/null; evs -s told.db export --mask --model ids.lua | grep -c c-4711
  1
  ! evs: warning: streams of category 'customer' are called like subjects that were masked; personal_streams { "customer" } masks their names too
  ! evs: pseudonymised: still personal data

Where the subject is the stream's owner, a name that stays would be the subject's: the export stops, and leaves no file behind.

  $ cat >owners.lua <<Y
  > personal "A" { none = true }
  > personal "B" { subject = "stream", fields = { "/n", "/tel" }, mask = { ["/tel"] = "phone" } }
  > Y
  $ evs -s owners.db append customer-eve@x.org B '{"n":7,"tel":"+49 151 1234567"}' --id e-1 -q >/dev/null
  $ evs -s owners.db export --mask --model owners.lua --file owners.ndjson; ls owners.ndjson
  ! evs: error: the names of the streams of category 'customer' hold ids of subjects, and are not masked [bad-input]
  !   the first of them in the way: B 1, at position 1, with subject = "stream"
  !   hint: write personal_streams { "customer" } in the model, which masks the names
  ! ls: cannot access 'owners.ndjson': No such file or directory
  [2]
  $ echo 'personal_streams { "customer" }' >>owners.lua; evs -s owners.db export --mask --mask-key key --model owners.lua
  {"id":"e-1","stream":"customer-fcqnxbrhksdcdsqrgtllfhtc@example.invalid","seq":1,"position":1,"type":"B","schema":1,"time":"<time>","data":{"n":null,"tel":"+00 090 803493166879"},"meta":{"purged":true}}
  ! evs: pseudonymised: still personal data
  $ evs -s owners.db append eve B '{}' --id e-2 -q >/dev/null; evs -s owners.db export --mask --model owners.lua -q >/dev/null
  ! evs: error: the name of a stream is, as a whole, the id of a subject, and is not masked [bad-input]
  !   the first of them in the way: B 1, at position 2, with subject = "stream"
  !   hint: only what is behind a '-' can be masked; 'evs rewrite --rename-streams' gives streams other names
  [5]

A number has no sign and no zeros to be told from a phone's.

  $ evs -s owners.db append customer-bob B '{"tel":491511234567}' --id e-3 -q >/dev/null; evs -s owners.db export --mask --model owners.lua -q customer-bob
  ! evs: error: the mask 'phone' has nothing for this number [bad-input]
  !   at /tel of B 1, at position 3
  !   hint: give it another kind in the model: 'id' takes any text or number, and 'text' drops it
  [5]

A copy is taken by a store that enforces schemas: a null may stand for whatever was there, if the meta says purged.

  $ echo '{"type":"object","required":["n","tel"],"properties":{"n":{"type":"integer"},"tel":{"type":"string"}}}' >b.json
  $ evs -s strict.db -q init; evs -s strict.db -q schema add B 1 b.json >/dev/null; evs -s strict.db schema enforce B -q >/dev/null
  $ evs -s owners.db export --mask --model owners.lua -q customer-eve@x.org >copy; grep -c '"n":null.*"purged":true' copy
  1
  $ evs -s strict.db import copy
  {"events":1,"streams":1,"skipped":0,"rejected":0,"position":1,"head":"1:<digest>"}
  $ sed 's/e-1/e-4/; s/"purged":true//' copy | evs -s strict.db import
  ! evs: error: standard input line 1: an event does not match schema 1 of type 'B': /n must be an integer, and is null [bad-input]
  !   nothing was imported
  !   hint: 'evs schema show TYPE N' prints the schema
  [5]
  $ sed 's/e-1/e-5/; s/"tel":"[^"]*"/"tel":5/' copy | evs -s strict.db import
  ! evs: error: standard input line 1: an event does not match schema 1 of type 'B': /tel must be a string, and is 5 [bad-input]
  !   nothing was imported
  !   hint: 'evs schema show TYPE N' prints the schema
  [5]
  $ sed 's/e-1/e-6/; s/"tel":"[^"]*",*//; s/,}/}/' copy | evs -s strict.db import
  ! evs: error: standard input line 1: an event does not match schema 1 of type 'B': the data lacks the member "tel" [bad-input]
  !   nothing was imported
  !   hint: 'evs schema show TYPE N' prints the schema
  [5]
  $ evs -s strict.db append a-1 B '{"n":null,"tel":"x"}' --meta '{"purged":true}'
  ! evs: error: an event does not match schema 1 of type 'B': /n must be an integer, and is null [bad-input]
  !   nothing was appended
  !   hint: 'evs schema show TYPE N' prints the schema
  [5]

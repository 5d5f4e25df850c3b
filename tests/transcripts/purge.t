purge erases what the store holds of one person. The model says what that is.

  $ cat >members.ndjson <<Y
  > {"id":"e-1","stream":"member-ada@x.org","type":"Joined","time":"2026-01-31T12:00:00Z","data":{"id":"ada@x.org","name":"Ada Lovelace","plan":1.10},"meta":{"actor":"ada@x.org"}}
  > {"id":"e-2","stream":"chat-1","type":"Sent","time":"2026-01-31T12:01:00Z","data":{"to":[{"id":"ada@x.org","name":"Ada Lovelace"},{"id":"bob","name":"Bob"}]}}
  > {"id":"e-3","stream":"chat-1","type":"Closed","time":"2026-01-31T12:02:00Z","data":{"by":"Ada Lovelace"}}
  > Y
  $ evs -q import members.ndjson >/dev/null; evs head >head
  $ evs purge --subject ada@x.org --dry-run
  ! evs: error: there is no model [bad-input]
  !   nothing was changed
  !   hint: a purge goes by its rules, personal "TYPE" { ... }: evs-model(5)
  [5]
  $ cat >model.lua <<Y
  > personal "Joined" { subject = "/id", fields = { "/name" }, meta = { "/actor" } }
  > personal "Sent" { subject = "/to/*/id", fields = { "/to/*/name" } }
  > personal_streams { "member" }
  > Y

A type that no rule speaks of stops it.

  $ evs model check
  {"check":"type","category":"chat","name":"Closed","passed":true,"note":"no reducer, folded by merge patch: 1 event"}
  {"check":"type","category":"chat","name":"Sent","passed":true,"note":"no reducer, folded by merge patch: 1 event"}
  {"check":"type","category":"member","name":"Joined","passed":true,"note":"no reducer, folded by merge patch: 1 event"}
  {"check":"personal","category":"chat","name":"Closed","passed":false,"note":"no personal rule speaks of it: 1 event of schema 1"}
  [1]
  $ evs purge --subject ada@x.org --dry-run
  ! evs: error: the model does not say whether there is personal data in 1 type of events [bad-input]
  !   'Closed' of schema 1 in category 'chat': 1 event
  !   nothing was changed
  !   hint: write personal "Closed" { ... } in the model, with none = true if there is none, or name each type with --leave
  [5]
  $ evs model show
  {"declares":"personal","name":"Joined","place":"model.lua:1","types":null,"default":null,"invariants":null,"tests":null,"command":null,"upcast":null,"personal":{"schema":null,"none":false,"subject":["/id"],"event":false,"fields":["/name"],"meta":["/actor"],"mentions":[],"id":false,"time":null,"mask":{}},"rewrite":null}
  {"declares":"personal","name":"Sent","place":"model.lua:2","types":null,"default":null,"invariants":null,"tests":null,"command":null,"upcast":null,"personal":{"schema":null,"none":false,"subject":["/to/*/id"],"event":false,"fields":["/to/*/name"],"meta":[],"mentions":[],"id":false,"time":null,"mask":{}},"rewrite":null}
  {"declares":"personal_streams","name":"member","place":null,"types":null,"default":null,"invariants":null,"tests":null,"command":null,"upcast":null,"personal":null,"rewrite":null}

--dry-run says what would go. With -o json it prints a plan.

  $ evs purge --subject ada@x.org --dry-run --leave Closed
  {"erases":"field","type":"Joined","schema":1,"pointer":"/name","stream":null,"events":1}
  {"erases":"field","type":"Sent","schema":1,"pointer":"/to/*/name","stream":null,"events":1}
  {"erases":"meta","type":"Joined","schema":1,"pointer":"/actor","stream":null,"events":1}
  {"erases":"subject","type":"Joined","schema":1,"pointer":"/id","stream":null,"events":1}
  {"erases":"subject","type":"Sent","schema":1,"pointer":"/to/*/id","stream":null,"events":1}
  {"erases":"stream name","type":null,"schema":null,"pointer":null,"stream":"member-ada@x.org","events":1}
  ! evs: would redact 2 events, rename 1 stream and drop 0 snapshots; nothing was changed
  ! evs: not reached, and listed nowhere: backups and exports made before the purge; read models and other systems that were fed from the store; see evs-privacy(7)
  $ evs purge --subject ada@x.org --dry-run --leave Closed -o table -q
  ERASES       TYPE    SCHEMA  POINTER     STREAM            EVENTS
  field        Joined  1       /name                              1
  field        Sent    1       /to/*/name                         1
  meta         Joined  1       /actor                             1
  subject      Joined  1       /id                                1
  subject      Sent    1       /to/*/id                           1
  stream name                              member-ada@x.org       1
  $ evs purge --subject ada@x.org --dry-run --leave Closed -o json -q >plan.json; sed 's/"store":"[^"]*"/"store":"<id>"/; s/[0-9a-f]\{64\}/<digest>/g' plan.json
  {"plan":"evs.purge-plan.v1","subject":"ada@x.org","store":"<id>","head":"3:<digest>","rules":"<digest>","leave":["Closed"],"losses":[{"what":"field","type":"Joined","schema":1,"pointer":"/name","events":1},{"what":"field","type":"Sent","schema":1,"pointer":"/to/*/name","events":1},{"what":"meta","type":"Joined","schema":1,"pointer":"/actor","events":1},{"what":"subject","type":"Joined","schema":1,"pointer":"/id","events":1},{"what":"subject","type":"Sent","schema":1,"pointer":"/to/*/id","events":1}],"streams":[{"stream":"member-ada@x.org","events":1}],"snapshots":0,"elsewhere":[],"not_reached":["backups and exports made before the purge","read models and other systems that were fed from the store"],"positions":[1,2]}
  $ evs purge --subject eve --dry-run --leave Closed
  ! evs: error: nothing in the store is of subject 'eve' [not-found]
  !   all 3 events were looked at, by the rules of the model
  !   and the names of the streams of category 'member'
  !   hint: ids are compared byte by byte; 'evs model show' lists where they are looked for
  [3]

It is done only if somebody wants it.

  $ evs purge --subject ada@x.org --leave Closed
  ! evs: error: a purge cannot be undone, and there is nobody to ask [usage]
  !   nothing was changed
  !   hint: see what would go with --dry-run, then say --yes
  [2]
  $ evs purge --yes
  ! evs: error: whose data? --subject is missing [usage]
  !   hint: --subject ID --dry-run shows what would go; there is no way to purge everybody
  [2]
  $ evs purge --plan plan.json --subject ada@x.org --yes
  ! evs: error: --plan says all of --subject and --leave; do without them, and without --dry-run [usage]
  [2]
  $ evs purge --subject ada@x.org --leave Closed --yes --reason 'asked by ada@x.org'
  ! evs: error: --reason holds what is to be erased [usage]
  !   it would be kept in the store, and nothing was changed
  !   hint: say it without the person's data
  [2]
  $ echo '{}' >bad.json; evs purge --plan bad.json --yes
  ! evs: error: 'bad.json' is not the plan of a purge [bad-input]
  !   hint: 'evs purge --subject ID --dry-run -o json' prints one
  [5]
  $ evs purge --resume
  ! evs: error: no purge of this store is unfinished [not-found]
  [3]
  $ evs -s members.ndjson export >before; evs export | cmp - before; evs verify -o table | tail -1
  verified: nothing is wrong

The plan is carried out, and a receipt is written.

  $ openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem
  $ evs purge --plan plan.json --yes --reason 'asked for it' --ticket T-17 --receipt receipt.json --sign key.pem >result; sed 's/[0-9a-f]\{64\}/<digest>/g; s/"nonce":"[0-9a-f]\{32\}"/"nonce":"<nonce>"/; s/"purge":"[-0-9a-f]*"/"purge":"<id>"/' result
  {"purge":"<id>","events":2,"streams":1,"snapshots":0,"ids":0,"position":4,"head":"4:<digest>","scanned":3,"unscannable":0,"hits":0,"remaining":1,"reference":"<digest>","nonce":"<nonce>","resumed":false}
  ! evs: 1 of the erased values still stands where no rule reaches: look at position 3
  $ grep -c 'ada@\|Ada' receipt.json
  0
  [1]
  $ grep -o '"reason":.*"snapshots":[0-9]*' receipt.json; grep -o '"scan":{[^}]*}' receipt.json
  "reason":"asked for it","ticket":"T-17","events":2,"types":[{"type":"Joined","schema":1,"events":1},{"type":"Sent","schema":1,"events":1}],"streams":["purged-1"],"snapshots":0
  "scan":{"files":["evs.db","evs.db-wal","evs.db-shm"],"encodings":["raw","lower case","JSON escapes","UTF-16","hexadecimal","base64 at three offsets"],"values":3,"unscannable":0,"hits":0,"remaining":1,"resumed":false}
  $ (printf 'evs.receipt.v1\n'; sed 's/,"signature":"[^"]*"}$/}/' receipt.json) >text; sed 's/.*"signature":"\([^"]*\)".*/\1/' receipt.json | base64 -d >signature; openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in text -sigfile signature
  Signature Verified Successfully
  $ evs export --category member; evs read chat-1
  {"id":"e-2","stream":"chat-1","seq":1,"position":2,"type":"Sent","schema":1,"time":"2026-01-31T12:01:00Z","data":{"to":[{"id":null,"name":null},{"id":"bob","name":"Bob"}]},"meta":{"purged":true}}
  {"id":"e-3","stream":"chat-1","seq":2,"position":3,"type":"Closed","schema":1,"time":"2026-01-31T12:02:00Z","data":{"by":"Ada Lovelace"},"meta":{}}
  $ evs streams -o csv | cut -d , -f 1
  stream
  <0x24>evs-purges
  chat-1
  purged-1
  $ evs verify -o table | sed -n '1s/ up to.*//p; $p'; evs verify --since "$(cat head)" -o table | tail -1
  looked at 4 events in 2 commits, 2 redactions,
  verified: nothing is wrong
  verified: nothing is wrong
  $ evs replay chat-1 --reducer merge-patch
  {"by":"Ada Lovelace","to":[{"id":null,"name":null},{"id":"bob","name":"Bob"}]}

An export of what is left can be imported elsewhere; what accounts for the purge belongs to this store.

  $ evs export | evs -s other.db -q import >/dev/null; evs -s other.db export | wc -l; evs export '$evs-purges' | wc -l; evs export --salts | wc -l
  3
  1
  4
  $ evs export >one; evs -s other.db export | cmp - one; evs -s other.db verify -o table | tail -1
  verified: nothing is wrong

What went cannot be sent again, nor purged again; the plan is of the past.

  $ evs import members.ndjson
  ! evs: error: 'members.ndjson' line 1: id 'e-1' of a new event of stream 'member-ada@x.org' is taken by event 1 of stream 'purged-1' (position 1), whose stream differs [conflict]
  !   nothing was imported
  !   hint: send the event with an id of its own, or leave the id out
  [4]
  $ evs purge --subject ada@x.org --leave Closed --yes
  ! evs: error: nothing in the store is of subject 'ada@x.org' [not-found]
  !   all 4 events were looked at, by the rules of the model
  !   and the names of the streams of category 'member'
  !   hint: ids are compared byte by byte; 'evs model show' lists where they are looked for
  [3]
  $ evs purge --plan plan.json --yes
  ! evs: error: the store has moved on since the plan was made [conflict]
  !   nothing was changed
  !   hint: make a new plan with 'evs purge --subject ID --dry-run -o json'
  [4]

The id may come through a pipe, where no list of processes shows it.

  $ echo bob | evs purge --subject - --leave Closed --yes -q | sed 's/.*"events":\([0-9]*\).*/\1/'
  1

A purge that is unfinished is told of by every command.

  $ sqlite3 evs.db "INSERT INTO properties SELECT 'unfinished_purge', x'0000000000000004'"
  $ evs stats >/dev/null; evs verify >/dev/null; evs head >/dev/null; evs append chat-1 Closed -q >/dev/null; evs backup b.db >/dev/null
  ! evs: warning: a purge of 'evs.db' is not finished, and its files still hold what was erased; finish it with 'evs purge --resume'
  ! evs: warning: a purge of 'evs.db' is not finished, and its files still hold what was erased; finish it with 'evs purge --resume'
  ! evs: warning: a purge of 'evs.db' is not finished, and its files still hold what was erased; finish it with 'evs purge --resume'
  ! evs: warning: a purge of 'evs.db' is not finished, and its files still hold what was erased; finish it with 'evs purge --resume'
  $ evs purge --subject bob --leave Closed --yes
  ! evs: warning: a purge of 'evs.db' is not finished, and its files still hold what was erased; finish it with 'evs purge --resume'
  ! evs: error: a purge before this one is not finished [conflict]
  !   nothing was changed
  !   hint: finish it with 'evs purge --resume'
  [4]
  $ evs purge --resume --receipt again.json | sed 's/"position.*//; s/"purge":"[-0-9a-f]*"/"purge":"<id>"/'; grep -o '"resumed":true' again.json; evs stats >/dev/null
  {"purge":"<id>","events":2,"streams":1,"snapshots":0,"ids":0,
  "resumed":true
  ! evs: the purge had been interrupted, so what it erased is not known any more, and nothing was searched for

Where a purge replaced ids, an import cannot tell whether it brings somebody back, and says so.

  $ echo 'personal "Joined" { subject = "/id", event = true, id = true }' >ids.lua; evs -s ids.db -q import members.ndjson >/dev/null; evs -s ids.db purge --model ids.lua --subject ada@x.org --leave Sent --leave Closed --yes -q | grep -o '"ids":1'
  "ids":1
  $ head -n 1 members.ndjson | evs -s ids.db import | cut -d , -f 1
  {"events":1
  ! evs: warning: ids were erased here by a purge; events that had them cannot be told from new ones

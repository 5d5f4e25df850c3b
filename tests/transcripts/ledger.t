A ledger lets the backups from before a purge follow it.

  $ cat >members.ndjson <<Y
  > {"id":"e-1","stream":"member-ada@x.org","type":"Joined","time":"2026-01-31T12:00:00Z","data":{"id":"ada@x.org","name":"Ada Lovelace"}}
  > {"id":"e-2","stream":"chat-1","type":"Sent","time":"2026-01-31T12:01:00Z","data":{"to":[{"id":"ada@x.org","name":"Ada Lovelace"},{"id":"bob","name":"Bob"}]}}
  > {"id":"e-3","stream":"chat-2","type":"Sent","time":"2026-01-31T12:02:00Z","data":{"to":[{"id":"caroline"}]}}
  > Y
  $ cat >model.lua <<Y
  > personal "Joined" { subject = "/id", fields = { "/name" } }
  > personal "Sent" { subject = "/to/*/id", fields = { "/to/*/name" } }
  > personal_streams { "member" }
  > Y
  $ evs -q import members.ndjson >/dev/null; evs backup old.db -q >/dev/null
  $ evs purge --subject ada@x.org --yes --ledger ledger -q >/dev/null; stat -c %a ledger; grep -c 'ada@\|Ada\|member\|bob\|name"' ledger
  600
  0
  [1]
  $ sed 's/[0-9a-f]\{64\}/<digest>/g; s/"\(store\|salt\)":"[0-9a-f]*"/"\1":"<hex>"/g; s/"\(purge\|id\)":"[-0-9a-f]\{36\}"/"\1":"<id>"/g; s/"time":"[^"]*"/"time":"<time>"/' ledger
  {"ledger":"evs.purge-ledger.v1","store":"<hex>","purge":"<id>","before":[],"head":"4:<digest>","events":[{"id":"<id>","time":"<time>","salt":"<hex>","data":{"purge":"<id>","head":"3:<digest>","rules":"<digest>","reason":null,"ticket":null,"events":2,"types":[{"type":"Joined","schema":1,"events":1},{"type":"Sent","schema":1,"events":1}],"streams":["purged-1"],"snapshots":0,"ids":0,"redactions":[{"position":1,"commitment":"<digest>"},{"position":2,"commitment":"<digest>"}]}}],"erased":[{"position":1,"stream":"purged-1","data":[1,2],"meta":[0]},{"position":2,"data":[3,4],"meta":[0]}],"digest":"<digest>"}

Without it, a restore brings back what was erased. With it, the store is the one that the purge left.

  $ evs -s with.db restore old.db >/dev/null; evs -s with.db export | grep -c Ada
  2
  $ evs -s new.db restore old.db --ledger ledger | sed 's/[0-9a-f]\{64\}/<digest>/'; ls new.db*; grep -c 'ada@\|Ada' new.db
  {"events":4,"streams":4,"position":4,"head":"4:<digest>","bytes":98304,"purges":1,"known":0,"redacted":2,"beyond":0,"scanned":3,"unscannable":0,"remaining":0}
  new.db
  0
  [1]
  $ evs head >head; evs -s new.db head | cmp - head; evs export >left; evs -s new.db export | cmp - left; evs -s new.db verify -o table | tail -1
  verified: nothing is wrong

A backup from afterwards knows the purge. In an older one, some events may be missing.

  $ evs backup after.db -q >/dev/null; evs -s known.db restore after.db --ledger ledger | grep -o '"purges".*'
  "purges":0,"known":1,"redacted":0,"beyond":0,"scanned":0,"unscannable":0,"remaining":0}
  $ echo '{"id":"e-4","stream":"chat-1","type":"Sent","data":{"to":[{"id":"bob"}]}}' | evs import -q >/dev/null; evs purge --subject bob --yes --ledger ledger -q >/dev/null; wc -l <ledger
  2
  $ evs -s both.db restore old.db --ledger ledger | grep -o '"purges".*'; evs -s both.db export; evs -s both.db verify -o table | tail -1
  "purges":2,"known":0,"redacted":3,"beyond":1,"scanned":3,"unscannable":2,"remaining":0}
  {"id":"e-1","stream":"purged-1","seq":1,"position":1,"type":"Joined","schema":1,"time":"2026-01-31T12:00:00Z","data":{"id":null,"name":null},"meta":{"purged":true}}
  {"id":"e-2","stream":"chat-1","seq":1,"position":2,"type":"Sent","schema":1,"time":"2026-01-31T12:01:00Z","data":{"to":[{"id":null,"name":null},{"id":null,"name":null}]},"meta":{"purged":true}}
  {"id":"e-3","stream":"chat-2","seq":1,"position":3,"type":"Sent","schema":1,"time":"2026-01-31T12:02:00Z","data":{"to":[{"id":"caroline"}]},"meta":{}}
  verified: nothing is wrong
  ! evs: 1 erased event of the ledger came after the backup was made

A purge that the ledger lacks is told of.

  $ tail -1 ledger >short; evs -s none.db restore old.db --ledger short; ls none.db*
  ! evs: error: the ledger does not fit: the event at position 2 is not the one that purge <uuid> erased [conflict]
  !   nothing was restored
  !   purges before it are not in the ledger, and may have changed the event: 1
  !   hint: restore elsewhere without the ledger, and purge by the model; evs-privacy(7) says how this comes about
  ! ls: cannot access 'none.db*': No such file or directory
  [2]
  $ evs -s some.db restore after.db --ledger short | grep -o '"purges".*'
  "purges":1,"known":0,"redacted":1,"beyond":1,"scanned":0,"unscannable":2,"remaining":0}
  ! evs: 1 erased event of the ledger came after the backup was made
  $ evs purge --subject caroline --yes --ledger ledger -q >/dev/null; tail -1 ledger >short; evs -s other.db restore old.db --ledger short | grep -o '"purges".*'
  "purges":1,"known":0,"redacted":1,"beyond":0,"scanned":1,"unscannable":0,"remaining":0}
  ! evs: warning: neither the ledger nor the backup has 2 purges of this store: what went then is here again; purge it by the model

What is no ledger, or that of another store, is refused before anything is changed.

  $ echo '{"id":"e-9","stream":"member-eve","type":"Joined","data":{"id":"eve"}}' >eve; evs -s eve.db -q import eve >/dev/null; evs -s eve.db backup eve-old.db -q >/dev/null
  $ evs -s none.db restore eve-old.db --ledger ledger; ls none.db*
  ! evs: error: the ledger is that of another store [conflict]
  !   nothing was restored
  !   hint: a backup has the id of its store; 'evs head --sign' tells it
  ! ls: cannot access 'none.db*': No such file or directory
  [2]
  $ evs -s eve.db purge --subject eve --yes --ledger ledger; evs -s eve.db export | grep -c '"eve"'
  1
  ! evs: error: 'ledger' is the ledger of another store [conflict]
  !   nothing was changed
  !   hint: keep one ledger for each store; its backups have the same id and share it
  $ evs -s eve.db purge --subject eve --yes --ledger model.lua; evs -s none.db restore old.db --ledger model.lua
  ! evs: error: 'model.lua' line 1 is not an entry of a purge ledger [bad-input]
  !   nothing was changed
  !   hint: 'evs purge --ledger FILE' writes a ledger; nothing else may write to it
  ! evs: error: 'model.lua' line 1 is not an entry of a purge ledger [bad-input]
  !   hint: 'evs purge --ledger FILE' writes a ledger; nothing else may write to it
  [5]
  $ evs -s none.db restore old.db --ledger missing
  ! evs: error: there is no file 'missing' [not-found]
  [3]
  $ ln -s ledger link; evs -s eve.db purge --subject eve --yes --ledger link
  ! evs: error: the ledger 'link' is a symbolic link [conflict]
  !   nothing was changed
  !   hint: name the file itself
  [4]

A ledger that was written to, or put into another order, is refused before anything is copied.

  $ sed '2s/"salt":"./"salt":"g/' ledger >bad; evs -s none.db restore old.db --ledger bad; evs purge --subject caroline --yes --ledger bad
  ! evs: error: 'bad' line 2 is damaged: its digest is not that of its text [bad-input]
  !   hint: take the ledger from another of its copies
  ! evs: error: 'bad' line 2 is damaged: its digest is not that of its text [bad-input]
  !   nothing was changed
  !   hint: take the ledger from another of its copies
  [5]
  $ sed '2s/"snapshots":0/"snapshots":1/' ledger >bad; evs -s none.db restore old.db --ledger bad; ls none.db*
  ! evs: error: 'bad' line 2 is damaged: its digest is not that of its text [bad-input]
  !   hint: take the ledger from another of its copies
  ! ls: cannot access 'none.db*': No such file or directory
  [2]
  $ tac ledger >bad; evs -s none.db restore old.db --ledger bad
  ! evs: error: 'bad' line 2 is of a purge that was made before that of line 1 [bad-input]
  !   hint: put the line in front of line 1
  [5]
  $ cat ledger ledger >bad; evs -s none.db restore old.db --ledger bad
  ! evs: error: 'bad' line 4 has the purge of line 1 again [bad-input]
  !   hint: take one of the two lines out
  [5]

A purge that owes a line to a ledger is not finished without it.

  $ sqlite3 evs.db "INSERT INTO properties SELECT name, (SELECT CAST(x'0000000000000007' AS BLOB)) FROM (SELECT 'unfinished_purge' AS name UNION ALL SELECT 'unfinished_ledger')"
  $ evs purge --resume
  ! evs: error: this purge was begun with --ledger FILE, and what goes there may not be written yet [usage]
  !   the purge is not finished
  !   hint: name the file again: 'evs purge --resume --ledger FILE'
  [2]
  $ evs purge --resume --ledger ledger -q | grep -o '"scanned".*'; wc -l <ledger; evs purge --resume
  "scanned":0,"unscannable":0,"hits":0,"remaining":0,"reference":null,"nonce":null,"resumed":true}
  3
  ! evs: error: no purge of this store is unfinished [not-found]
  [3]

A ledger that holds no purge would let everything come back.

  $ : >empty; evs -s none.db restore old.db --ledger empty; ls none.db
  ! evs: error: 'empty' holds no purge [bad-input]
  !   nothing was restored
  !   hint: name the file that 'evs purge --ledger' wrote, or restore without --ledger
  ! ls: cannot access 'none.db': No such file or directory
  [2]
  $ evs purge --subject ada@x.org --yes --ledger same --receipt same
  ! evs: error: the ledger and the receipt are two files [usage]
  [2]

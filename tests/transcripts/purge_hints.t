A dry run says where the id would stay, and what a purge does not reach.

  $ cat >log.ndjson <<Y
  > {"id":"ada@x.org/1","stream":"user-ada@x.org","type":"Joined","data":{"id":"ada@x.org"},"meta":{"by":"ada@x.org"}}
  > {"id":"e-2","stream":"chat-1","type":"Said","data":{"people":{"ada@x.org":1},"lines":["hi","\u0061da@x.org!"]}}
  > {"id":"e-3","stream":"chat-1","type":"Said","data":{"lines":["write to ada@x.org"]}}
  > Y
  $ echo 'personal "Joined" { subject = "/id" }' >model.lua
  $ evs -q import log.ndjson >/dev/null; evs snapshot take --all -q >/dev/null
  $ evs purge --subject ada@x.org --leave Said --dry-run
  {"erases":"subject","type":"Joined","schema":1,"pointer":"/id","stream":null,"events":1}
  {"erases":"nothing","type":"Joined","schema":1,"pointer":"/id","stream":null,"events":1}
  {"erases":"nothing","type":"Joined","schema":1,"pointer":"/meta/by","stream":null,"events":1}
  {"erases":"nothing","type":"Joined","schema":1,"pointer":"/stream","stream":null,"events":1}
  {"erases":"nothing","type":"Said","schema":1,"pointer":"/data/lines/*","stream":null,"events":2}
  {"erases":"nothing","type":"Said","schema":1,"pointer":"/data/people/ada@x.org","stream":null,"events":1}
  ! evs: would redact 1 event, rename 0 streams and drop 1 snapshot; nothing was changed
  ! evs: the id would stay where it says that nothing is erased
  ! evs: not reached, and listed nowhere: backups and exports made before the purge; read models and other systems that were fed from the store; see evs-privacy(7)
  $ evs purge --subject ada@x.org --leave Said --dry-run -o json -q | grep -o '"snapshots".*'
  "snapshots":1,"elsewhere":[{"type":"Joined","schema":1,"pointer":"/id","events":1},{"type":"Joined","schema":1,"pointer":"/meta/by","events":1},{"type":"Joined","schema":1,"pointer":"/stream","events":1},{"type":"Said","schema":1,"pointer":"/data/lines/*","events":2},{"type":"Said","schema":1,"pointer":"/data/people/ada@x.org","events":1}],"not_reached":["backups and exports made before the purge","read models and other systems that were fed from the store"],"positions":[1]}

It says the same once it has been done.

  $ evs purge --subject ada@x.org --leave Said --yes | grep -o '"snapshots":[0-9]*\|"remaining":[0-9]*'
  "snapshots":1
  "remaining":1
  ! evs: 1 of the erased values still stands where no rule reaches: look at positions 1, 2, 3

An event whose id stayed cannot be sent again. A reducer sees what is left of it.

  $ evs append user-ada@x.org Joined '{"id":"ada@x.org"}' --id ada@x.org/1
  ! evs: error: id 'ada@x.org/1' of a new event of stream 'user-ada@x.org' is taken by event 1 of stream 'user-ada@x.org' (position 1), whose data differs [conflict]
  !   nothing was appended
  !   hint: send the event with an id of its own, or leave the id out
  [4]
  $ cat >model.lua <<Y
  > personal "Told" { subject = "/who", event = true }
  > reducer "tale" { initial = { told = 0, gone = 0 },
  >   Told = function(s, e) if e.meta.purged then s.gone = s.gone + (e.data == null and 1 or 0) else s.told = s.told + 1 end end }
  > Y
  $ for who in ada bob ada; do evs -s tale.db append tale-1 Told '{"who":"'$who'"}' -q >/dev/null; done; evs -s tale.db replay tale-1
  {"gone":0,"told":3}
  $ evs -s tale.db purge --subject ada --yes -q >/dev/null; evs -s tale.db replay tale-1; evs -s tale.db replay tale-1 --reducer merge-patch
  {"gone":2,"told":1}
  {"who":"bob"}

A purge that was interrupted has forgotten what it erased, and says so.

  $ sqlite3 tale.db "INSERT INTO properties SELECT 'unfinished_purge', x'0000000000000004'"; evs -s tale.db purge --resume | grep -o '"scanned".*'
  "scanned":0,"unscannable":0,"hits":0,"remaining":0,"reference":null,"nonce":null,"resumed":true}
  ! evs: the purge had been interrupted, so what it erased is not known any more, and nothing was searched for
  $ sqlite3 tale.db "INSERT INTO properties SELECT 'unfinished_purge', x'0000000000000004'"; evs -s tale.db purge --resume --subject adalovelace --receipt receipt | grep -o '"resumed".*'; grep -o '"limits".*' receipt
  "resumed":true}
  "limits":["blocks that the file system or the disk freed or copied are out of reach","what no rule of the model names was not looked for, except by the scan","values under 5 bytes cannot be scanned for","the purge was interrupted, so the scan no longer knew what was erased"]}
  ! evs: the purge had been interrupted, so of what it erased only the id was searched for

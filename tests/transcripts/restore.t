restore makes a store of a backup.

  $ evs append order-7 OrderPlaced -q >/dev/null; evs backup backup.db -q >made; evs -s new.db restore backup.db >restored; cmp made restored && sed 's/[0-9a-f]\{64\}/<digest>/' restored
  {"events":1,"streams":1,"position":1,"head":"1:<digest>","bytes":98304}

  $ stat -c '%a %n' new.db*; evs export >before; evs -s new.db export | cmp - before && echo same
  600 new.db
  same

It goes on from there, with the id of the store that it is a copy of.

  $ evs -s new.db append order-7 OrderPaid --id e-2 --expect 1
  {"stream":"order-7","seq":2,"position":2,"id":"e-2"}

  $ for store in evs.db new.db; do sqlite3 -readonly $store "SELECT hex(value) FROM properties WHERE name = 'store_id'"; done | uniq | wc -l
  1

No store is overwritten, nor written beside what is left of another.

  $ evs -s new.db restore backup.db
  ! evs: error: 'new.db' already exists, and restore overwrites no store [conflict]
  !   hint: name another store with -s, or move this one away with all its files
  [4]

  $ touch left.db-lock; evs -s left.db restore backup.db; ls left.db*
  left.db-lock
  ! evs: error: 'left.db-lock' is there, left by another store of that name [conflict]
  !   'left.db' was not written
  !   hint: name another file, or move what is left of that store away

  $ ln -s nowhere.db dangling.db; evs -s dangling.db restore backup.db
  ! evs: error: 'dangling.db' already exists, and restore overwrites no store [conflict]
  !   hint: name another store with -s, or move this one away with all its files
  [4]

A backup that is damaged is not restored.

  $ cp backup.db bad.db; sqlite3 bad.db "UPDATE events SET data = '{\"n\":2}'"; evs -s good.db restore bad.db; ls good.db*
  ! evs: error: the copy of 'bad.db' does not verify: position 1: the digest of commit 1 (position 1) does not follow from its event: the event, or the record of the commit, was changed afterwards [damaged]
  !   nothing was kept of it
  !   hint: 'evs -s bad.db verify' tells what is wrong
  ! ls: cannot access 'good.db*': No such file or directory
  [2]

  $ head -c 20000 backup.db >cut.db; evs -s good.db restore cut.db
  ! evs: error: the store cannot be used: database disk image is malformed [damaged]
  !   the store is '<...>/cut.db'
  !   hint: copy all of its files away before anything else; then restore a backup
  [7]

  $ echo '{"stream":"order-7","type":"OrderPlaced"}' >log.ndjson; evs -s good.db restore log.ndjson
  ! evs: error: 'log.ndjson' is a log file, which keeps no commits and no digests [usage]
  !   hint: import it into a store: evs -s evs.db import log.ndjson
  [2]

  $ evs -s good.db restore missing.db
  ! evs: error: there is no backup 'missing.db' [not-found]
  [3]

  $ evs -s good.db restore - <backup.db
  ! evs: error: a backup is read from a file, not from the standard input [usage]
  !   hint: save it to a file first; 'evs import' reads events from a pipe
  [2]

  $ ls -A | grep -e tmp -e good
  [1]

backup copies the store, while it is in use, to one file that is a store itself.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z"}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z"}
  > {"id":"e-3","stream":"order-7","type":"OrderPaid","time":"2026-01-31T12:02:00Z"}
  > X
  $ evs import -q orders.ndjson >/dev/null; evs backup backup.db >summary; sed 's/[0-9a-f]\{64\}/<digest>/' summary
  {"events":3,"streams":2,"position":3,"head":"3:<digest>","bytes":98304}

  $ stat -c '%a %n' backup.db*; grep -c "\"bytes\":$(stat -c %s backup.db)}" summary
  600 backup.db
  1

  $ evs export >before; evs -s backup.db export | cmp - before && echo same; evs head >head; evs -s backup.db head | cmp - head && echo same
  same
  same

  $ evs backup other.db -o table | sed 's/[0-9a-f]\{64\}/<digest>/'
  events    3
  streams   2
  position  3
  head      3:<digest>
  bytes     <...>

It replaces nothing unless told to, and not what it copies.

  $ evs backup other.db
  ! evs: error: 'other.db' already exists [conflict]
  !   hint: name another file, or replace this one with --force
  [4]

  $ evs append order-9 OrderPlaced --time 2026-01-31T13:00:00Z -q >/dev/null; evs backup --force other.db >/dev/null; evs -s other.db head | cmp -s - head
  [1]

  $ evs backup --force evs.db
  ! evs: error: 'evs.db' is the store that is to be copied [usage]
  [2]

  $ ln -s other.db link; evs backup link
  ! evs: error: 'link' already exists [conflict]
  !   hint: name another file, or replace this one with --force
  [4]

  $ ln -s other.db other; evs backup --force other >/dev/null; test -L other; echo $?
  1

  $ mkdir folder; evs backup --force folder
  ! evs: error: 'folder' is not a regular file, so no file replaces it [conflict]
  [4]

A log of another store beside it would be taken for its own.

  $ echo left >new.db-wal; evs backup new.db
  ! evs: error: 'new.db-wal' is there, left by another store of that name [conflict]
  !   'new.db' was not written
  !   hint: name another file, or move what is left of that store away
  [4]

  $ touch new.db; evs backup --force new.db
  ! evs: error: 'new.db-wal' is there, left by another store of that name [conflict]
  !   'new.db' was not written
  !   hint: name another file, or move what is left of that store away
  [4]

What cannot be backed up.

  $ evs backup -
  ! evs: error: a backup is written to a file, not to the standard output [usage]
  !   it is named only when it is on the disk and has been checked, which a pipe cannot be
  !   hint: back up to a file and send that; 'evs export' writes events to a pipe
  [2]

  $ evs backup ''
  ! evs: error: FILE is empty [usage]
  [2]

  $ evs backup
  ! evs: error: FILE is missing [usage]
  !<...>
  [2]

  $ evs -s orders.ndjson backup log.db
  ! evs: error: 'orders.ndjson' is a log file, which keeps no commits and no digests [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]

  $ evs -s missing.db backup missing-backup.db
  ! evs: error: there is no store 'missing.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs backup no/such/folder/backup.db
  ! evs: error: cannot create 'no/such/folder/backup.db': No such file or directory [system]
  [8]

  $ ls -A | grep -e tmp -e missing -e log.db
  [1]

The first line of an error is the fact with its name; with -o json or ndjson the last line of standard error is the same
for programs, also when the command line is wrong.

  $ evs -s none.db read
  ! evs: error: there is no store 'none.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs -s none.db read -o json
  ! evs: error: there is no store 'none.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  ! {"error":{"code":"not-found","exit":3,"message":"there is no store 'none.db'","hint":"name it with -s or EVS_STORE; 'evs init' makes a new one","details":{"store":"none.db"}}}
  [3]

  $ evs read --lmit 1 -o json
  ! evs: error: there is no option '--lmit' [usage]
  !   hint: did you mean '--limit'?
  ! {"error":{"code":"usage","exit":2,"message":"there is no option '--lmit'","hint":"did you mean '--limit'?","details":{}}}
  [2]

  $ evs raed --output=ndjson
  ! evs: error: there is no command 'raed' [usage]
  !   hint: did you mean 'evs read'?
  ! {"error":{"code":"usage","exit":2,"message":"there is no command 'raed'","hint":"did you mean 'evs read'?","details":{}}}
  [2]

  $ evs read -ojson --limit x
  ! evs: error: --limit: 'x' is not a whole number of at least 0 [usage]
  ! {"error":{"code":"usage","exit":2,"message":"--limit: 'x' is not a whole number of at least 0","hint":null,"details":{}}}
  [2]

  $ evs read -qo json --limit x 2>&1 | tail -1; evs read -vojson --limit x 2>&1 | tail -1
  {"error":{"code":"usage","exit":2,"message":"--limit: 'x' is not a whole number of at least 0","hint":null,"details":{}}}
  {"error":{"code":"usage","exit":2,"message":"--limit: 'x' is not a whole number of at least 0","hint":null,"details":{}}}

  $ evs -o json | head -1
  evs - the command-line toolkit for event-sourced systems

  $ evs read -o json -o table --limit x
  ! evs: error: --limit: 'x' is not a whole number of at least 0 [usage]
  [2]

  $ evs read -o table --limit x -o json
  ! evs: error: --limit: 'x' is not a whole number of at least 0 [usage]
  ! {"error":{"code":"usage","exit":2,"message":"--limit: 'x' is not a whole number of at least 0","hint":null,"details":{}}}
  [2]

  $ evs read -o yaml
  ! evs: error: 'evs read' has no output format 'yaml' [usage]
  !   hint: it has: table, json, ndjson, csv, cloudevents
  [2]

  $ evs read --limit x -- -o json
  ! evs: error: --limit: 'x' is not a whole number of at least 0 [usage]
  [2]

The exit status says what kind of error it is. 2: usage. 3: not found. 4: conflict. 5: bad input. 6: busy. 7: damaged.
8: system.

  $ status() { "$@" >/dev/null 2>&1; echo $?; }
  > status evs init; status evs nothing; status evs read order-1; status evs init; status evs append a-1 A nonsense
  > status flock evs.db-lock evs append a-1 A --timeout 0
  > head -c 4096 evs.db >half.db; status evs -s half.db read
  > status evs -s no/such/folder.db append a-1 A
  0
  2
  3
  4
  5
  6
  7
  8

A writer that waits in vain has written nothing.

  $ flock evs.db-lock evs append order-7 OrderPlaced --timeout 0.1
  ! evs: error: another program has been writing to the store for 100 ms [busy]
  !   nothing was written
  !   hint: retry, or wait longer with --timeout; 'fuser evs.db-lock' names the program
  [6]

  $ flock evs.db-lock evs append order-7 OrderPlaced --timeout 0 -o json
  ! evs: error: another program is writing to the store [busy]
  !   nothing was written
  !   hint: retry, or wait longer with --timeout; 'fuser evs.db-lock' names the program
  ! {"error":{"code":"busy","exit":6,"message":"another program is writing to the store","hint":"retry, or wait longer with --timeout; 'fuser evs.db-lock' names the program","details":{"notes":["nothing was written"]}}}
  [6]

  $ echo '{"stream":"order-7","type":"OrderPlaced"}' | flock evs.db-lock evs append --each --timeout 0.1
  {"error":{"code":"busy","exit":6,"message":"another program has been writing to the store for 100 ms","hint":"retry, or wait longer with --timeout; 'fuser evs.db-lock' names the program","details":{"notes":["nothing was written"]}}}
  [6]

  $ echo '{"stream":"order-7","type":"OrderPlaced"}' | flock evs.db-lock evs import --timeout 0.1
  ! evs: error: another program has been writing to the store for 100 ms [busy]
  !   nothing was written
  !   hint: retry, or wait longer with --timeout; 'fuser evs.db-lock' names the program
  [6]

  $ flock evs.db-lock evs stats | cut -d , -f 1
  {"events":0

A writer that waits long enough writes.

  $ flock evs.db-lock sleep 0.5 & sleep 0.1; evs append order-7 OrderPlaced | cut -d , -f 1-3
  {"stream":"order-7","seq":1,"position":1

What is no store of evs, or of a newer evs, is left alone.

  $ sqlite3 foreign.db 'create table t (x)'; evs -s foreign.db read
  ! evs: error: 'foreign.db' is not an evs store [damaged]
  !   hint: name the store with -s or EVS_STORE
  [7]

  $ evs -s foreign.db append order-7 OrderPlaced
  ! evs: error: 'foreign.db' is not an evs store [damaged]
  !   hint: name the store with -s or EVS_STORE
  [7]

  $ sqlite3 evs.db 'vacuum into "newer.db"'; sqlite3 newer.db 'pragma user_version = 99'; evs -s newer.db read
  ! evs: error: 'newer.db' has store format 99; this evs reads format 3 [damaged]
  !   hint: use the evs that wrote it, or a newer one
  [7]

  $ evs -s newer.db append order-7 OrderPlaced
  ! evs: error: 'newer.db' has store format 99; this evs reads format 3 [damaged]
  !   hint: use the evs that wrote it, or a newer one
  [7]

  $ evs -s half.db read
  ! evs: error: the store cannot be used: database disk image is malformed [damaged]
  !   the store is '<...>/half.db'
  !   hint: copy all of its files away before anything else; then restore a backup
  [7]

  $ evs -s half.db append order-7 OrderPlaced
  ! evs: error: the store cannot be used: database disk image is malformed [damaged]
  !   the store is '<...>/half.db'
  !   hint: copy all of its files away before anything else; then restore a backup
  [7]

  $ : >empty.db; evs -s empty.db read
  ! evs: error: 'empty.db' is an empty database [damaged]
  !   hint: make it a store with 'evs init'
  [7]

Control characters in a name, a file or a value reach no terminal.

  $ evs "$(printf 'a\033[2Jb\007')"
  ! evs: error: there is no command 'a\u001b[2Jb\u0007' [usage]
  !   hint: 'evs help' lists the commands
  [2]

  $ evs read "--$(printf 'a\033[2Jb')"
  ! evs: error: there is no option '--a\u001b[2Jb' [usage]
  [2]

  $ evs -s "$(printf 'a\033]0;title\007.db')" read
  ! evs: error: there is no store 'a\u001b]0;title\u0007.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs read "$(printf 'order-\302\233\342\200\256\177')"
  ! evs: error: the stream name has a control character at byte 7 [usage]
  [2]

  $ evs read --limit "$(printf '\r1\n')"
  ! evs: error: --limit: '\u000d1' is not a whole number of at least 0 [usage]
  [2]

  $ evs read --limit "$(printf '\377')" -o json
  ! evs: error: --limit: '�' is not a whole number of at least 0 [usage]
  ! {"error":{"code":"usage","exit":2,"message":"--limit: '�' is not a whole number of at least 0","hint":null,"details":{}}}
  [2]

  $ printf '{"stream":"\033[2J"}' | evs import
  ! evs: error: standard input line 1, byte 12: a control character stands unescaped in a string [bad-input]
  !   nothing was imported
  [5]

The store: -s, then EVS_STORE, then evs.db.

  $ time="-q --time 2026-01-31T12:00:00Z"; export EVS_STORE=a.db; evs append order-7 A $time >/dev/null; evs -s b.db append order-7 B $time >/dev/null; unset EVS_STORE; evs append order-7 C $time >/dev/null; ls *.db
  a.db
  b.db
  evs.db

  $ EVS_STORE=a.db evs read -s b.db | cut -d , -f 5; EVS_STORE=a.db evs read | cut -d , -f 5; evs read | cut -d , -f 5
  "type":"B"
  "type":"A"
  "type":"C"

  $ EVS_STORE= evs read
  ! evs: error: EVS_STORE is set, but empty [usage]
  !   hint: unset it, or give it the name of a store
  [2]

  $ EVS_STORE= evs -s a.db read | wc -l
  1

  $ evs -s '' read
  ! evs: error: the value of option '-s' is empty [usage]
  [2]

  $ EVS_STORE=:memory: evs read
  ! evs: error: there is no store ':memory:' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

  $ evs -s file:evs.db read
  ! evs: error: there is no store 'file:evs.db' [not-found]
  !   hint: name it with -s or EVS_STORE; 'evs init' makes a new one
  [3]

EVS_TIMEOUT is in seconds, as --timeout is.

  $ EVS_TIMEOUT=0.2 flock evs.db-lock evs append order-7 D
  ! evs: error: another program has been writing to the store for 200 ms [busy]
  !   nothing was written
  !   hint: retry, or wait longer with --timeout; 'fuser evs.db-lock' names the program
  [6]

  $ EVS_TIMEOUT=20 flock evs.db-lock evs append order-7 D --timeout 0.1
  ! evs: error: another program has been writing to the store for 100 ms [busy]
  !   nothing was written
  !   hint: retry, or wait longer with --timeout; 'fuser evs.db-lock' names the program
  [6]

  $ EVS_TIMEOUT=soon evs read
  ! evs: error: EVS_TIMEOUT: 'soon' is not a number of seconds [usage]
  !   hint: write seconds, such as 30 or 0.5
  [2]

  $ EVS_TIMEOUT= evs read
  ! evs: error: EVS_TIMEOUT: '' is not a number of seconds [usage]
  !   hint: write seconds, such as 30 or 0.5
  [2]

  $ evs read --timeout soon
  ! evs: error: --timeout: 'soon' is not a number of seconds [usage]
  !   hint: write seconds, such as 30 or 0.5
  [2]

  $ evs read --timeout=-1
  ! evs: error: --timeout: '-1' is not a number of seconds [usage]
  !   hint: write seconds, such as 30 or 0.5
  [2]

  $ evs read --timeout nan
  ! evs: error: --timeout: 'nan' is not a number of seconds [usage]
  !   hint: write seconds, such as 30 or 0.5
  [2]

  $ evs read --timeout 1e3 | wc -l
  1

Colour: --color, EVS_COLOR, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR; a pipe has none.

  $ evs streams -o table | head -1
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST

  $ evs streams -o table --color always | head -1
  <0x1b>[1mSTREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x1b>[0m

  $ EVS_COLOR=always evs streams -o table | head -1
  <0x1b>[1mSTREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x1b>[0m

  $ EVS_COLOR=always evs streams -o table --color never | head -1
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST

  $ NO_COLOR=1 evs streams -o table --color always | head -1
  <0x1b>[1mSTREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x1b>[0m

  $ FORCE_COLOR=1 evs streams -o table | head -1
  <0x1b>[1mSTREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x1b>[0m

  $ FORCE_COLOR=1 NO_COLOR=1 evs streams -o table | head -1
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST

  $ CLICOLOR_FORCE=1 evs streams -o table | head -1
  <0x1b>[1mSTREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x1b>[0m

  $ FORCE_COLOR= evs streams -o table | head -1
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST

  $ EVS_COLOR=never FORCE_COLOR=1 evs streams -o table | head -1
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST

  $ evs replay order-7 -o json --color always
  {}

  $ evs streams --color sometimes
  ! evs: error: --color: 'sometimes' is none of: always, never, auto [usage]
  [2]

  $ EVS_COLOR=sometimes evs streams
  ! evs: error: EVS_COLOR: 'sometimes' is none of: always, never, auto [usage]
  [2]

On a terminal.

  $ terminal() { script -qec "$1" /dev/null </dev/null; }; export EVS_PAGER=
  > TERM=xterm terminal "evs streams" | head -1
  > TERM=dumb terminal "evs streams" | head -1
  > TERM=xterm NO_COLOR=1 terminal "evs streams" | head -1
  > TERM=xterm CLICOLOR=0 terminal "evs streams" | head -1
  > terminal "evs streams" | head -1
  <0x1b>[1mSTREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x1b>[0m<0x0d>
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x0d>
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x0d>
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x0d>
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST<0x0d>

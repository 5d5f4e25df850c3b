init makes an empty store, quietly.

  $ evs init
  ! evs: created store 'evs.db'
  $ evs stats -o json
  {
    "events": 0,
    "streams": 0,
    "categories": 0,
    "types": 0,
    "bytes": <number>,
    "head": "0:<digest>"
  }

A store is there once.

  $ evs init
  ! evs: error: 'evs.db' already exists [conflict]
  !   hint: use it as it is, or name another store with -s
  [4]

  $ evs init -o json
  ! evs: error: 'evs init' has no output format 'json' [usage]
  !   hint: leave -o out
  ! {"error":{"code":"usage","exit":2,"message":"'evs init' has no output format 'json'","hint":"leave -o out","details":{}}}
  [2]

  $ evs -s other.db init
  ! evs: created store 'other.db'
  $ EVS_STORE=third.db evs init
  ! evs: created store 'third.db'
  $ ls *.db
  evs.db
  other.db
  third.db

Where it can't be made, it says why.

  $ evs -s no/such/folder/evs.db init
  ! evs: error: cannot create 'no/such/folder/evs.db': No such file or directory [system]
  [8]

  $ mkdir folder && evs -s folder init
  ! evs: error: 'folder' already exists [conflict]
  !   hint: use it as it is, or name another store with -s
  [4]

  $ evs -s '' init
  ! evs: error: the value of option '-s' is empty [usage]
  [2]

  $ evs -s postgres://localhost/evs init
  ! evs: error: this evs has no backend for 'postgres://' stores [usage]
  !   hint: name a file; a file whose name holds :// is reached as ./NAME
  [2]

Everything that holds events is readable by its owner only, also while somebody uses it.

  $ evs append order-7 OrderPlaced -q >/dev/null
  $ mkfifo requests answers; evs append --each <requests >answers & exec 3>requests 4<answers
  > echo '{"stream":"order-7","type":"OrderPaid"}' >&3; read -r answer <&4; stat -c '%a %n' evs.db*; exec 3>&-; wait
  600 evs.db
  600 evs.db-lock
  600 evs.db-shm
  600 evs.db-wal

A store is never made or opened through a symbolic link, nor is its lock.

  $ ln -s elsewhere.db link.db; evs -s link.db append order-7 OrderPlaced; test -e elsewhere.db || echo "nothing was made"
  nothing was made
  ! evs: error: 'link.db' is a symbolic link, which a store must not be [system]
  !   hint: name the file that it points to

  $ ln -s evs.db alias.db; evs -s alias.db stats
  ! evs: error: 'alias.db' is a symbolic link, which a store must not be [system]
  !   hint: name the file that it points to
  [8]

  $ touch precious; ln -s precious fourth.db-lock; evs -s fourth.db append order-7 OrderPlaced
  ! evs: error: 'fourth.db-lock' is a symbolic link, which a lock file must not be [system]
  !   hint: remove it while nobody writes; the next writer makes it anew
  [8]

  $ cat precious

-v says what is done.

  $ evs -s verbose.db -v init
  ! evs: created store 'verbose.db'
  ! evs: writing 'verbose.db' (sqlite, format 3)

--demo makes a small shop, with files to try things on. One of its orders is wrong.

  $ mkdir demo; cd demo; evs init --demo; ls; evs streams -o table
  evs.db
  evs.db-lock
  evs.db-shm
  evs.db-wal
  items.ndjson
  orders.ndjson
  shop.lua
  STREAM   CATEGORY  VERSION  EVENTS  FIRST                 LAST
  cart-5   cart            1       1  2026-01-31T12:15:00Z  2026-01-31T12:15:00Z
  order-7  order           3       3  2026-01-31T12:00:00Z  2026-01-31T12:10:00Z
  order-8  order           4       4  2026-01-31T12:02:00Z  2026-02-01T09:05:00Z
  ! evs: created store 'evs.db'
  ! evs: wrote 'orders.ndjson', which the store holds, 'items.ndjson', a batch, and 'shop.lua', a model
  ! evs: try 'evs replay order-8', then 'evs replay order-8 --model shop.lua --check'; 'evs' shows what there is
  $ cd demo; evs import orders.ndjson
  {"events":0,"streams":0,"skipped":8,"rejected":0,"position":8,"head":"8:<digest>"}
  $ cd demo; evs model check --model shop.lua -o table
  CHECK  CATEGORY  NAME             PASSED  NOTE
  test   order     a refund counts  true
  type   cart      ItemAdded        true    no reducer, folded by merge patch: 1 event
  $ cd demo; evs bisect order-8 --model shop.lua 's.refunded <= s.total'
  {"holds":false,"condition":"s.refunded <= s.total","actor":"ada","reason":"a slip of the keyboard","event":{"id":"e-8","stream":"order-8","seq":4,"position":8,"type":"OrderRefunded","schema":1,"time":"2026-02-01T09:05:00Z","data":{"refunded":50},"meta":{"actor":"ada","reason":"a slip of the keyboard"}},"patch":[{"op":"replace","path":"/refunded","value":55}],"before":{"customer":"c-4","items":{},"refunded":5,"status":"paid","total":7},"after":{"customer":"c-4","items":{},"refunded":55,"status":"paid","total":7}}

Nothing is overwritten by it.

  $ cd demo; evs -s second.db init --demo
  ! evs: error: 'orders.ndjson' already exists [conflict]
  !   nothing was made
  !   hint: make the demo in an empty folder
  [4]
  $ cd demo; ls second.db
  ! ls: cannot access 'second.db': No such file or directory
  [2]

The store is named with an option, as everywhere.

  $ evs init shop.db
  ! evs: error: 'shop.db' is one word too many for 'evs init' [usage]
  !   hint: a store is named with -s: evs -s shop.db init
  [2]
  $ evs stats shop.db
  ! evs: error: 'shop.db' is one word too many for 'evs stats' [usage]
  !   hint: a store is named with -s: evs -s shop.db stats
  [2]
  $ evs init 'two words'
  ! evs: error: 'two words' is one word too many for 'evs init' [usage]
  !   hint: 'evs help init' shows what the command takes; a value with spaces needs quotes
  [2]

Options stand before or after the command, with = or without, and the last one wins.

  $ evs -s a.db append order-7 OrderPlaced -q --id e-1
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}
  $ evs append -q order-7 --store=a.db --id e-2 OrderPaid --id=e-3
  {"stream":"order-7","seq":2,"position":2,"id":"e-3"}
  $ evs --store a.db append -sb.db -q order-7 OrderPaid --store a.db --id e-4
  {"stream":"order-7","seq":3,"position":3,"id":"e-4"}

  $ ls *.db
  a.db

  $ evs --limit 1 -s a.db read -o json -o ndjson | cut -d , -f 1; evs -s a.db read --limit 1 --limit 2 | cut -d , -f 1
  {"id":"e-1"
  {"id":"e-1"
  {"id":"e-3"

  $ evs -s a.db read --type OrderPaid --type OrderPlaced | wc -l
  3

  $ evs -qs a.db stats | cut -d , -f 1
  {"events":3

-- ends the options.

  $ evs -s a.db append -q -- -order --Type '{}'; evs -s a.db read -- -order | cut -d , -f 2-4
  {"stream":"-order","seq":1,"position":4,"id":"<uuid>"}
  "stream":"-order","seq":1,"position":4

  $ evs -s a.db -- streams | wc -l
  2

  $ evs -s a.db streams --category=-order -q | cut -d , -f 1; evs -s a.db streams --category -order
  ! evs: error: option '--category' needs a value, and '-order' is an option [usage]
  !   hint: a value that begins with '-' is written as --option=VALUE
  [2]

A value is needed, and is never empty.

  $ evs -s a.db read --limit
  ! evs: error: option '--limit' needs a value [usage]
  [2]

  $ evs -s a.db read --limit ''
  ! evs: error: the value of option '--limit' is empty [usage]
  [2]

  $ evs -s a.db read --limit=
  ! evs: error: the value of option '--limit' is empty [usage]
  [2]

  $ evs -s=a.db read
  ! evs: error: '-s=a.db' does not name its value as a short option does [usage]
  !   hint: write '-s VALUE' or '--store=VALUE'
  [2]

  $ evs -s a.db read --type ''
  ! evs: error: the value of option '--type' is empty [usage]
  [2]

  $ evs -s a.db read ''
  ! evs: error: STREAM is empty [usage]
  [2]

  $ evs ''
  ! evs: error: there is no command '' [usage]
  !   hint: 'evs help' lists the commands
  [2]

  $ evs -s a.db read --limit --reverse
  ! evs: error: option '--limit' needs a value, and '--reverse' is an option [usage]
  !   hint: a value that begins with '-' is written as --option=VALUE
  [2]

  $ evs -s a.db read --reverse=yes
  ! evs: error: option '--reverse' takes no value [usage]
  [2]

  $ evs read -s
  ! evs: error: option '-s' needs a value [usage]
  [2]

Numbers are decimal and fit.

  $ evs -s a.db read --limit 010
  ! evs: error: --limit: '010' is not a whole number of at least 0 [usage]
  [2]

  $ evs -s a.db read --limit 0x10
  ! evs: error: --limit: '0x10' is not a whole number of at least 0 [usage]
  [2]

  $ evs -s a.db read --limit 1e3
  ! evs: error: --limit: '1e3' is not a whole number of at least 0 [usage]
  [2]

  $ evs -s a.db read --limit 1.5
  ! evs: error: --limit: '1.5' is not a whole number of at least 0 [usage]
  [2]

  $ evs -s a.db read --limit +1
  ! evs: error: --limit: '+1' is not a whole number of at least 0 [usage]
  [2]

  $ evs -s a.db read --limit=-1
  ! evs: error: --limit: '-1' is not a whole number of at least 0 [usage]
  [2]

  $ evs -s a.db read --limit ' 1'
  ! evs: error: --limit: ' 1' is not a whole number of at least 0 [usage]
  [2]

  $ evs -s a.db read --limit 9223372036854775807 | wc -l
  4

  $ evs -s a.db read --limit 9223372036854775808
  ! evs: error: --limit: '9223372036854775808' is larger than any number that evs counts [usage]
  [2]

  $ evs -s a.db read --from-position 9223372036854775807; evs -s a.db read --to-position 9223372036854775807 | wc -l
  4

  $ evs -s a.db append order-7 OrderPaid --schema 99999999999 | cut -c 1-30
  {"stream":"order-7","seq":4,"p

Arguments with brackets, commas and spaces are taken as they are.

  $ evs -s a.db append 'a [1,2]' '[B]' '[1,2]' -q | cut -d , -f 1-3
  {"stream":"a [1,2]","seq":1

  $ evs -s a.db stats -o table -o
  ! evs: error: option '-o' needs a value [usage]
  [2]

  $ evs -s a.db read --no-pager -v --limit 1 | wc -l
  1
  ! evs: reading 'a.db' (sqlite)

  $ evs -s a.db init -o json
  ! evs: error: 'evs init' has no output format 'json' [usage]
  !   hint: leave -o out
  ! {"error":{"code":"usage","exit":2,"message":"'evs init' has no output format 'json'","hint":"leave -o out","details":{}}}
  [2]

A baseline is a state that is written down for good: who folds from there needs no rules for what came before.

  $ cat >accounts.ndjson <<X
  > {"id":"e-1","stream":"account-1","type":"Opened","time":"2026-01-31T12:00:00Z","data":{"cents":100}}
  > {"id":"e-2","stream":"account-2","type":"Opened","time":"2026-01-31T12:01:00Z","data":{"cents":7}}
  > {"id":"e-3","stream":"account-1","type":"Paid","time":"2026-01-31T12:02:00Z","data":{"euros":2}}
  > X
  $ evs -q import accounts.ndjson >/dev/null
  $ cat >model.lua <<X
  > reducer "account" {
  >   Opened = function(s, e) s.cents = e.data.cents end,
  >   Added = function(s, e) s.cents = s.cents + e.data.cents end,
  > }
  > upcast "Paid" { from = 1, to = 2, to_type = "Added",
  >   function(e) e.data = { cents = e.data.euros * 100 }; e.type = "Added"; e.schema = 2; return e end }
  > X
  $ cat >plain <<'X'
  > s/[0-9a-f]\{64\}/<digest>/g; s/"id":"[0-9a-f-]\{36\}"/"id":"<id>"/; s/, of [-0-9T:.Z]*)/, of …)/
  > s/"time":"20[3-9][0-9][^"]*"/"time":"…"/; s/"time":"2026-0[2-9][^"]*"/"time":"…"/; s/"time":"2026-1[^"]*"/"time":"…"/
  > X
  $ evs snapshot baseline --all --dry-run | sed -f plain; evs head | cut -d : -f 1
  {"streams":2,"would_append":2,"already":0,"skipped":0,"rules":"<digest>"}
  3
  $ evs snapshot baseline --category account | sed -f plain
  {"streams":2,"appended":2,"already":0,"skipped":0,"rules":"<digest>"}
  $ evs snapshot baseline --all | sed -f plain
  {"streams":2,"appended":0,"already":2,"skipped":0,"rules":"<digest>"}
  $ evs read account-1 --from-seq 3 --raw | sed -f plain
  {"id":"<id>","stream":"account-1","seq":3,"position":5,"type":"$evs.baseline","schema":1,"time":"…","data":{"state":{"cents":300},"fingerprint":"<digest>","reducer":"model","upcast":true,"rules":"<digest>","schemas":[]},"meta":{}}
  $ evs streams -o csv | cut -d , -f 1,3
  stream,version
  <0x24>evs-rules,1
  account-1,3
  account-2,2

All other folds pass over it, and so do upcasters, schemas and checks.

  $ evs replay account-1; evs replay account-1 --trace | grep -c event; evs replay account-1 --reducer last --raw
  {"cents":300}
  2
  {"euros":2}
  $ evs model check | grep -c evs; evs upcast check | grep evs
  0
  {"check":"type","name":"$evs.baseline 1","passed":true,"in":2,"out":2,"dropped":0,"note":null}
  {"check":"type","name":"$evs.rules 1","passed":true,"in":1,"out":1,"dropped":0,"note":null}
  $ evs verify | sed -f plain
  {"verified":true,"events":6,"commits":3,"redactions":0,"findings":0,"checks":["format","log","file","events","payloads","commits","chain","streams","types","lookups","redactions","snapshots","baselines","schemas"],"head":"6:<digest>","snapshots":0,"refolded":0,"baselines":2,"emptied_baselines":0}

Now the model loses its old rules, and learns a new type.

  $ cp model.lua old.lua
  $ cat >model.lua <<X
  > reducer "account" { Moved = function(s, e) s.cents = s.cents + e.data.by end }
  > X
  $ evs -q append account-1 Moved '{"by":-5}' >/dev/null
  $ evs replay account-1
  ! evs: error: model.lua:1: reducer 'account' has no rule for 'Opened' [bad-input]
  !   at event 1 of stream 'account-1' (Opened, position 1)
  !   hint: write a function for it, or a default: "merge", "ignore" or a function
  [5]
  $ evs replay account-1 --from-baseline --explain 2>&1 | sed -f plain
  evs: began at the baseline of seq 3 (position 5, of …), which other rules than the present ones made
  {"cents":295}
  $ evs replay account-1 --raw-history --explain
  {"cents":295}
  ! evs: folded 1 stream from the first event, with 1 baseline on the way, whose rules were used up to there
  $ evs replay account-1 --raw-history --at-seq 1
  {"cents":100}
  $ evs replay --category account --from-baseline --explain; evs replay --category account --raw-history
  {"stream":"account-1","seq":4,"state":{"cents":295}}
  {"stream":"account-2","seq":2,"state":{"cents":7}}
  {"stream":"account-1","seq":4,"state":{"cents":295}}
  {"stream":"account-2","seq":2,"state":{"cents":7}}
  ! evs: began at a baseline in 2 streams, at the first event in 0
  $ mv model.lua new.lua; evs verify -o table | sed -n '2p; /^  baselines/p; $p'
  2 baselines folded again
    baselines   ok: every baseline is what its events make by the rules that it names, which are kept
  verified: nothing is wrong
  $ evs replay account-1 --from-baseline
  ! evs: error: stream 'account-1' cannot be folded from its baseline: its baseline was made by the reducer model, and merge-patch cannot go on from such a state [usage]
  !   hint: choose the reducers with --model or --reducer, or leave out --from-baseline
  [2]
  $ evs replay account-1 --raw-history --model old.lua
  ! evs: error: old.lua:1: reducer 'account' has no rule for 'Moved' [bad-input]
  !   at event 4 of stream 'account-1' (Moved, position 7)
  !   hint: write a function for it, or a default: "merge", "ignore" or a function
  [5]

Where there is none, --from-baseline is refused, and so is what does not go together.

  $ evs -q append other-1 Began '{"n":1}' >/dev/null; evs replay other-1 --from-baseline
  ! evs: error: stream 'other-1' has no baseline to begin at [not-found]
  !   hint: 'evs snapshot baseline other-1' makes one
  [3]
  $ evs replay account-1 --from-baseline --at-seq 1 --model old.lua
  ! evs: error: stream 'account-1' has no baseline at or before that moment to begin at [not-found]
  !   hint: 'evs replay account-1 --raw-history' folds it from its first event
  [3]
  $ evs replay nobody --from-baseline
  ! evs: error: there is no stream 'nobody' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ evs replay --all --raw-history --model new.lua
  {"stream":"account-1","seq":4,"state":{"cents":295}}
  {"stream":"account-2","seq":2,"state":{"cents":7}}
  {"stream":"other-1","seq":1,"state":{"n":1}}
  $ evs replay --all --from-baseline --model new.lua --explain
  {"stream":"account-1","seq":4,"state":{"cents":295}}
  {"stream":"account-2","seq":2,"state":{"cents":7}}
  {"stream":"other-1","seq":1,"state":{"n":1}}
  ! evs: began at a baseline in 2 streams, at the first event in 1
  $ evs replay account-1 --from-baseline --trace
  ! evs: error: --trace, --check, --from-baseline and --raw-history exclude each other [usage]
  [2]
  $ evs snapshot baseline
  ! evs: error: which streams is missing [usage]
  !   hint: name streams, or say --category NAME or --all
  [2]
  $ evs snapshot baseline '$evs-rules'
  ! evs: error: stream '$evs-rules' is evs's own [usage]
  [2]
  $ evs snapshot list --dry-run
  ! evs: error: --dry-run belongs to 'evs snapshot drop' [usage]
  [2]
  $ evs -s accounts.ndjson snapshot baseline --all
  ! evs: error: 'accounts.ndjson' is a log file, which keeps no snapshots [usage]
  !   hint: import it into a store: evs -s evs.db import accounts.ndjson
  [2]
  $ echo 'reducer "account" { command = { "cat" } }' >program.lua; evs snapshot baseline account-1 --model program.lua
  ! evs: error: category 'account' is folded by a program [usage]
  !   its rules are not in the model, so they cannot be kept
  !   hint: functions in the model can be resumed; see evs-model(5)
  [2]
  $ evs snapshot baseline --all --dry-run --model program.lua | sed -f plain
  {"streams":3,"would_append":1,"already":0,"skipped":2,"rules":"<digest>"}
  ! evs: passed over 2 streams: a program folds them
  $ evs append account-1 '$evs.baseline' '{}'
  ! evs: error: type '$evs.baseline': types that start with $evs. are evs's own [usage]
  !   hint: 'evs snapshot baseline' appends baselines
  [2]
  $ echo '{"stream":"account-1","type":"$evs.baseline"}' | evs append --each | sed 's/,"details".*//'
  {"error":{"code":"bad-input","exit":5,"message":"type '$evs.baseline': types that start with $evs. are evs's own","hint":"'evs snapshot baseline' appends baselines"

An export takes along what its baselines name, and is the same again from the store that it makes.

  $ evs export >all.ndjson; evs -s all.db -q import all.ndjson | sed -f plain; evs -s all.db export | cmp - all.ndjson
  {"events":8,"streams":4,"skipped":0,"rejected":0,"position":8,"head":"8:<digest>"}
  $ evs export account-1 >one.ndjson; cut -d , -f 1-3 one.ndjson | sed -f plain
  {"id":"evs.rules:<digest>","stream":"$evs-rules","seq":1
  {"id":"e-1","stream":"account-1","seq":1
  {"id":"e-3","stream":"account-1","seq":2
  {"id":"<id>","stream":"account-1","seq":3
  {"id":"<id>","stream":"account-1","seq":4
  $ evs -s one.db -q import one.ndjson >/dev/null; evs -s one.db verify -o table | sed -n '2p; $p'
  1 baseline folded again
  verified: nothing is wrong
  $ evs -s one.db replay account-1 --raw-history --model old.lua --at-seq 3; evs -s one.ndjson replay account-1 --raw-history --model old.lua --at-seq 3
  {"cents":300}
  {"cents":300}
  $ evs -s one.db -q import all.ndjson >/dev/null; evs -s one.db verify -o table | sed -n '2p; $p'
  2 baselines folded again
  verified: nothing is wrong

A baseline that is not what its events make is found, even where the chain is right.

  $ sed 's/"state":{"cents":300}/"state":{"cents":999}/' all.ndjson >bad.ndjson; evs -s bad.db -q import bad.ndjson >/dev/null; evs -s bad.db verify -o table | sed -n '/^  baselines/,/what to do/p; $p'
    baselines   1 finding
      position 5, stream 'account-1', seq 3: the events before it make another state by the rules that it names: it differs first at /cents
      what to do: do not fold from what is wrong: 'evs replay' does not need it; find out who appended or imported it
  not verified: 1 finding
  $ grep -v evs.rules: all.ndjson >less.ndjson; evs -s less.db -q import less.ndjson >/dev/null; evs -s less.db verify -o table | sed -n '/^  baselines/,/what to do/p' | sed -f plain
    baselines   2 findings
      position 4, stream 'account-1', seq 3: the events before it cannot be folded by the rules that it names: the rules <digest> are not kept in the store; the baseline at event 3 of stream 'account-1' names them
      position 5, stream 'account-2', seq 2: the events before it cannot be folded by the rules that it names: the rules <digest> are not kept in the store; the baseline at event 2 of stream 'account-2' names them
      what to do: do not fold from what is wrong: 'evs replay' does not need it; find out who appended or imported it
  $ sed 's/"upcast":true/"upcast":0/' all.ndjson | evs -s worse.db -q import
  ! evs: error: standard input line 5, byte 1: the event is no baseline: "upcast" is neither true nor false [bad-input]
  !   nothing was imported
  [5]
  $ sed 's/euros \* 100/euros * 1/' all.ndjson | evs -s worse.db -q import
  ! evs: error: standard input line 4, byte 1: stream '$evs-rules' takes only what another store kept there: its id is not that of what it holds [bad-input]
  !   nothing was imported
  [5]

A rewrite leaves baselines behind: its events are others.

  $ evs rewrite new.db --model old.lua | sed 's/.*"baselines":\([0-9]*\).*/\1/'
  2
  ! evs: left 2 baselines behind; 'new.db' is folded by the present rules alone

A purge empties those that may hold the person.

  $ echo 'personal "Opened" { none = true } personal "Paid" { subject = "stream", fields = "/euros" } personal "Moved" { none = true } personal "Began" { none = true }' >rules.lua
  $ evs purge --model rules.lua --subject 1 --dry-run
  {"erases":"field","type":"Paid","schema":1,"pointer":"/euros","stream":null,"events":1}
  {"erases":"state","type":"$evs.baseline","schema":1,"pointer":"/state","stream":null,"events":1}
  {"erases":"nothing","type":"$evs.baseline","schema":1,"pointer":"/stream","stream":null,"events":1}
  {"erases":"nothing","type":"Began","schema":1,"pointer":"/data/n","stream":null,"events":1}
  {"erases":"nothing","type":"Began","schema":1,"pointer":"/stream","stream":null,"events":1}
  {"erases":"nothing","type":"Moved","schema":1,"pointer":"/stream","stream":null,"events":1}
  {"erases":"nothing","type":"Opened","schema":1,"pointer":"/stream","stream":null,"events":1}
  {"erases":"nothing","type":"Paid","schema":1,"pointer":"/stream","stream":null,"events":1}
  ! evs: would redact 2 events, rename 0 streams and drop 0 snapshots; nothing was changed
  ! evs: the id would stay where it says that nothing is erased
  ! evs: not reached, and listed nowhere: backups and exports made before the purge; read models and other systems that were fed from the store; see evs-privacy(7)
  $ evs purge --model rules.lua --subject 1 --yes | grep -o '"events":[0-9]*'
  "events":2
  $ evs read account-1 --type '$evs.baseline' | sed -f plain; evs verify -o table | sed -n '2p; $p'
  {"id":"<id>","stream":"account-1","seq":3,"position":5,"type":"$evs.baseline","schema":1,"time":"…","data":{"state":null,"fingerprint":"<digest>","reducer":"model","upcast":true,"rules":"<digest>","schemas":[]},"meta":{"purged":true}}
  1 baseline folded again, and 1 that a purge emptied
  verified: nothing is wrong
  $ evs replay account-1 --from-baseline --model old.lua
  ! evs: error: stream 'account-1' has no baseline to begin at [not-found]
  !   a purge has emptied 1 of its baselines
  !   hint: 'evs snapshot baseline account-1' makes one
  [3]

A reducer does not go on from the state of one of another kind: it would take that for one of its own.

  $ mkdir kinds; cd kinds; evs -q init --demo; evs snapshot baseline order-8 --reducer last | cut -c 1-40
  {"streams":1,"appended":1,"already":0,"s
  $ cd kinds; evs snapshot baseline order-8 --model shop.lua
  ! evs: error: the state of stream 'order-8' cannot be kept as a baseline [bad-input]
  !   its baseline was made by the reducer last, and model cannot go on from such a state
  [5]
  $ cd kinds; evs snapshot baseline --category order --model shop.lua | cut -c 1-60
  {"streams":2,"appended":1,"already":0,"skipped":1,"rules":"c
  ! evs: passed over 1 state; the first: the state of stream 'order-8' cannot be kept as a baseline: its baseline was made by the reducer last, and model cannot go on from such a state
  $ cd kinds; evs -q append order-8 OrderRefunded '{"refunded":1}' >/dev/null; evs replay order-8 --raw-history --model shop.lua
  ! evs: error: the history of stream 'order-8' cannot be folded: its baseline was made by the reducer last, and model cannot go on from such a state [usage]
  !   hint: choose the reducers with --model or --reducer
  [2]
  $ cd kinds; evs replay order-8 --model shop.lua; evs replay order-8 --raw-history --reducer last; evs verify -o table | tail -1
  {"customer":"c-4","items":{},"refunded":56,"status":"paid","total":7}
  {"refunded":1}
  verified: nothing is wrong

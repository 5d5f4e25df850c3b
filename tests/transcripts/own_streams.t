What takes all streams leaves out evs's own, which hold its records and nobody's state, unless they are named.

  $ echo '{"id":"a-1.1","stream":"a-1","type":"T","time":"2026-01-01T12:00:00Z","data":{"n":1}}' | evs -q import - >/dev/null
  $ echo 'reducer "a" { T = function(s, e) s.n = e.data.n end, invariant = { ["n"] = function(s) return s.n end } }' >model.lua
  $ evs -q rewrite new.db >/dev/null; evs -s new.db streams | grep -o '"stream":"[^"]*"'
  "stream":"$evs-rewrites"
  "stream":"a-1"
  $ evs -s new.db replay --all; evs -s new.db export >log.ndjson; evs -s log.ndjson replay --all
  {"stream":"a-1","seq":1,"state":{"n":1}}
  {"stream":"a-1","seq":1,"state":{"n":1}}
  $ evs -s new.db replay --all --trace | grep -c patch; evs -s new.db replay --all --check; evs -s new.db bisect --all 's.head == nil'
  1
  {"holds":true,"streams":1,"events":1}
  {"holds":true,"streams":1,"events":1}
  [1]
  $ evs -s new.db replay --category '$evs' --raw
  {"stream":"$evs-rewrites","seq":2,"state":null}
  $ evs -s new.db snapshot take --all; evs -s new.db snapshot list | grep -o '"stream":"[^"]*"'
  {"streams":1,"taken":1,"already":0,"dropped":0,"skipped":0}
  "stream":"a-1"
  $ evs -s new.db snapshot take --category '$evs'
  {"streams":1,"taken":1,"already":0,"dropped":0,"skipped":0}
  $ evs -s new.db diff --all --other log.ndjson; evs -s new.db diff --category '$evs' --other log.ndjson | grep -o '"difference":"[^"]*"'
  {"equal":true,"streams":1,"different":0,"failed":0}
  "difference":"only-here"

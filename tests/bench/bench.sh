#!/bin/sh
# usage: bench.sh BUILD_FOLDER [EVENTS]
# Times the hot paths on generated orders, in turns, and beside each the bound that this machine sets: medians of five
# runs of whole processes, and the ratio. Prints a table; judges nothing.
set -eu
evs=$(realpath "$1")/evs
generate=$(realpath "$1")/tests/bench/evs_bench_generate
limit=$(realpath "$1")/tests/bench/evs_bench_limit
events=${2:-1000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset EVS_STORE EVS_MODEL EVS_TIMEOUT EVS_COLOR
"$generate" "$events" $((events / 20)) >log.ndjson
tail -n 1 log.ndjson | sed 's/^{"id":"[^"]*"/{"id":"one-more"/; s/"seq":[0-9]*,//' >one.ndjson

# The same fold as a model and, to compare, as a program of jq's; order-0 is the longest stream.
cat >fold.lua <<'END'
reducer "order" {
  initial = { tags = {} },
  OrderPlaced = function(s, e)
    s.status = e.data.status
    s.customer = e.data.customer
    s.address = e.data.address
    s.total = e.data.total
  end,
  AddressChanged = function(s, e)
    s.note = e.data.note
    s.total = e.data.total
  end,
  ItemAdded = function(s, e)
    s.last = e.data.last
    s.total = e.data.total
    for _, tag in ipairs(e.data.tags) do s.tags[tag] = (s.tags[tag] or 0) + 1 end
  end,
}
END
cat >fold.jq <<'END'
reduce inputs as $e ({tags: {}};
  if $e.type == "OrderPlaced" then
    .status = $e.data.status | .customer = $e.data.customer | .address = $e.data.address | .total = $e.data.total
  elif $e.type == "AddressChanged" then .note = $e.data.note | .total = $e.data.total
  else .last = $e.data.last | .total = $e.data.total | reduce $e.data.tags[] as $tag (.; .tags[$tag] += 1)
  end)
END
grep -F '"stream":"order-0"' log.ndjson >stream.ndjson
has_jq=$(command -v jq || :)

# All events as one stream of its own store, with a snapshot every 10,000; it is asked for a seq just before one.
sed 's/"stream":"[^"]*"/"stream":"order-0"/; s/"seq":[0-9]*,//' log.ndjson >long.ndjson
"$evs" -q -s long.db import long.ndjson >out
rm long.ndjson
"$evs" -q -s long.db snapshot take order-0 --every 10000 >out
"$evs" -q -s long.db snapshot take order-0 --every 10000 --model fold.lua >out
last=$((events - 1))

# Runs a command and appends its wall time in milliseconds to a file.
time_into() { # FILE COMMAND...
    file=$1
    shift
    before=$(date +%s%N)
    "$@" >out 2>err || { cat err; exit 1; }
    after=$(date +%s%N)
    echo $(((after - before) / 1000000)) >>"$file"
}
median() { sort -n "$1" | sed -n 3p; }

for round in 1 2 3 4 5; do
    rm -rf evs.db* bound.db*
    time_into import "$evs" import log.ndjson
    time_into import.bound "$limit" insert log.ndjson bound.db
    time_into again "$evs" import log.ndjson
    time_into again.bound "$limit" parse log.ndjson
    time_into export "$evs" export
    time_into export.bound "$limit" export bound.db
    time_into all "$evs" replay --all
    time_into all.bound "$limit" scan bound.db
    time_into where "$evs" read --where 'e.seq == 0'
    cp all.bound where.bound
    time_into diff "$evs" diff --other log.ndjson
    cp all diff.bound
    time_into log "$evs" -s log.ndjson replay order-1
    time_into log.bound grep -F '"order-1"' log.ndjson
    time_into model "$evs" replay order-0 --model fold.lua
    time_into model.bound "$evs" replay order-0 --reducer merge-patch
    cp model jq
    [ -z "$has_jq" ] || time_into jq.bound jq -cn -f fold.jq stream.ndjson
    time_into kept "$evs" -s long.db replay order-0 --at-seq "$last"
    time_into kept.bound "$evs" -s long.db replay order-0 --at-seq "$last" --no-snapshot
    time_into kept_model "$evs" -s long.db replay order-0 --at-seq "$last" --model fold.lua
    time_into kept_model.bound "$evs" -s long.db replay order-0 --at-seq "$last" --model fold.lua --no-snapshot
    time_into start "$evs" --version
    time_into start.bound true
done

"$evs" version -v
printf '\n%s events, %s bytes of lines; medians of five runs, milliseconds\n' "$events" "$(wc -c <log.ndjson)"
printf '%-44s %8s %8s %7s  %s\n' work evs bound ratio 'the bound'
row() { # NAME TITLE BOUND
    printf '%-44s %8s %8s %7s  %s\n' "$2" "$(median "$1")" "$(median "$1.bound")" \
        "$(echo "$(median "$1") $(median "$1.bound")" | awk '{ printf "%.1f", $1 / ($2 > 0 ? $2 : 1) }')" "$3"
}
row import 'import into a new store' 'parse, insert rows only, no journal'
row again 'import the same again' 'walk every line with simdjson'
row export 'export' 'read the rows, write the lines'
row all 'replay --all' 'read the rows on one core'
row where 'read --where, on the envelope' 'read the rows on one core'
row diff 'diff with the log file' 'replay --all'
row log 'replay one stream from the log file' 'grep -F'
row model "replay a stream of $(wc -l <stream.ndjson) by a model" 'the same by merge patch'
[ -z "$has_jq" ] || row jq 'the same by the model' 'the same program in jq'
row kept 'replay from a snapshot, up to 9,999 events on' 'from the first event'
row kept_model 'the same by a model' 'from the first event'
row start 'evs --version' 'true'

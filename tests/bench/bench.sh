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
unset EVS_STORE EVS_TIMEOUT EVS_COLOR
"$generate" "$events" $((events / 20)) >log.ndjson
tail -n 1 log.ndjson | sed 's/^{"id":"[^"]*"/{"id":"one-more"/; s/"seq":[0-9]*,//' >one.ndjson

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
    time_into log "$evs" -s log.ndjson replay order-1
    time_into log.bound grep -F '"order-1"' log.ndjson
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
row log 'replay one stream from the log file' 'grep -F'
row start 'evs --version' 'true'

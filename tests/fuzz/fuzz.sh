#!/bin/sh
# Lets libFuzzer look for inputs that break a target: fuzz.sh BUILD, for EVS_FUZZ_SECONDS (120) each, two targets at a
# time. Begins with the corpus and with what earlier runs have left in BUILD/fuzz/TARGET. An input that breaks one is
# kept, and named; put into tests/fuzz/corpus/TARGET it becomes a test.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
corpus=$here/corpus
seconds=${EVS_FUZZ_SECONDS:-120}
cd "$build"
mkdir -p fuzz
export ASAN_OPTIONS=detect_leaks=0 # the corpus is looked at for leaks by the tests of the preset asan

# fuzz TARGET
fuzz() {
    mkdir -p "fuzz/$1"
    if tests/fuzz/fuzz_"$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -detect_leaks=0 \
        -print_final_stats=1 -artifact_prefix="$build/fuzz/$1-" "$build/fuzz/$1" "$corpus/$1" >"fuzz/$1.log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "fuzz/$1.log")
        rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "fuzz/$1.log")
        echo "fuzz $1: nothing found in $runs runs, $rate a second"
        return 0
    fi
    grep -A 30 -m 1 -E 'does not hold|ERROR: |runtime error' "fuzz/$1.log" || tail -n 30 "fuzz/$1.log"
    echo "fuzz $1: broken by $(sed -n 's/.*Test unit written to //p' "fuzz/$1.log")"
    return 1
}

if [ $# -eq 2 ]; then
    fuzz "$2"
    exit
fi

# What cannot find anything proves nothing: this target has a fault on purpose.
if tests/fuzz/fuzz_control -max_total_time=60 -artifact_prefix="$build/fuzz/control-" >fuzz/control.log 2>&1; then
    echo "fuzz: libFuzzer did not find what is wrong with the control" >&2
    exit 1
fi
ls "$corpus" | xargs -n 1 -P 2 "$here/fuzz.sh" "$build"

#!/bin/bash
# copy-slice.sh PRODUCTION TEST CATEGORY SINCE
# The streams of CATEGORY in which something happened SINCE, whole, into a
# store of their own. (Types that begin with $ are evs's own, such as those
# of baselines.) PRODUCTION is only read; it may be written to meanwhile.
#   copy-slice.sh /srv/shop/evs.db test.db order 2026-02-01
set -euo pipefail
production=$1
test=$2

evs -s "$production" head # for the notes: what the copy was made of
evs -s "$production" read --raw --category "$3" --since "$4" |
    jq -r 'select(.type | startswith("$") | not).stream' | sort -u |
    xargs -r -d '\n' evs -s "$production" export --raw -- |
    evs -s "$test" import
evs -s "$test" verify --quick -o table

#!/bin/sh
# find-the-event.sh STREAM CONDITION
# Which event broke it, who did it and why, what happened before it, and
# what has become of it:
#   find-the-event.sh order-8 's.refunded <= s.total'
set -eu
stream=$1
condition=$2

found=$(evs bisect "$stream" "$condition") # status 1: none did
seq=$(echo "$found" | jq .event.seq)

echo "event $seq of $stream broke it:"
echo "$found" | jq '{event: .event.type, time: .event.time, actor, reason,
    patch}'
echo "what was done until then:"
evs replay "$stream" --at-seq "$seq" --trace |
    jq -c '[.event.seq, .event.type, .patch]'
echo "what has become of it since:"
evs diff "$stream" --from-seq "$seq" | jq -c '.patch // empty'

#!/bin/sh
# follow.sh CURSOR COMMAND...
# Gives each event to COMMAND..., in order, and goes on after any
# interruption where it was: each event is given at least once, so
# COMMAND... must bear to see one again. The file CURSOR holds a position.
# It is written behind the work, and reading begins at it, not after it:
# an old or lost cursor repeats events, and leaves none out.
set -eu
cursor=$1
shift

exec 9>>"$cursor.lock"
flock 9 # what a killed follower has left running holds it still

position=$(cat "$cursor" 2>/dev/null) || :
evs read --follow --from-position "${position:-1}" |
    while IFS= read -r event; do
        # If the work fails it is tried again: order matters.
        until printf '%s\n' "$event" | "$@"; do sleep 1; done
        printf '%s\n' "$event" | jq .position >"$cursor.new"
        mv "$cursor.new" "$cursor"
    done
exit 1 # reading does not end by itself; evs has said why

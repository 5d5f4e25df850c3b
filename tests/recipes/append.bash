#!/bin/bash
# Appends through one evs that stays: no process an event, and an answer
# means that the event is on the disk.
set -eu

coproc EVS { exec evs append --each; }

# append LINE: prints the answer, and fails if it is a refusal.
append() {
    printf '%s\n' "$1" >&"${EVS[1]}"
    IFS= read -r answer <&"${EVS[0]}" || return # evs is gone
    printf '%s\n' "$answer"
    [[ $answer != '{"error":'* ]]
}

append '{"stream":"order-9","type":"OrderPlaced","data":{"total":12}}'
append '{"stream":"order-9","type":"OrderPaid","expect":1}'
append '{"stream":"order-9","type":"OrderCancelled","expect":1}' ||
    echo "somebody was faster"

evs=$EVS_PID
exec {EVS[1]}>&-
wait "$evs" || echo "exit status $?" # that of the first refusal

#!/bin/bash
# Questions and a reaction with jq. Into a pipe evs prints one JSON
# object a line; nothing has to be asked for.
set -euo pipefail

# Who did what, and how often. Types that begin with $ are evs's own.
evs read | jq -r 'select(.type | startswith("$") | not)
        | [.meta.actor // "nobody", .type] | @tsv' |
    sort | uniq -c

# The orders as a spreadsheet: states, not events.
evs replay --category order |
    jq -r '[.stream, .state.customer, .state.total] | @csv'

# How many seconds orders waited to be paid.
evs read --category order --type OrderPlaced --type OrderPaid |
    jq -s 'def seconds: sub("[.][0-9]+"; "") | fromdate;
        group_by(.stream)[] | map({(.type): .time}) | add
        | select(.OrderPlaced and .OrderPaid)
        | (.OrderPaid | seconds) - (.OrderPlaced | seconds)'

# A reaction: who has paid gets a receipt. "expect" ties it to the state
# that was looked at: if somebody has written to the stream since, the
# answer is a conflict, and the next run decides anew. The id sees to it
# that there is never a second receipt.
evs replay --category order |
    jq -c 'select(.state.status == "paid" and .state.receipt == null)
        | {stream, type: "ReceiptSent", data: {receipt: true},
           expect: .seq, id: "receipt-\(.stream)"}' |
    evs append --each

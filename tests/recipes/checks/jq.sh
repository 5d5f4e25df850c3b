# The pipelines print what they say, and the reaction happens once.
. "$(dirname "$0")/shop.sh"
needs jq
rm model.lua # it has no rule for ReceiptSent

evs -q snapshot baseline order-7 >/dev/null # nothing that anybody did

cat >expected <<'X'
      2 ada	OrderRefunded
      2 bank	OrderPaid
      2 shop	ItemAdded
      2 shop	OrderPlaced
"order-7","c-3",42
"order-8","c-4",7
600
600
{"stream":"order-7","seq":5,"position":10,"id":"receipt-order-7"}
{"stream":"order-8","seq":5,"position":11,"id":"receipt-order-8"}
X
jq.sh >out
same_files expected out "what it prints"
jq.sh >out
! grep receipt out || fail "a receipt was sent again"
equal 11 "$(stored evs.db)" "events after the second run"

# What another did in between is a conflict.
evs -q append order-9 OrderPaid '{"status":"paid"}' >/dev/null
mkdir slow
cat >slow/jq <<X
#!/bin/sh
said=\$($(command -v jq) "\$@") || exit
case \$* in *ReceiptSent*) evs -q append order-9 OrderCancelled '{"status":"cancelled"}' >/dev/null ;; esac
[ -z "\$said" ] || printf '%s\n' "\$said"
X
chmod +x slow/jq
PATH=$PWD/slow:$PATH exits 4 jq.sh
grep -q '"code":"conflict".*order-9' out || fail "it reacted to a state of the past"

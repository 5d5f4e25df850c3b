# The refund that was too much is found, and told.
. "$(dirname "$0")/shop.sh"
needs jq
cat >expected <<'X'
event 4 of order-8 broke it:
{
  "event": "OrderRefunded",
  "time": "2026-02-01T09:05:00Z",
  "actor": "ada",
  "reason": "a slip of the keyboard",
  "patch": [
    {
      "op": "replace",
      "path": "/refunded",
      "value": 55
    }
  ]
}
what was done until then:
[1,"OrderPlaced",[{"op":"add","path":"/customer","value":"c-4"},{"op":"add","path":"/total","value":7}]]
[2,"OrderPaid",[{"op":"add","path":"/status","value":"paid"}]]
[3,"OrderRefunded",[{"op":"replace","path":"/refunded","value":5}]]
[4,"OrderRefunded",[{"op":"replace","path":"/refunded","value":55}]]
what has become of it since:
[{"op":"add","path":"/items/B-2","value":1}]
X
evs -q append order-8 ItemAdded '{"items":{"B-2":1}}' >/dev/null
find-the-event.sh order-8 's.refunded <= s.total' >out
same_files expected out "what it prints"
exits 1 find-the-event.sh order-7 's.refunded <= s.total'
exits 2 find-the-event.sh order-7 's.refunded <='
exits 3 find-the-event.sh order-6 'true'

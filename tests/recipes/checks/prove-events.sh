# It says yes to a sound store, and no to each thing that can be wrong.
. "$(dirname "$0")/shop.sh"
needs sqlite3
exits 1 prove-events.sh evs.db # the refund that was too much
grep -q '"holds":false' out || fail "the invariant is not what ended it"

head -n 7 orders.ndjson | evs -q -s sound.db import >/dev/null
cp model.lua sound.lua
exits 0 prove-events.sh sound.db

# no SAID: the proof ends with 1, and says so.
no() {
    exits 1 prove-events.sh case.db
    cat err >>out
    grep -q "$1" out || { cat out >&2 && fail "it does not say: $1"; }
    cp sound.lua model.lua
    rm case.db*
}
evs -s sound.db backup -q case.db >/dev/null
sqlite3 case.db "UPDATE events SET meta = '{}' WHERE position = 4"
no 'not verified'

evs -s sound.db backup -q case.db >/dev/null
sed -i 's/refunded = 4, status/refunded = 5, status/' model.lua
no '^test  *order  *a refund counts  *false'

evs -s sound.db backup -q case.db >/dev/null
cat >>model.lua <<'X'
upcast "OrderPaid" { from = 1, to = 2,
  function(e) e.data.by = e.data.card.name; return e end,
  test = { { { data = { card = { name = "a" } } }, { data = { by = "a", card = { name = "a" } } } } },
}
X
no '^type  *OrderPaid 1  *false'

evs -s sound.db backup -q case.db >/dev/null
echo '{"required":["invoice"]}' | evs -s case.db schema add OrderPaid 1 - >/dev/null 2>&1
no 'lacks the member "invoice"'

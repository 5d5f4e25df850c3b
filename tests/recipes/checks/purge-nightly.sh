# People go, receipts stay; what cannot be done stays for the next night, and what was not finished is.
. "$(dirname "$0")/shop.sh"
needs openssl sqlite3
mkdir requests receipts
openssl genpkey -algorithm ed25519 -out key.pem 2>/dev/null
echo c-3 >requests/17
echo nobody >requests/18

# Without the key, the store, or the model, every request stays.
exits 3 purge-nightly.sh requests receipts missing.pem
exits 3 env EVS_STORE=missing.db purge-nightly.sh requests receipts key.pem
mv model.lua shop.lua
exits 5 purge-nightly.sh requests receipts key.pem
mv shop.lua model.lua
equal '17 18' "$(ls requests | paste -s -d ' ')" "requests that are left"

exits 0 purge-nightly.sh requests receipts key.pem
equal '' "$(ls requests)" "requests that are left"
equal 'requests/18: nothing is stored of this person' "$(cat out err)" "what it says"
reply=$(ls receipts/17-*.reply)
receipt=$(ls receipts/17-*.json)
equal 2 "$(ls receipts | lines /dev/stdin)" "files in the folder of receipts"
! grep -rlF c-3 receipts evs.db* || fail "the id is there yet"
grep -q '"nonce":"' "$reply" || fail "the person cannot prove whose receipt it is"
grep -q '"signature":"' "$receipt" || fail "the receipt is not signed"
equal 600 "$(stat -c %a "$reply")" "the mode of the reply"
evs -q verify >/dev/null || fail "the store is not sound"

# A request that was interrupted behind its receipt is nobody's by now.
echo c-3 >requests/17
exits 0 purge-nightly.sh requests receipts key.pem
equal '' "$(ls requests)" "requests that are left"

# An unfinished purge is finished first.
sqlite3 evs.db "INSERT INTO properties SELECT 'unfinished_purge', x'0000000000000009'"
echo c-4 >requests/19
exits 0 purge-nightly.sh requests receipts key.pem
equal '' "$(ls requests)" "requests that are left"
grep -q '"resumed":true' receipts/resumed-*.json || fail "there is no receipt of what was resumed"
[ -s "$(echo receipts/19-*.json)" ] || fail "there is no receipt of the purge after it"

# Where verify finds something, cron has something to mail.
evs -q backup changed.db >/dev/null
sqlite3 changed.db "UPDATE events SET data = 'null' WHERE position = 2"
exits 1 env EVS_STORE=changed.db purge-nightly.sh requests receipts key.pem
grep -q 'not verified' out || fail "it does not say what verify found"

# A type that the model says nothing of stops it.
evs -q append order-9 NoteAdded '{"customer":"c-5"}' >/dev/null
echo c-5 >requests/20
exits 5 purge-nightly.sh requests receipts key.pem
equal 20 "$(ls requests)" "requests that are left"
grep -q "^requests/20 stays for the next night: .*does not say" out || fail "it does not say why"

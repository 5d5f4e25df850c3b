# People go, receipts stay; what cannot be done stays for the next night, and what was not finished is.
. "$(dirname "$0")/shop.sh"
needs openssl sqlite3
mkdir requests receipts
openssl genpkey -algorithm ed25519 -out key.pem 2>/dev/null
echo c-3 >requests/17
echo nobody >requests/18

purge-nightly.sh requests receipts key.pem 2>err
equal '' "$(ls requests)" "requests that are left"
equal '17.json 17.reply' "$(ls receipts | paste -s -d ' ')" "what is in the folder of receipts"
grep -q 'nothing in the store is of subject' err || fail "it does not say that nothing was stored"
! grep -rlF c-3 receipts evs.db* || fail "the id is there yet"
grep -q '"nonce":"' receipts/17.reply || fail "the person cannot prove whose receipt it is"
grep -q '"signature":"' receipts/17.json || fail "the receipt is not signed"
equal 600 "$(stat -c %a receipts/17.reply)" "the mode of the reply"
evs -q verify >/dev/null || fail "the store is not sound"

# An unfinished purge is finished first.
sqlite3 evs.db "INSERT INTO properties SELECT 'unfinished_purge', x'0000000000000009'"
echo c-4 >requests/19
purge-nightly.sh requests receipts key.pem
equal '' "$(ls requests)" "requests that are left"
grep -q '"resumed":true' receipts/resumed-*.json || fail "there is no receipt of what was resumed"
[ -s receipts/19.json ] || fail "there is no receipt of the purge after it"

# A request that was interrupted behind its receipt is done.
echo c-4 >requests/19
purge-nightly.sh requests receipts key.pem 2>err
equal '' "$(ls requests)$(cat err)" "what is left of a request that was done"

# Where verify finds something, cron has something to mail.
evs -q backup changed.db >/dev/null
sqlite3 changed.db "UPDATE events SET data = 'null' WHERE position = 2"
exits 1 env EVS_STORE=changed.db purge-nightly.sh requests receipts key.pem
grep -q 'not verified' out || fail "it does not say what verify found"

# A type that the model says nothing of stops it, and the request stays.
evs -q append order-9 NoteAdded '{"customer":"c-5"}' >/dev/null
echo c-5 >requests/20
exits 5 purge-nightly.sh requests receipts key.pem
equal 20 "$(ls requests)" "requests that are left"

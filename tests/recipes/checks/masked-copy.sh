# A copy holds nobody's id, the same pseudonyms every night, and is not replaced by half of one.
. "$(dirname "$0")/shop.sh"
needs openssl zstd
(umask 077 && openssl rand -hex 32 >key)
masked-copy.sh evs.db copy.ndjson.zst key
zstd -dqc copy.ndjson.zst >copy.ndjson
equal 8 "$(lines copy.ndjson)" "events in the copy"
! grep -n '"c-[34]"' copy.ndjson || fail "a customer's id is in the copy"
equal 600 "$(stat -c %a copy.ndjson.zst)" "the mode of the copy"
evs replay --all --check >here || :
evs -s copy.ndjson.zst replay --all --check >there || :
equal "$(field position <here)" "$(field position <there)" "the event that broke an order"

cp copy.ndjson.zst yesterday.ndjson.zst
evs -q append order-9 OrderPlaced '{"customer":"c-3","total":1}' >/dev/null
masked-copy.sh evs.db copy.ndjson.zst key
zstd -dqc copy.ndjson.zst >copy.ndjson
equal 2 "$(grep -c "$(sed -n 1p copy.ndjson | field customer)" copy.ndjson)" "orders under one pseudonym"
zstd -dqc yesterday.ndjson.zst >yesterday.ndjson
head -n 8 copy.ndjson | cmp -s - yesterday.ndjson || fail "pseudonyms differ from one night to the next"

evs -q append order-9 NoteAdded '{"text":"Ada called"}' >/dev/null # no rule speaks of it
cp copy.ndjson.zst yesterday.ndjson.zst
exits 5 masked-copy.sh evs.db copy.ndjson.zst key
cmp copy.ndjson.zst yesterday.ndjson.zst || fail "the copy of yesterday is gone"

# Whole streams are copied, only those, and production stays as it was.
. "$(dirname "$0")/shop.sh"
needs jq
mkdir production
evs -q -s production/evs.db import orders.ndjson >/dev/null
before=$(cksum production/evs.db)
copy-slice.sh production/evs.db test.db order 2026-02-01 >out
equal "$before" "$(cksum production/evs.db)" "production"
equal "$(evs -s production/evs.db head)" "$(head -n 1 out)" "the noted head"
equal order-8 "$(evs -s test.db streams | jq -r .stream)" "the streams of the copy"
evs -s test.db diff order-8 --other production/evs.db >/dev/null || fail "the copy differs"
copy-slice.sh production/evs.db all.db order 2026-01-01 >/dev/null
equal 'order-7 order-8' "$(evs -s all.db streams | jq -r .stream | paste -s -d ' ')" "the streams since January"
evs -q -s production/evs.db snapshot baseline order-7 >/dev/null
copy-slice.sh production/evs.db none.db order 2026-03-01 >/dev/null # a baseline is nothing that happened
equal 0 "$(stored none.db)" "events of a slice without any"

# What goes wrong in the middle is not taken for a slice.
mkdir cut
cat >cut/evs <<X
#!/bin/sh
case \$* in *export*) "$evs" "\$@" | head -n 2 && exit 8 ;; esac
exec "$evs" "\$@"
X
chmod +x cut/evs
if PATH=$PWD/cut:$PATH copy-slice.sh production/evs.db cut.db order 2026-01-01 >out 2>&1; then
    fail "half a slice passes for a whole one"
fi
exits 3 copy-slice.sh none/evs.db copy.db order 2026-01-01

# A stream without its beginning is no copy.
evs -s production/evs.db export order-8 --since 2026-02-01 >cut.ndjson
exits 5 evs -s headless.db import cut.ndjson

# Models as their users write them: the examples, a program that folds in place of functions, and any number of cores.
. "$(dirname "$0")/lib.sh"
needs awk python3 sed
models=$sources/../models

for model in bank orders git; do
    exits 0 "$evs" model check --model "$models/$model.lua"
    if grep -q '"passed":false' out; then fail "$model.lua: $(cat out)"; fi
done
equal 2 "$("$evs" model check -q --model "$models/orders.lua" | grep -c '"check":"test"')" "tests of orders.lua"

# A test of a model can fail.
sed 's/status = "shipped", *$/status = "lost",/; s/total = 300,$/total = 301,/' "$models/orders.lua" >wrong.lua
exits 1 "$evs" model check --model wrong.lua
grep -q '"passed":false' out || fail "a wrong expectation passes"

# The first example of the manual page is a model whose tests pass.
sed -n '/^\.EX/,/^\.EE/p' "$sources/../../man/evs-model.5" | sed '/^\.EE/q' |
    sed '/^\.E[XE]/d; s/\\-/-/g; s/\\e/\\/g' >manual.lua
exits 0 "$evs" model check --model manual.lua
equal 1 "$(grep -c '"passed":true' out)" "tests of the example in evs-model(5)"

# 60 orders of different lengths, one after the other and mixed.
awk 'BEGIN {
    srand(5)
    for (i = 0; i < 3000; ++i) {
        order = int(rand() * 60)
        if (!(order in total)) { kind = "OrderPlaced"; data = "{\"customer\":\"c-" i "é\"}"; total[order] = 0 }
        else if (rand() < 0.1) { kind = "AddressChanged"; data = "{\"address\":{\"city\":\"Oslo\",\"lines\":[\"" i "\",null,[]],\"more\":{}}}" }
        else { kind = "ItemAdded"; data = "{\"sku\":\"A-" int(rand() * 9) "\",\"quantity\":1,\"price\":9007199254740993}" }
        printf "{\"stream\":\"order-%d\",\"type\":\"%s\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":%s}\n", order, kind, data
    }
}' | sed 's/9007199254740993/100/' >orders.ndjson
exits 0 "$evs" -q import orders.ndjson
cp "$models/orders.lua" "$models/orders.py" .
exits 0 "$evs" replay --all --check --model orders.lua
exits 0 "$evs" replay --all --model orders.lua
mv out by_functions
equal 60 "$(lines by_functions)" "orders"

# The same fold by a program in Python.
echo 'reducer "order" { command = { "python3", "orders.py" } }' >program.lua
exits 0 "$evs" replay --all --model program.lua --timeout 60
same_files by_functions out "the states that a program makes"
exits 0 "$evs" -s orders.ndjson replay --all --model program.lua --timeout 60
same_files by_functions out "the states that a program makes of a log file"
exits 0 "$evs" replay order-7 --trace --model program.lua --timeout 60
tail -n +2 out >by_program # before its first answer, the state of a program is null
exits 0 "$evs" replay order-7 --trace --model orders.lua
tail -n +2 out >found
same_files found by_program "what each event does"
exits 0 "$evs" diff --all --model orders.lua --against program.lua --timeout 60
# The comparison can fail.
sed -i 's/\["total"\] += /["total"] += 1 + /' orders.py
exits 0 "$evs" replay --all --model program.lua --timeout 60
if cmp -s by_functions out; then fail "the program's states are not asked for"; fi

exits 1 "$evs" diff --all --model orders.lua --against program.lua --timeout 60

# A bug in a rule: bisect finds where it shows first, diff which orders change when it is mended.
sed 's/s.total + e.data.quantity/s.total + (e.seq == 9 and 2 or 1) * e.data.quantity/' orders.lua >buggy.lua
exits 0 "$evs" bisect --category order --invariant 'the total is that of the items' --model buggy.lua
equal "$("$evs" read --where 'e.seq == 9 and e.type == "ItemAdded"' --limit 1 | field id)" "$(field id <out)" "where a bug shows"
exits 1 "$evs" diff --all --model buggy.lua --against orders.lua
mv out mended
equal "$("$evs" read --where 'e.seq == 9 and e.type == "ItemAdded"' | wc -l | tr -d ' ')" "$(grep -c '"patch":\[{' mended)" "orders that change"

# The output does not depend on the number of cores.
if command -v taskset >/dev/null && [ "$(nproc)" -gt 1 ]; then
    taskset -c "$(taskset -cp $$ | sed 's/.*: *\([0-9]*\).*/\1/')" "$evs" replay --all --model orders.lua >alone
    same_files by_functions alone "the states that one core makes"
    taskset -c "$(taskset -cp $$ | sed 's/.*: *\([0-9]*\).*/\1/')" "$evs" diff --all --model buggy.lua --against orders.lua >alone || :
    same_files mended alone "the differences that one core finds"
fi

# Among 100,000 events of 500 accounts one takes more than there is; it is found, by whom and why.
awk 'BEGIN {
    for (i = 0; i < 100000; ++i) {
        account = i % 500
        kind = i < 500 ? "AccountOpened" : i == 71234 ? "Withdrawn" : int(i / 500) % 2 ? "Deposited" : "Withdrawn"
        data = i < 500 ? "{\"owner\":\"o\",\"limit\":10}" : "{\"amount\":" (i == 71234 ? 999 : 3) "}"
        meta = i == 71234 ? "{\"actor\":\"mallory\",\"reason\":\"planted\"}" : "{}"
        printf "{\"id\":\"b%d\",\"stream\":\"account-%d\",\"type\":\"%s\",\"time\":\"2026-01-01T00:00:00Z\",\"data\":%s,\"meta\":%s}\n", i, account, kind, data, meta
    }
}' >bank.ndjson
exits 0 "$evs" -q -s bank.db import bank.ndjson
exits 0 "$evs" -s bank.db bisect --category account --invariant 'the balance is never below the limit' --model "$models/bank.lua"
equal b71234 "$(field id <out)" "the planted event"
equal mallory "$(field actor <out)" "who did it"
exits 0 "$evs" -s bank.db bisect account-234 's.balance >= -10' --model "$models/bank.lua"
equal b71234 "$(field id <out)" "the planted event in its stream"
exits 1 "$evs" -s bank.db bisect account-235 's.balance >= -10' --model "$models/bank.lua"
exits 1 "$evs" -s bank.db replay --all --check --model "$models/bank.lua"
grep -q '"id":"b71234"' out || fail "a check stops elsewhere"

# A skeleton folds as no model does, whatever the types and fields are called.
printf '%s\n' '{"stream":"a b\"c-1","type":"end","data":{"or":1,"x y":{"z":[]},"é\\\"":"\u0001"}}' \
    '{"stream":"a b\"c-1","type":"test","data":[1,2]}' '{"stream":"a b\"c-1","type":"Um\\\"laut é]]","data":{"n":2}}' >odd.ndjson
exits 0 "$evs" -q import odd.ndjson
exits 0 "$evs" model init --model skeleton.lua
exits 0 "$evs" model check --model skeleton.lua
exits 0 "$evs" replay --all --reducer merge-patch
mv out by_merging
exits 0 "$evs" replay --all --model skeleton.lua
same_files by_merging out "the states that a skeleton makes"
say "60 orders by functions and a program, a skeleton, and the culprit among 100,000 events"

# The lines that the CI jobs run are run here: on sound events all of them pass, and each fault is a failed step.
. "$(dirname "$0")/shop.sh"
needs jq python3
needs sqlite3
cp model.lua sound.lua
head -n 7 orders.ndjson | evs -q -s sound.db import >/dev/null
evs -s sound.db replay --all >sound.states

# job FILE: its status is that of the first step that fails; what it printed is in the file out.
job() {
    python3 "$sources/ci.py" "$recipes/$1" >steps
    (cd job && bash --noprofile --norc ../steps) >out 2>&1
}
fresh() {
    rm -rf job && mkdir job
    cp sound.lua job/model.lua
    cp sound.states job/states.ndjson
    evs -q -s sound.db backup job/recorded.db >/dev/null
}
# refused WHAT SAID: that the job fails, and tells of it.
refused() {
    ! job $file || fail "$file: $1 passes"
    grep -q "$2" out || { cat out >&2 && fail "$file: it does not tell of $1"; }
    fresh
}

for file in github.yml gitlab.yml; do
    fresh
    job $file || { cat out >&2 && fail "$file: a sound store does not pass"; }
    equal "$(grep -c '^ *- run: \|^ *run: \|^ *- evs' "$recipes/$file")" "$(grep -c '^# step' steps)" "$file: steps"
    case $file in
    github.yml) annotation='^::error .*' ;;
    gitlab.yml) annotation= ;;
    esac

    sqlite3 job/recorded.db "UPDATE events SET meta = '{}' WHERE position = 4"
    ! job $file || fail "$file: a changed past passes"
    case $file in
    github.yml) grep -q '^::error ' out || fail "there is no annotation" ;;
    gitlab.yml) python3 "$sources/junit.py" job/verify.xml || fail "there is no failed test case in the report" ;;
    esac
    fresh

    echo 'upcast "OrderPaid" { from = 1, to = 2, function(e) return e end }' >>job/model.lua
    refused 'an upcaster without a test' 'it has no test'
    sed -i 's/refunded = 4, status/refunded = 5, status/' job/model.lua
    refused 'a model that fails its test' "$annotation"'a refund counts'
    echo '{"required":["invoice"]}' | evs -q -s job/recorded.db schema add OrderPaid 1 - >/dev/null
    refused 'an event that does not fit its schema' 'lacks the member'
    tail -n 1 orders.ndjson | evs -q -s job/recorded.db import >/dev/null # the refund that is too much
    refused 'a broken invariant' '"holds":false'
    sed -i 's/total":42/total":43/' job/states.ndjson
    refused 'another state' '"total":43'
done

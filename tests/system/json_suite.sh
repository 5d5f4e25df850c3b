# JSONTestSuite: what is not JSON is refused and leaves nothing behind, what is JSON keeps its bytes.
. "$(dirname "$0")/lib.sh"
needs perl tar
needs_data suites/JSONTestSuite.tgz
tar xzf "$data/suites/JSONTestSuite.tgz"
cases=$(find "$work" -type d -name test_parsing)
set -- "$cases"/n_*.json && equal 188 $# "the number of texts to refuse"
set -- "$cases"/y_*.json && equal 95 $# "the number of texts to accept"
set -- "$cases"/i_*.json && equal 35 $# "the number of texts that may be either"

# wrapped BEFORE FILE AFTER
wrapped() { printf '%s' "$1" && cat "$2" && printf '%s\n' "$3"; }
line='{"stream":"s-1","type":"T","data":'

"$evs" -s refused.db init 2>/dev/null
one_line=0
empty=
for file in "$cases"/n_*.json; do
    exits 5 "$evs" -s refused.db append s-1 T "@$file"
    wrapped '{"type":"T","data":' "$file" '}' >wrapped
    exits 5 "$evs" -s refused.db append s-1 --batch wrapped
    if [ "$(lines "$file")" -eq 0 ]; then
        one_line=$((one_line + 1))
        wrapped "$line" "$file" '}' >wrapped
        exits 5 "$evs" -s refused.db import wrapped
    fi
    case $file in # a log may be empty
    */n_structure_no_data.json | */n_single_space.json | */n_structure_UTF8_BOM_no_data.json)
        exits 0 "$evs" -s refused.db import "$file"
        empty=$empty. ;;
    *) exits 5 "$evs" -s refused.db import "$file" ;;
    esac
done
equal ... "$empty" "the empty logs"
equal 0 "$(stored refused.db)" "events after 188 refusals"

# The oracle can fail: the same wrapping around JSON is stored.
echo '[1]' >control
exits 0 "$evs" -s control.db append s-1 T @control
exits 0 "$evs" -s control.db append s-1 --batch <<X
$line[1]}
X
equal 2 "$(stored control.db)" "events of the control"

number=0
in_one_line=0
for file in "$cases"/y_*.json; do
    number=$((number + 1))
    without_spaces <"$file" >>wanted
    echo >>wanted
    exits 0 "$evs" -s data.db append "s-$number" T "@$file"
    wrapped '{"specversion":"1.0","source":"t","id":"c-'$number'","type":"T","subject":"s-'$number'","data":' \
        "$file" '}' >object.json
    exits 0 "$evs" -s objects.db import object.json
    tr -d '\n' <"$file" >flat
    if cmp -s "$file" flat; then
        in_one_line=$((in_one_line + 1))
        wrapped '{"id":"l-'$number'","stream":"s-'$number'","type":"T","data":' "$file" '}' >>log.ndjson
        without_spaces <"$file" >>wanted_in_one_line
        echo >>wanted_in_one_line
    fi
done
exits 0 "$evs" -s lines.db import log.ndjson
equal 95 "$(stored data.db)" "events appended"
equal 95 "$(stored objects.db)" "CloudEvents imported"
equal "$in_one_line" "$(stored lines.db)" "event lines imported"
for store in data objects lines; do
    "$evs" -s $store.db export | sed 's/^{"id":"[^"]*","stream":"s-[0-9]*","seq":1,.*,"time":"[^"]*","data"://
        s/,"meta":{[^}]*}}$//' >$store
done
same_files wanted data "data of append @FILE"
same_files wanted objects "data of CloudEvents"
same_files wanted_in_one_line lines "data of event lines"

for file in "$cases"/i_*.json; do
    wrapped "$line" "$file" '}' >wrapped
    for try in "append s-1 T @$file" "import wrapped"; do
        status=0
        # shellcheck disable=SC2086 # the words of a command
        "$evs" -s either.db $try >out 2>err || status=$?
        case $status in 0 | 5) ;; *) fail "exit $status: $try" ;; esac
    done
done
equal 182 "$one_line" "texts that fit on a line among those refused"
equal 91 "$in_one_line" "texts that fit on a line among those kept"
say "188 refused, 95 kept, 35 without a crash"

# Input that is made to break a reader: nested deeply, endless, compressed a thousand times over, not text. It is
# refused with its place, in little memory.
. "$(dirname "$0")/lib.sh"
needs perl gzip zstd
[ -z "$sanitizers" ] || skip "a program with sanitizers does not run in limited memory"

# refused WHAT MESSAGE COMMAND...: exit 5, with this message, in 500 MB of address space; standard input is passed on
refused() {
    what=$1
    wanted="evs: error: $2 [bad-input]"
    shift 2
    status=0
    (ulimit -v 500000 && exec "$@") >out 2>err || status=$?
    [ $status -eq 5 ] || { cut -c 1-300 err >&2 && fail "$what: exit $status"; }
    equal "$wanted" "$(head -n 1 err)" "$what"
}

# The limit holds: this needs more.
status=0
(ulimit -v 500000 && exec perl -e 'my $text = "x" x 600_000_000') 2>err || status=$?
[ $status -ne 0 ] || fail "the memory is not limited"

# repeated TEXT COUNT
repeated() { perl -e 'print $ARGV[0] x $ARGV[1]' "$1" "$2"; }
good='{"stream":"s-1","type":"T"}'
before='{"stream":"s-1","type":"T","data":'
bomb='nests deeper than 128 levels'

for part in '[ ]' '{"a": 1}'; do
    open=${part% *}
    close=${part#* }
    { echo "$good" && printf %s "$before" && repeated "$open" 300000 && repeated "$close" 300000 && echo '}'; } >deep
    at=$((${#before} + 1 + 127 * ${#open}))
    refused "a deep line" "'deep' line 2, byte $at: $bomb" "$evs" -q -s x.db import deep
    refused "a deep line of a log" "'deep' line 2, byte $at: $bomb" "$evs" -s deep read
    repeated "$open" 300000 >data && repeated "$close" 300000 >>data
    refused "deep data" "'data' is not acceptable JSON at byte $((1 + 127 * ${#open})): $bomb" \
        "$evs" -q -s x.db append s-1 T @data
    { printf '[\n%s,\n%s' "$good" "$before" && cat data && echo '}]'; } >array
    refused "a deep element" "'array' element 2, byte $at: $bomb" "$evs" -q -s x.db import array
done
repeated "[" 16000000 >open
refused "brackets that are never closed" "'open' element 1: the JSON array is not closed" "$evs" -q -s x.db import open
{ printf %s "$before" && repeated '{"a":' 300000; } >open
refused "braces that are never closed" "'open' line 1, byte 1: an object or array is not closed" "$evs" -s open read

# zeros BYTES
zeros() { head -c "$1" /dev/zero; }
# endless BYTES: a line of that length, and a good one behind it
endless() { printf '%s"' "$before" && zeros "$1" | tr '\0' x && printf '"}\n%s\n' "$good"; }
long='longer than 16 MiB'
gigabyte=1073741824
endless $gigabyte | refused "a line of a gigabyte" "standard input line 1, byte 1: $long" "$evs" -q -s x.db import
endless 40000000 | refused "a long line in a log" "standard input line 1, byte 1: $long" "$evs" -s - stats
endless 40000000 | refused "a long request" "a line of standard input is $long" "$evs" -q -s x.db append --each
{ printf '[%s,' "$good" && zeros 40000000; } |
    refused "a long element" "standard input element 2: the JSON array holds an element that is $long" \
        "$evs" -q -s x.db import
{ printf '{\n"stream":"' && zeros 40000000; } |
    refused "an object without end" "standard input line 1, byte 1: an object or array is not closed" \
        "$evs" -q -s x.db import
equal 0 "$("$evs" -s x.db stats -o ndjson 2>err | field events | sed 's/^$/0/')" "events after all refusals"
endless 40000000 | (
    ulimit -v 500000 && exec "$evs" -q -s kept.db import --on-error quarantine=kept -o ndjson
) >out || [ $? -eq 5 ] || fail "an import that goes on behind a long line: exit $?"
equal '1 1' "$(field events <out) $(field rejected <out)" "events and refusals of an import that goes on behind a long line"

# A bomb of nothing, and one of blank lines with an event behind them.
zeros 40000000 | gzip >nothing.gz
zeros 300000000 | zstd -q >nothing.zst
{ zeros 40000000 | tr '\0' '\n' && echo "$good"; } | gzip >blank.gz
{ zeros 300000000 | tr '\0' '\n' && echo "$good"; } | zstd -q >blank.zst
for form in gz zst; do
    [ "$(wc -c <nothing.$form)" -lt 100000 ] || fail "nothing.$form is no bomb"
    refused "a bomb" "'nothing.$form' line 1, byte 1: $long" "$evs" -q -s x.db import nothing.$form
    (ulimit -v 500000 && exec "$evs" -s blank.$form stats -o ndjson) >out
    equal 1 "$(field events <out)" "events behind a bomb"
done
echo "$good" | zstd -q --ultra --long=31 >window.zst
refused "a window of 2 GB" "'window.zst': the Zstandard data is damaged" "$evs" -s window.zst read

# at BYTES BYTE REASON: what is not text is refused at its place
at() {
    printf "$good\\n$before\"$1\"}\\n" >bytes
    refused "the bytes $1" "'bytes' line 2, byte $2: $3" "$evs" -q -s x.db import bytes
    refused "the bytes $1 in a log" "'bytes' line 2, byte $2: $3" "$evs" -s bytes read
}
first=$((${#before} + 2)) # behind the quote
for bytes in '\377' '\300\200' '\355\240\200' '\364\220\200\200' '\342\202' '\200'; do
    at "$bytes" $first "not valid UTF-8"
done
at 'ab\000c' $((first + 2)) "a control character stands unescaped in a string"
printf '%s\n{"stream":"s-1"\000,"type":"T"}\n' "$good" >bytes
refused "a NUL between tokens" "'bytes' line 2, byte 11: not valid JSON" "$evs" -s bytes read
say "bombs, endless lines, and bytes that are no text"

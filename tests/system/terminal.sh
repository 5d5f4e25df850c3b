# What people see: tables that fit, no bytes that deceive, a pager, colours.
. "$(dirname "$0")/lib.sh"
needs tmux perl script
clean_up() { tmux -S socket kill-server 2>/dev/null; }

printf '%s\n' \
    '{"id":"1","stream":"order-1","type":"OrderPlaced","time":"2026-01-01T00:00:00Z","data":{"customer":"c-1","note":"a text that is longer than a line of any terminal has room for, in whatever direction somebody turns the screen"}}' \
    '{"id":"2","stream":"order-1","type":"Noted","time":"2026-01-01T00:00:00.1Z","data":"\u001b[31m"}' \
    '{"id":"3","stream":"a-very-long-name-of-a-stream-that-would-take-all-the-room-of-a-table-1","type":"ATypeWithAnUncommonlyLongName","time":"2026-01-01T00:00:00.123456789Z","data":{"wide":"漢字かな漢字かな漢字かな漢字かな漢字かな漢字かな"}}' \
    >log.ndjson
# DEL, CSI as a single C1 character, and an override of the direction: in data, in a type and in a stream's name.
perl -e 'my ($del, $csi, $override) = ("\x7f", "\xc2\x9b", "\xe2\x80\xae");
    print qq({"id":"4","stream":"bad-${override}1","type":"Type$override","time":"2026-01-01T00:00:00Z","data":"$del$csi$override"}\n)' \
    >>log.ndjson
exits 0 "$evs" -q -s evs.db import log.ndjson

tmux -S socket -f /dev/null new-session -d -s keeper -x 80 -y 24 'sleep 300' || skip "tmux cannot start here"

# on_screen COLUMNS COMMAND: what a terminal of that width shows, in the file screen, with its attributes in painted, and
# with the lines that it has broken whole in unbroken
on_screen() {
    tmux -S socket new-session -d -s now -x "$1" -y 50 "PATH=$(dirname "$evs"):\$PATH; $2; printf 'the %s' end; sleep 300"
    tries=0
    until tmux -S socket capture-pane -p -t now >screen && grep -q 'the end' screen; do
        tries=$((tries + 1))
        [ $tries -lt 500 ] || { cat screen >&2 && fail "no end on a terminal: $2"; }
        perl -e 'select undef, undef, undef, 0.02'
    done
    tmux -S socket capture-pane -p -e -t now >painted
    tmux -S socket capture-pane -p -J -t now >unbroken
    tmux -S socket kill-session -t now
    sed -i '/^$/d; s/the end$//; /^$/d' screen
}
shows() { grep -qF -- "$1" screen || { cat screen >&2 && fail "the terminal does not show: $1"; }; }
shows_not() { if grep -qF -- "$1" screen; then cat screen >&2 && fail "the terminal shows: $1"; fi; }
# fits COLUMNS: but for the spaces that the terminal keeps of a line's end
fits() { perl -CSD -ne 's/\s+$//; exit 1 if length > '"$1" unbroken; }
is_painted() { grep -q "$(printf '\033\\[[0-9;]*3[0-9]m')" painted; }

# Nothing wraps: as many lines as there are rows.
for columns in 80 120; do
    on_screen $columns 'evs read --no-pager'
    equal 4 "$(lines screen)" "lines of 4 events on $columns columns"
    shows 'order-1/1'
    shows 'OrderPlaced'
    shows '{"cust'
    shows '…/1'
    on_screen $columns 'evs streams --no-pager'
    equal 4 "$(lines screen)" "lines of a heading and 3 streams on $columns columns"
    shows 'STREAM'
    on_screen $columns 'evs types --no-pager'
    equal 5 "$(lines screen)" "lines of a heading and 4 types on $columns columns"
    for command in help 'help import' verify; do
        on_screen $columns "evs $command --no-pager"
        fits $columns || fail "evs $command is wider than $columns columns"
    done
done
on_screen 80 'evs --no-pager'
fits 80 || fail "the first page is wider than 80 columns"
[ "$(grep -n 'the end' unbroken | cut -d : -f 1)" -le 24 ] || fail "the first page does not fit on a screen of 24 lines"
on_screen 80 "cat $work/log.ndjson"
[ "$(lines screen)" -gt 4 ] || fail "the oracle does not see that lines wrap"
if fits 80; then fail "the oracle does not see that lines are too long"; fi

# Times are told to the second there, and whole in what programs read.
for command in streams types; do
    on_screen 200 "evs $command --no-pager"
    shows '2026-01-01T00:00:00Z'
    shows_not '00:00:00.1'
    on_screen 200 "evs $command -o ndjson; evs $command -o table | cat"
    equal 2 "$(grep -c '00:00:00.123456789Z' screen)" "whole times of evs $command"
done

# What says something in sentences goes on in a line of its own, and breaks between words.
echo 'personal "OrderPlaced" { subject = "/customer" }' >persons.lua
on_screen 80 'evs model check --model persons.lua --no-pager'
fits 80 || fail "the notes of model check are wider than 80 columns"
shows 'merge patch: 1 event'
on_screen 80 'evs model check --model persons.lua --no-pager | cat'
if fits 80; then fail "the oracle does not see that notes are long"; fi
for command in 'evs replay order-1 --check --reducer last' 'evs purge --subject nobody --model persons.lua --dry-run' \
    "cd $work; mkdir -p empty; cd empty; evs model check --model ../persons.lua"; do
    on_screen 60 "$command"
    fits 60 || fail "a message is broken within a word: $command"
    shows 'evs: '
    on_screen 60 "($command) 2>&1 | cat"
    if fits 60; then fail "a message is broken in a pipe: $command"; fi
done

# deceives FILE: has the file bytes that evs must not send to a terminal?
deceives() { perl -0777 -ne 'exit !/\x7f|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]/' "$1"; }
# sends COMMAND: what it writes to a terminal, in the file sent
sends() {
    PATH=$(dirname "$evs"):$PATH script -qc "$1" script.log >/dev/null </dev/null || :
    sed '1d;$d' script.log >sent # what script itself says
}
sed 's/00:00:00Z/00:00:01Z/; /"3"/d' log.ndjson >other.ndjson
echo 'reducer "bad" { default = function(s, e) error(e.data) end }' >strict.lua
deceives log.ndjson || fail "the oracle does not see deceiving bytes"
for command in 'read' 'read -o json' 'read -o ndjson' 'streams' 'types' 'replay --all --reducer last' \
    'export' 'read -o csv' "bisect --all 'e.position ~= 4' --reducer last" 'replay order-1 --trace' \
    'replay --all --trace --reducer last' 'diff --other other.ndjson' 'diff --other other.ndjson -o ndjson' \
    'diff --all --reducer last --against strict.lua' 'diff --all --reducer last --against strict.lua -o ndjson' \
    "read --where 'e.data'"; do
    sends "evs $command --no-pager --color=never"
    if deceives sent; then fail "evs $command sends deceiving bytes to a terminal"; fi
    [ "$(lines sent)" -ge 3 ] || fail "evs $command printed nothing"
done
on_screen 120 'evs read --no-pager'
shows '\u007f\u009b\u202e'
shows 'bad-\u202e1/1'
shows 'Type\u202e'
override=$(printf '\342\200\256')
for command in "evs read x$override" "evs rea$override" "evs read x$override -o json"; do
    sends "$command"
    grep -qF '\u202e' sent || fail "an error message does not show what it speaks of"
    if deceives sent; then fail "an error message deceives: $command"; fi
done

# What events did, and the one after which something does not hold.
on_screen 120 'evs replay order-1 --trace --no-pager --reducer last'
shows 'order-1/2  Noted  2026-01-01T00:00:00.100Z  position 2'
shows '~ (the whole state)  '
is_painted || fail "the changes have no colours"
on_screen 120 "evs bisect --all 'e.position ~= 4' --reducer last"
shows 'does not hold: e.position ~= 4'
shows 'bad-\u202e1/1  Type\u202e  2026-01-01T00:00:00Z  position 4'
shows '~ (the whole state)  null -> "\u007f\u009b\u202e"'

# What two models and two stores do not have in common.
on_screen 120 'evs diff --all --reducer last --against strict.lua --no-pager'
shows 'bad-\u202e1/1'
shows 'after: it fails: strict.lua:1: \u007f\u009b\u202e; in the default of reducer '"'bad'"
shows '1 of 3 streams differ'
on_screen 200 'evs diff --other other.ndjson --no-pager'
shows 'bad-\u202e1/1  content  1 here, 1 there'
shows '~ /time  "2026-01-01T00:00:00Z" -> "2026-01-01T00:00:01Z"'
shows 'only-here  1 here, none there'
is_painted || fail "the differences have no colours"

# The pager: EVS_PAGER, else PAGER; not for --follow, not with --no-pager, not in a pipe.
on_screen 80 "EVS_PAGER='cat >paged' PAGER=false evs read"
shows_not order-1
equal 4 "$(lines paged)" "lines that EVS_PAGER got"
rm paged
on_screen 80 "PAGER='cat >paged' evs read"
equal 4 "$(lines paged)" "lines that PAGER got"
rm paged
on_screen 80 "export EVS_PAGER='cat >paged'; evs read --no-pager; evs read --follow --limit 2; evs read | cat"
[ ! -e paged ] || fail "the pager was used without need"
shows 'order-1/1'

# A pager that is not there is done without.
mkdir no_pager
ln -s "$(command -v sh)" "$evs" no_pager
for pager in 'unset PAGER' 'PAGER=no-such-pager' 'PAGER="./no-such-pager -x"'; do
    on_screen 80 "(PATH=$work/no_pager; export PAGER; $pager; evs read; echo \"status \$?\")"
    shows 'order-1/1'
    shows 'status 0'
done

# Ctrl-C stops evs, but the terminal stays the pager's until the user leaves it.
i=0
while [ $i -lt 2000 ]; do
    printf '{"stream":"many-%d","type":"Counted","data":"more than a pipe holds while nobody reads it"}\n' $i
    i=$((i + 1))
done >many.ndjson
cat >pager.sh <<'X'
trap ': >interrupted' INT
read -r line
: >ready
until [ -e interrupted ] && [ -e quit ]; do perl -e 'select undef, undef, undef, 0.01'; done
cat >/dev/null
: >left
X
wait_for() { perl -e 'for (1 .. 2000) { exit 0 if -e $ARGV[0]; select undef, undef, undef, 0.01 } exit 1' "$1" || fail "$2"; }
tmux -S socket new-session -d -s now -x 80 -y 24 \
    "trap : INT; EVS_PAGER='sh pager.sh' $evs -s many.ndjson read; echo \$? >status; ls left >found; : >over; sleep 300"
wait_for ready 'the pager was not started'
tmux -S socket send-keys -t now C-c
wait_for interrupted 'Ctrl-C did not reach the pager'
: >quit
wait_for over 'evs did not end after its pager'
tmux -S socket kill-session -t now
equal 130 "$(cat status)" 'the exit status after Ctrl-C'
equal left "$(cat found)" 'what the pager had done when evs ended'

on_screen 80 'evs read --no-pager'
is_painted || fail "there is no colour on a terminal"
for command in 'NO_COLOR=1 evs read' 'TERM=dumb evs read' 'evs read --color=never' 'EVS_COLOR=never evs read' \
    'CLICOLOR=0 evs read' 'NO_COLOR=1 FORCE_COLOR=1 evs read' 'evs read -o table | cat'; do
    on_screen 80 "export EVS_PAGER=cat; $command"
    shows order-1
    if is_painted; then fail "there is colour: $command"; fi
done
for command in 'NO_COLOR=1 evs read --color=always' 'FORCE_COLOR=1 evs read -o table | cat' \
    'NO_COLOR= evs read' 'evs read -o json'; do
    on_screen 80 "export EVS_PAGER=cat; $command"
    is_painted || fail "there is no colour: $command"
done
say "tables, escapes, pager and colours"

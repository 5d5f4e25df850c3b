# Commands that are interrupted: by signals, by a reader that goes away, by limits, and by Ctrl-C in a terminal.
. "$(dirname "$0")/../system/lib.sh"
needs python3 perl tmux
clean_up() { tmux -S socket kill-server 2>/dev/null; }
python3 -B "$sources/interruptions.py" "$evs"

# An import that does not end, until Ctrl-C; then the screen has no line of progress any more.
tmux -S socket -f /dev/null new-session -d -s keeper -x 80 -y 24 'sleep 300' || skip "tmux cannot start here"
cat >endless.pl <<'END'
$| = 1;
for (my $n = 1;; ++$n) {
    print qq({"id":"$n","stream":"s-1","type":"T","data":{"n":$n}}\n);
    select undef, undef, undef, 0.01 if $n % 100 == 0;
}
END
# until_shown PATTERN
until_shown() {
    tries=0
    until tmux -S socket capture-pane -p -t now >screen && grep -q "$1" screen; do
        tries=$((tries + 1))
        [ $tries -lt 1500 ] || { cat screen >&2 && fail "the terminal never shows: $1"; }
        perl -e 'select undef, undef, undef, 0.02'
    done
}
# interrupted COMMAND: on a terminal, when it shows progress; what is left there is in the file screen
interrupted() {
    tmux -S socket new-session -d -s now -x 80 -y 24 "HISTFILE= bash --norc" # no file when it is killed
    tmux -S socket send-keys -t now "PS1='ready> '; clear" Enter "perl endless.pl | $1" Enter
    until_shown 'events, [0-9]*/s'
    tmux -S socket send-keys -t now C-c
    until_shown 'ready> *$' # what is typed before the shell is back is lost with what Ctrl-C throws away
    tmux -S socket send-keys -t now 'echo "ended with ${PIPESTATUS[1]}"' Enter
    until_shown 'ended with [0-9]'
    tmux -S socket kill-session -t now
}
interrupted "$evs -s evs.db import --commit-every 100"
grep -q 'ended with 130' screen || { cat screen >&2 && fail "Ctrl-C did not end the import with 130"; }
if grep -q '[0-9] events, ' screen; then cat screen >&2 && fail "a line of progress is left"; fi
before=$(stored evs.db) # not whole hundreds: its input may have ended first
[ "$before" -gt 0 ] || fail "nothing was imported before Ctrl-C"
say "Ctrl-C after $before events"

# The control: a program that leaves its line of progress.
interrupted "(perl -e 'print STDERR \"1 events, 1/s\"; sleep 300'; exit 130)"
grep -q '1 events, ' screen || fail "the test does not see a line of progress that is left"

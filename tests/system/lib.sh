# Read by every system test, which is run as: sh NAME.sh EVS SHARED_DATA MAN_PAGES SANITIZERS
# A test works in a folder of its own below the one it is started in, which is removed in the end. It stops at the
# first thing that is wrong, and says what; exit 77 says that something it needs is not there.
set -eu

evs=$1
data=$2
pages=$3
sanitizers=$4
sources=$(cd "$(dirname "$0")" && pwd)
name=$(basename "$0" .sh)

for variable in $(env | sed -n 's/^\(EVS_[A-Z_]*\)=.*/\1/p'); do unset "$variable"; done
unset NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE PAGER LESS MANPAGER TMUX TZ LC_CTYPE LANGUAGE || :
export LC_ALL=C.UTF-8 TERM=dumb
export ASAN_OPTIONS=detect_leaks=0 # a traced process cannot look for leaks; the in-process tests do

work=$(mktemp -d "$PWD/$name.XXXXXX")
stopped=
finish() {
    status=$?
    trap - EXIT
    for process in $(jobs -p); do kill "$process" 2>/dev/null || :; done
    wait
    if command -v clean_up >/dev/null; then clean_up || :; fi
    [ -n "${KEEP-}" ] || { cd / && rm -rf "$work"; }
    exit "${stopped:-$status}"
}
trap finish EXIT
trap 'stopped=1; exit 1' HUP INT TERM
cd "$work"
HOME=$work
export HOME

say() { printf '%s\n' "$name: $*"; }

skip() {
    say "skipped: $*"
    exit 77
}

fail() {
    say "failed: $*" >&2
    exit 1
}

needs() {
    for tool; do command -v "$tool" >/dev/null || skip "$tool is not installed"; done
}

needs_data() {
    for file; do [ -e "$data/$file" ] || skip "$data/$file is not there"; done
}

# equal WANTED FOUND WHAT
equal() { [ "$1" = "$2" ] || fail "$3: expected '$1', found '$2'"; }

# Export lines without the ids that an import made with the secret of its store: another store makes others.
without_made_ids() {
    sed 's/^{"id":"[0-9a-f]\{8\}-[0-9a-f]\{4\}-4[0-9a-f]\{3\}-[0-9a-f]\{4\}-[0-9a-f]\{12\}",/{/'
}

# same_files WANTED FOUND WHAT
same_files() {
    cmp -s "$1" "$2" && return
    diff "$1" "$2" | head -20 >&2 || :
    fail "$3: '$1' and '$2' differ"
}

# exits STATUS COMMAND...: its output is in the files out and err.
exits() {
    wanted=$1
    shift
    status=0
    "$@" >out 2>err || status=$?
    [ "$status" -eq "$wanted" ] && return
    cat err >&2
    fail "exit $status instead of $wanted: $*"
}

# field NAME: its value in the one-line JSON object on standard input.
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; }

# stored STORE: how many events there are.
stored() { "$evs" -s "$1" stats -o ndjson | field events; }

# lines FILE
lines() { wc -l <"$1" | tr -d ' '; }

# without_spaces: JSON without insignificant white space, found by nobody's parser but this expression.
without_spaces() { perl -0777 -ne 'print /"(?:[^"\\]|\\.)*"|[^\s"]+/gs'; }

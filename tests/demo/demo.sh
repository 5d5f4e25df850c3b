#!/bin/sh
# usage: demo.sh EVS REPOSITORY
# The main job on real input: a git history becomes events, the events are imported, every file is replayed to its
# state, and the states are compared with what git says. Exits 1 if they differ.
set -eu
evs=$(realpath "$1")
repository=$(realpath "$2")
events_of=$(realpath "$(dirname "$0")")/git-events.pl
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset EVS_STORE EVS_TIMEOUT EVS_COLOR
export LC_ALL=C

say() { printf '\n%s\n' "$*"; }
run() {
    printf '$ evs'
    printf ' %s' "$@"
    printf '\n'
    "$evs" "$@"
}

# Prints why the history of the repository cannot be used; nothing if it can.
what_is_missing() {
    command -v git >/dev/null || { echo "git is not installed"; return; }
    if ! said=$(git -C "$repository" rev-parse --verify -q HEAD 2>&1); then
        case $said in
        *'dubious ownership'*) echo "git does not trust this folder, which is another user's" ;;
        *) echo "there is no git history here" ;;
        esac
        return
    fi
    if [ -n "$(git -C "$repository" rev-parse --show-prefix)" ]; then
        echo "the git history here is that of a folder around this one"
        return
    fi
    [ "$(git -C "$repository" rev-parse --is-shallow-repository)" = false ] || echo "the git history here is truncated"
}

replay_git_history() {
    name=$(basename "$repository")
    git -C "$repository" -c core.quotePath=false log --reverse --first-parent -m --root --raw -z --no-renames --no-abbrev \
        --no-show-signature --format='%x01%H%x02%P%x02%ct%x02%an%x02%s' HEAD >"$work/log"
    perl "$events_of" "$name" <"$work/log" >"$work/events.ndjson"
    git -C "$repository" ls-tree -r -z HEAD | perl "$events_of" --tree | sort >"$work/expected"

    cd "$work"
    say "The history of $name as events, imported into a store:"
    run -q -s demo.db import events.ndjson
    run -s demo.db stats -o json
    say "Every file replayed to its state, and compared with 'git ls-tree -r HEAD':"
    "$evs" -s demo.db replay --category file -o ndjson >states
    sed -n 's/^{"stream":.*,"state":\({"blob":.*}\)}$/\1/p' states | sort >actual
    if ! cmp -s expected actual; then
        diff expected actual | head -20 || true
        echo "demo: FAILED: the replayed states are not what git has"
        exit 1
    fi
    echo "equal: $(wc -l <actual) files of $(wc -l <states) that ever were, from $(wc -l <events.ndjson) events"

    stream=$("$evs" -s demo.db streams --category file -o csv | sed 1d | sort -t, -k4,4nr -k1,1 | head -1 | cut -d, -f1)
    half=$(($(wc -l <events.ndjson) / 2))
    say "The file that changed most often, half-way through the history and now:"
    if "$evs" -s demo.db replay "$stream" --at-position "$half" >/dev/null 2>&1; then
        run -s demo.db replay "$stream" --at-position "$half"
    else # it came later
        half=$("$evs" -s demo.db read "$stream" --limit 1 -o csv | sed 1d | cut -d, -f4)
        run -s demo.db replay "$stream" --at-position "$half"
    fi
    run -s demo.db replay "$stream"
    say "The same straight from the log, without an import:"
    run -s events.ndjson replay "$stream"
}

replay_own_log() {
    cd "$work"
    cat >orders.ndjson <<'END'
{"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"customer":"c-3","status":"placed","total":40}}
{"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z","data":{"customer":"c-4","status":"placed","total":15}}
{"id":"e-3","stream":"order-7","type":"ItemAdded","time":"2026-01-31T12:02:00Z","data":{"total":52.50}}
{"id":"e-4","stream":"order-7","type":"OrderPaid","time":"2026-01-31T12:05:00Z","data":{"status":"paid"}}
{"id":"e-5","stream":"order-8","type":"OrderCancelled","time":"2026-01-31T12:06:00Z","data":{"status":"cancelled","total":null}}
END
    cat >expected <<'END'
{"stream":"order-7","seq":3,"state":{"customer":"c-3","status":"paid","total":52.50}}
{"stream":"order-8","seq":2,"state":{"customer":"c-4","status":"cancelled"}}
END
    say "A small log of orders, imported into a store:"
    run -q -s demo.db import orders.ndjson
    say "Every order replayed to its state:"
    run -s demo.db replay --all | tee actual
    sed 1d actual >states
    if ! cmp -s expected states; then
        echo "demo: FAILED: the states are not what the events make"
        exit 1
    fi
    echo "equal: 2 orders, from 5 events"
    say "An order half-way through the log:"
    run -s demo.db replay order-7 --at-position 3
}

reason=$(what_is_missing)
if [ -z "$reason" ]; then
    replay_git_history
else
    echo "demo: $reason, so this uses a small log of its own"
    replay_own_log
fi

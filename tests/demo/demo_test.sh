#!/bin/sh
# usage: demo_test.sh EVS
set -eu
evs=$1
demo=$(realpath "$(dirname "$0")")/demo.sh
command -v git >/dev/null && command -v perl >/dev/null || { echo "skipped: git or perl is missing"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.invalid
export GIT_COMMITTER_NAME=c GIT_COMMITTER_EMAIL=c@example.invalid

make_history() {
    git init -q -b main "$work/repo"
    cd "$work/repo"
    echo one >kept
    echo two >changed
    echo three >deleted
    mkdir "a folder"
    echo four >"a folder/with \"quotes\" and a \\ backslash"
    echo five >"$(printf 'tab\there')"
    echo six >"$(printf 'latin-1 \351')"
    git add . && git commit -q -m "first: \"quotes\", back\\slash"
    echo changed >>changed
    git rm -q deleted
    chmod +x kept
    ln -s kept link
    git add . && git commit -q -m second
    git switch -q -c side
    echo side >side
    git add . && git commit -q -m side
    git switch -q main
    git mv changed renamed
    git commit -q -m rename
    git merge -q --no-ff -m merge side
    echo again >deleted
    git add . && git commit -q -m "it comes back"
}

(make_history)
"$demo" "$evs" "$work/repo" >"$work/out" || { cat "$work/out"; exit 1; }
grep -q '^equal: 8 files of 9 that ever were' "$work/out" || { cat "$work/out"; echo "not the counts"; exit 1; }

# The comparison must be able to fail: an evs that says something else about one file.
cat >"$work/liar" <<END
#!/bin/sh
"$evs" "\$@" | sed 's/"mode":"100755"/"mode":"100644"/'
END
chmod +x "$work/liar"
if "$demo" "$work/liar" "$work/repo" >"$work/out" 2>&1; then echo "a wrong state went unnoticed"; exit 1; fi
grep -q 'FAILED' "$work/out" || { cat "$work/out"; exit 1; }

git clone -q --depth 1 "file://$work/repo" "$work/shallow"
"$demo" "$evs" "$work/shallow" >"$work/out" || { cat "$work/out"; exit 1; }
grep -q 'truncated' "$work/out" && grep -q '^equal: 2 orders' "$work/out" || { cat "$work/out"; exit 1; }
mkdir "$work/none"
GIT_CEILING_DIRECTORIES="$work" "$demo" "$evs" "$work/none" >"$work/out" || { cat "$work/out"; exit 1; }
grep -q 'no git history' "$work/out" || { cat "$work/out"; exit 1; }

mkdir "$work/repo/unpacked"
"$demo" "$evs" "$work/repo/unpacked" >"$work/out" || { cat "$work/out"; exit 1; }
grep -q 'a folder around this one' "$work/out" && grep -q '^equal: 2 orders' "$work/out" || { cat "$work/out"; exit 1; }

# evs-recipes(7) shows the recipes line for line, and a line that differs is found.
accept=${EVS_ACCEPT-}
. "$(dirname "$0")/../../system/lib.sh"
needs python3
recipes=$sources/..
page=$sources/../../../man/evs-recipes.7
EVS_ACCEPT=$accept python3 "$sources/page.py" "$page" "$recipes" || fail "EVS_ACCEPT=1 writes the recipes into the page"

sed 's/--since/--until/; s/\\-\\-since/\\-\\-until/' "$page" >changed.7
exits 1 python3 "$sources/page.py" changed.7 "$recipes"
sed 's/^\.I jq\.sh/.I follow.sh/' "$page" >changed.7
exits 1 python3 "$sources/page.py" changed.7 "$recipes"

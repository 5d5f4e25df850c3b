# Read by every check of a recipe: a folder with the demo and its model, and the recipes and evs in the path.
. "$(dirname "$0")/../../system/lib.sh"
recipes=$(cd "$sources/.." && pwd)
PATH=$(dirname "$evs"):$recipes:$PATH
export PATH
evs -q init --demo
mv shop.lua model.lua

# makes_dying_evs: dying/evs stores the first line that it is given and ends before it has said so; then it is evs.
makes_dying_evs() {
    mkdir dying
    cat >dying/evs <<X
#!/bin/sh
[ ! -e died ] || exec "$evs" "\$@"
: >died
IFS= read -r line
printf '%s\n' "\$line" | "$evs" "\$@" >/dev/null
X
    chmod +x dying/evs
}

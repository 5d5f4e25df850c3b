# Read by every check of a recipe: a folder with the demo and its model, and the recipes and evs in the path.
. "$(dirname "$0")/../../system/lib.sh"
recipes=$(cd "$sources/.." && pwd)
PATH=$(dirname "$evs"):$recipes:$PATH
export PATH
evs -q init --demo
mv shop.lua model.lua

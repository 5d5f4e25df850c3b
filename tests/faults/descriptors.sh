# Too few file descriptors, and standard ones that are closed, or lead to a full disk.
. "$(dirname "$0")/../system/lib.sh"
built=$pages
needs python3
python3 -B "$sources/descriptors.py" "$evs" "$built/careless" "$sanitizers"

# The example of evs(7) is run as it stands.
. "$(dirname "$0")/../../system/lib.sh"
PATH=$(dirname "$evs"):$PATH
sed -n '/^\.EX/,/^\.EE/ { /^\./d; s/\\-/-/g; p }' "$sources/../../../man/evs.7" >example
equal 5 "$(lines example)" "lines of the example"
exits 0 sh -e example
equal 4 "$(grep -c '^{"id"' out)" "events that it reads"

# Every manual page is good roff: made from the commands (section 1) or written by hand (sections 5 and 7).
. "$(dirname "$0")/lib.sh"
checkers=
for tool in mandoc groff; do
    if command -v $tool >/dev/null; then checkers="$checkers $tool"; else say "$tool is not installed"; fi
done
[ -n "$checkers" ] || skip "there is nothing to check the pages with"

# complaints PAGE
complaints() {
    for tool in $checkers; do
        case $tool in
        mandoc) mandoc -Tlint -W style "$1" 2>&1 || : ;;
        groff) groff -ww -man -Tutf8 "$1" 2>&1 >/dev/null || : ;;
        esac
    done
}

count=0
for page in "$pages"/*.1 "$sources"/../../man/*.[57]; do
    [ -e "$page" ] || continue
    complaints "$page" >found
    [ ! -s found ] || { cat found >&2 && fail "$(basename "$page")"; }
    count=$((count + 1))
done
for command in $("$evs" __complete '' | cut -f 1); do
    [ -s "$pages/evs-$command.1" ] || fail "there is no page for evs $command"
done

# named FILE...: the pages of evs that are named there, as file names.
named() { cat "$@" | grep -o 'evs\(\\-[a-z]*\)* \{0,1\}([1-9])' | sed 's/\\-/-/g; s/ *(/./; s/)//' | sort -u; }

# missing FILE...: those of them that are not there.
missing() {
    for page in $(named "$@"); do
        [ -e "$pages/$page" ] || [ -e "$sources/../../man/$page" ] || echo "$page"
    done
}
equal '' "$(missing "$pages"/*.1 "$sources"/../../man/*.[57])" "pages that are named and not there"
echo '.BR evs\-nothing (7)' >names.7
equal evs-nothing.7 "$(missing names.7)" "a page that is not there"
sed -n '/^\.SH SEE ALSO/,$p' "$pages/evs.1" >see_also
for page in "$sources"/../../man/*.[57]; do
    named see_also | grep -qx "$(basename "$page")" || fail "evs(1) does not name $(basename "$page") under SEE ALSO"
done
[ $count -ge 14 ] || fail "only $count pages were found"

# The checkers can complain.
{ cat "$pages/evs.1" && printf '.XX\n.B "a\n\\\\fQ %0100d\n' 0; } >bad.1
complaints bad.1 >found
for tool in $checkers; do
    checkers=$tool
    [ -n "$(complaints bad.1)" ] || fail "$tool does not see a bad page"
done
say "$count pages"

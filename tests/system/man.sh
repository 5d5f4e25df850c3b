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
[ $count -ge 14 ] || fail "only $count pages were found"

# The checkers can complain.
{ cat "$pages/evs.1" && printf '.XX\n.B "a\n\\\\fQ %0100d\n' 0; } >bad.1
complaints bad.1 >found
for tool in $checkers; do
    checkers=$tool
    [ -n "$(complaints bad.1)" ] || fail "$tool does not see a bad page"
done
say "$count pages"

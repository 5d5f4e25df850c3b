# On a terminal, a purge asks for the subject's id to be typed, and does nothing if something else comes.
. "$(dirname "$0")/lib.sh"
needs script

echo 'personal "Joined" { subject = "/id" }' >model.lua
exits 0 "$evs" -q append member-1 Joined '{"id":"ada"}'
# typed TEXT: the exit status of a purge that is answered so
typed() {
    status=0
    printf '%s\n' "$1" | script -q -e -c "$evs purge --subject ada" typescript >/dev/null || status=$?
}

typed bob
equal 2 $status "exit status when another id was typed"
grep -q "Type the subject's id to go on" typescript || fail "it does not ask"
"$evs" export | grep -q '"id":"ada"' || fail "it went on though another id was typed"
typed ada
equal 0 $status "exit status when the id was typed"
if "$evs" export | grep -q '"id":"ada"'; then fail "it did nothing though the id was typed"; fi

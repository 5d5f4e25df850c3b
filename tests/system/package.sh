# The Debian package holds what it should, asks for the libraries that the program uses, and what it installs runs.
. "$(dirname "$0")/lib.sh"
[ -z "$sanitizers" ] || skip "a build with sanitizers is not packaged"
for tool in cpack dpkg-deb dpkg-shlibdeps strip; do
    command -v $tool >/dev/null || skip "$tool is not installed"
done
build=$(dirname "$evs")
(cd "$build" && cpack -G DEB -B "$work") >log 2>&1 || { cat log >&2 && fail "cpack failed"; }
package=$(echo evs_*.deb)
[ -f "$package" ] || fail "cpack made no package"

dpkg-deb -x "$package" root
for file in bin/evs share/man/man1/evs.1.gz share/man/man1/evs-append.1.gz share/man/man5/evs-store.5.gz \
    share/man/man7/evs-guarantees.7.gz share/bash-completion/completions/evs share/zsh/vendor-completions/_evs \
    share/fish/vendor_completions.d/evs.fish share/doc/evs/copyright share/doc/evs/examples/orders.lua \
    share/doc/evs/examples/recipes/follow.sh; do
    [ -s "root/usr/$file" ] || fail "the package lacks $file"
done
for library in libc6 libsqlite3-0 liblua5.4-0 libssl3; do
    dpkg-deb -f "$package" Depends | grep -q "\b$library\b" || fail "the package does not depend on $library"
done
[ "$(root/usr/bin/evs version)" = "$("$evs" version)" ] || fail "the packaged program does not run"
mkdir shop
(cd shop && ../root/usr/bin/evs init --demo -q && ../root/usr/bin/evs verify -q >/dev/null) || fail "it does not work"
if ! command -v lintian >/dev/null; then
    say "lintian is not installed"
elif lintian --allow-root --fail-on error "$package" >found 2>&1; then
    say "lintian finds no error"
else
    cat found >&2
    fail "lintian finds errors"
fi

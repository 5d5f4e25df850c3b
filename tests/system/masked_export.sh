# A masked export of thousands of events is joined against the original: the same events, each person's still together,
# and nothing that was personal left.
. "$(dirname "$0")/lib.sh"
needs python3

python3 "$sources/masked_join.py" generate members.ndjson texts numbers

# personal_in FILE...: prints what of the personal values is there. A number must stand alone: any short row of digits is
# somewhere in long ones.
personal_in() {
    status=1
    LC_ALL=C grep -aioFf texts "$@" && status=0
    LC_ALL=C grep -awoFf numbers "$@" && status=0
    return $status
}
# nothing_in WHAT FILE...
nothing_in() {
    what=$1
    shift
    if personal_in "$@" >found; then
        head -5 found >&2
        fail "personal data in $what"
    fi
}
cat >model.lua <<'X'
personal "Joined" { subject = "/id", fields = { "/email", "/name", "/phone", "/address", "/born", "/since", "/key",
    "/account", "/bio" },
  id = true, meta = { "/actor", "/causation" },
  mask = { ["/email"] = "email", ["/name"] = "name", ["/phone"] = "phone", ["/address"] = "address",
    ["/address/zip"] = "id", ["/born"] = "date", ["/since"] = "date", ["/key"] = "uuid", ["/account"] = "id" } }
personal "Paid" { subject = "/customer", fields = "/amount", meta = "/actor", mask = { ["/amount"] = "number" } }
personal "Invited" { subject = "/to/*/id", fields = { "/to/*/email", "/to/*/born" }, mentions = "/cc/*",
  meta = "/actor", mask = { ["/to/*/email"] = "email", ["/to/*/born"] = "date" } }
personal "Left" { subject = "stream", event = true }
personal "Called" { subject = "stream", fields = { "/groups/*/*/who", "/tried" }, mentions = "/by/*", meta = "/trace/*",
  mask = { ["/groups/*/*/who"] = "id", ["/tried"] = "phone" } }
personal "Ticked" { none = true }
personal_streams { "member", "account" }
reducer "member" {
  initial = { paid = 0 },
  Joined = function(s, e) s.email = e.data.email end,
  Paid = function(s, e) s.paid = s.paid + e.data.amount end,
  Invited = function(s, e) s.invited = #e.data.to end,
  Left = function(s, e) s.left = e.meta.purged or e.data.reason end,
}
X
"$evs" -q import members.ndjson >/dev/null
"$evs" export --raw >plain
"$evs" export --mask -f masked 2>err || fail "masked export: $(cat err)"
grep -qx 'evs: pseudonymised: still personal data' err || fail "it does not say what it is: $(cat err)"
python3 "$sources/masked_join.py" join plain masked
nothing_in "the masked export" masked

# It is taken back, holds together, and folds to the same number of states.
"$evs" -s copy.db -q import masked >/dev/null
"$evs" -s copy.db verify -q >/dev/null || fail "the imported copy does not verify"
"$evs" -s copy.db export --raw | cmp -s - masked || fail "the imported copy is exported differently"
"$evs" replay --all >states
"$evs" -s copy.db replay --all >masked_states
equal "$(lines states)" "$(lines masked_states)" "streams that are replayed"
nothing_in "the store that was made of it" copy.db copy.db-wal masked_states

# The other formats hold no more.
for format in cloudevents csv; do
    "$evs" export --mask -o $format -q >masked.$format
    nothing_in $format masked.$format
done

# A key that is kept makes the same pseudonyms, one that is forgotten others.
umask 077
openssl rand -hex 32 >key
"$evs" export --mask --mask-key key -q >keyed
"$evs" export --mask --mask-key key -q | cmp -s - keyed || fail "the same key makes other pseudonyms"
"$evs" export --mask -q >other
cmp -s keyed other && fail "two keys make the same pseudonyms"
python3 "$sources/masked_join.py" join plain keyed

# Subjects do not stay in the names of streams.
grep -v personal_streams model.lua >unnamed.lua
if "$evs" export --mask --model unnamed.lua -q >unnamed 2>err; then fail "owners were left in the names of streams"; fi
grep -q "category 'account'" err || fail "the category is not told: $(cat err)"

# The control: what is kept is found, and so is one value of many that is called otherwise.
sed 's/= "email"/= "keep"/' model.lua >kept.lua
"$evs" export --mask --model kept.lua -q >kept
personal_in kept >found || fail "kept addresses were not found"
sed '1s/[a-z]*@example\.invalid/x@example.invalid/2' masked >broken
if python3 "$sources/masked_join.py" join plain broken 2>found; then fail "a broken join was not found"; fi

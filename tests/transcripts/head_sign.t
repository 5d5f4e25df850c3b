head --sign makes a head that can be left with a witness.

  $ evs append order-7 OrderPlaced -q >/dev/null; openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem; evs head --sign key.pem >witness.json; sed 's/[0-9a-f]\{64\}/<digest>/; s/"store":"[0-9a-f]\{32\}"/"store":"<id>"/; s/"signature":"[A-Za-z0-9+\/]\{86\}=="/"signature":"<base64>"/; s/"time":"[^"]*"/"time":"<now>"/' witness.json
  {"head":"1:<digest>","store":"<id>","time":"<now>","signature":"<base64>"}

  $ grep -c "\"head\":\"$(evs head)\"" witness.json
  1

Anybody can check it with openssl, who has the public key and the line.

  $ field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/" witness.json; }; printf 'evs.head.v1\n%s\n%s\n%s\n' "$(field store)" "$(field head)" "$(field time)" >text; field signature | base64 -d >signature; openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in text -sigfile signature
  Signature Verified Successfully

  $ sed 's/^1:/2:/' text >other; openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in other -sigfile signature
  Signature Verification Failure
  [1]

The key may come through a pipe, as one that is kept encrypted does.

  $ openssl pkey -in key.pem | evs head --sign - -o json | sed 's/: ".*"/: "..."/'
  {
    "head": "...",
    "store": "...",
    "time": "...",
    "signature": "..."
  }

A key that others can read is used, with a note.

  $ chmod 644 key.pem; evs head --sign key.pem >/dev/null
  ! evs: others than its owner may use the key 'key.pem'; 'chmod 600' keeps it private

  $ chmod 600 key.pem

What is no such key is refused.

  $ evs head --sign missing.pem
  ! evs: error: there is no file 'missing.pem' [not-found]
  [3]

  $ echo secret >text.pem; chmod 600 text.pem; evs head --sign text.pem
  ! evs: error: 'text.pem' is not a PEM file [usage]
  !   hint: make a key with 'openssl genpkey -algorithm ed25519 -out KEY'
  [2]

  $ evs head --sign public.pem -q
  ! evs: error: 'public.pem' holds a public key; only the private one signs [usage]
  [2]

  $ openssl pkey -in key.pem -aes256 -passout pass:secret -out locked.pem; evs head --sign locked.pem
  ! evs: error: 'locked.pem' holds an encrypted key, and evs asks nobody for a passphrase [usage]
  !   hint: decrypt it for the moment: openssl pkey -in KEY | evs head --sign -
  [2]

  $ openssl genpkey -algorithm ec -pkeyopt ec_paramgen_curve:P-256 -out ec.pem; evs head --sign ec.pem
  ! evs: error: 'ec.pem' holds a key of type EC, not Ed25519 [usage]
  !   hint: make one with 'openssl genpkey -algorithm ed25519 -out KEY'
  [2]

  $ (sed 2q key.pem | cut -c 1-40; echo '-----END PRIVATE KEY-----') >cut.pem; chmod 600 cut.pem; evs head --sign cut.pem
  ! evs: error: 'cut.pem' holds no private key that can be read [usage]
  [2]

  $ evs head --sign ''
  ! evs: error: the value of option '--sign' is empty [usage]
  [2]

  $ evs head --sign key.pem --log
  ! evs: error: --log shows commits and --sign signs the head; one of them at a time [usage]
  [2]

  $ evs head --sign key.pem -o text
  ! evs: error: only the head alone has the format 'text' [usage]
  [2]

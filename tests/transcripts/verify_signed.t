verify --signed proves that what had a signed head is unchanged.

  $ for i in 1 2 3; do evs append order-7 Event$i -q >/dev/null; done; openssl genpkey -algorithm ed25519 -out key.pem; openssl pkey -in key.pem -pubout -out public.pem; evs head --sign key.pem >witness.json; evs append order-7 Event4 -q >/dev/null
  $ evs verify --signed witness.json --public-key public.pem | tail -n 1 | sed 's/[0-9a-f]\{64\}/<digest>/'
  {"verified":true,"events":4,"commits":4,"redactions":0,"findings":0,"checks":["format","log","file","events","payloads","commits","chain","streams","types","lookups","redactions","snapshots","baselines","schemas","signature","since"],"head":"4:<digest>","snapshots":0,"refolded":0,"baselines":0,"emptied_baselines":0}

What the head covered may not be changed, nor cut off.

  $ evs backup -q changed.db >/dev/null; sqlite3 changed.db "UPDATE events SET data = '1' WHERE position = 3"; evs -s changed.db verify --signed witness.json --public-key public.pem | grep -o '"check":"[a-z]*"' | sort -u
  "check":"chain"
  "check":"since"

  $ mkdir younger; evs -s younger/evs.db append order-7 Event1 -q >/dev/null; evs -s younger/evs.db head --sign key.pem >younger/witness.json

A signature that does not fit, or that was made for another store, is a finding.

  $ sed 's/"head":"3:/"head":"2:/' witness.json >forged.json; evs verify --signed forged.json --public-key public.pem | head -n 1
  {"check":"signature","position":null,"stream":null,"seq":null,"meaning":"the signature is not one by 'public.pem' over this head, store and time; what it says proves nothing"}

  $ evs verify --signed forged.json --public-key public.pem >found; echo $?; tail -n 1 found | grep -o '"verified":[a-z]*,\|"findings":[0-9]*'
  1
  "verified":false,
  "findings":1

  $ openssl genpkey -algorithm ed25519 | openssl pkey -pubout -out other.pem; evs verify --signed witness.json --public-key other.pem >found
  [1]

  $ evs verify --signed younger/witness.json --public-key public.pem | head -n 1 | sed 's/[0-9a-f]\{32\}/<id>/g'
  {"check":"signature","position":null,"stream":null,"seq":null,"meaning":"the head was signed for the store <id>; this one is <id>"}

What cannot be read says nothing about the store.

  $ echo '{"head":"3:x"}' >broken.json; evs verify --signed broken.json --public-key public.pem
  ! evs: error: 'broken.json' is not a signed head: "head" must be position:digest [bad-input]
  [5]

  $ evs verify --signed witness.json --public-key key.pem
  ! evs: error: 'key.pem' holds a private key; a signature is checked with the public one [usage]
  !   hint: take it out with 'openssl pkey -in KEY -pubout -out PUBLIC'
  [2]

  $ evs verify --signed witness.json --public-key missing.pem
  ! evs: error: there is no file 'missing.pem' [not-found]
  [3]

  $ evs verify --signed witness.json
  ! evs: error: --signed and --public-key belong together [usage]
  [2]

  $ evs verify --signed witness.json --public-key public.pem --since "$(evs head)"
  ! evs: error: --since and --signed both give an earlier head; take one of them [usage]
  [2]

  $ evs verify --signed witness.json --public-key public.pem --quick
  ! evs: error: an earlier head can only be proven by hashing the contents [usage]
  !   hint: leave out --quick or --signed
  [2]

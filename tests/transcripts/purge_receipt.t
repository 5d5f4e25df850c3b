A purge is finished when its receipt is on the disk and its result was printed.

  $ cat >model.lua <<Y
  > personal "Joined" { subject = "/id" }
  > Y
  $ for who in adalovelace bobmiller carolmayer; do evs -q append member-$who Joined '{"id":"'$who'"}' >/dev/null; done; evs -q append chat-1 Sent '{}' >/dev/null
  $ evs purge --subject adalovelace --leave Sent --yes --receipt receipt >/dev/full; ls receipt; evs -q verify | tail -1 | cut -c 1-40
  receipt
  {"verified":true,"events":5,"commits":5,
  ! evs: 1 of the erased values still stands where no rule reaches
  ! evs: error: cannot write to standard output: No space left on device [system]
  !   the events are redacted; the purge is not finished
  !   hint: finish it with 'evs purge --resume'
  $ cp receipt before; echo mine >other; ln -s receipt link
  $ evs purge --resume --subject adalovelace
  ! evs: error: this purge was begun with --receipt FILE, and what goes there may not be written yet [usage]
  !   the purge is not finished
  !   hint: name the file again: 'evs purge --resume --receipt FILE'
  [2]
  $ evs purge --resume --subject adalovelace --receipt other; evs purge --resume --receipt link; cat other
  mine
  ! evs: error: 'other' already exists [conflict]
  !   hint: name another file, or move this one away
  ! evs: error: the receipt 'link' is a symbolic link [conflict]
  !   hint: name the file itself
  $ evs purge --resume --subject adalovelace --reason why --receipt receipt
  ! evs: error: --resume finishes what was begun; it takes --subject, --receipt, --sign and --ledger at most [usage]
  [2]
  $ evs purge --resume --subject adalovelace --receipt receipt -q >result; cut -d , -f 3 before receipt | uniq | wc -l; cmp -s before receipt || echo 'another nonce'
  1
  another nonce

A finished one is nobody's to replace.

  $ evs purge --subject bobmiller --leave Sent --yes --receipt receipt
  ! evs: error: 'receipt' already exists [conflict]
  !   hint: name another file, or move this one away
  [4]
  $ evs purge --subject bobmiller --leave Sent --yes --receipt /dev/full
  ! evs: error: '/dev/full' already exists [conflict]
  !   hint: name another file, or move this one away
  [4]
  $ evs purge --subject bobmiller --leave Sent --yes --receipt -; evs purge --subject bobmiller --leave Sent --yes --ledger -; ls ./-
  ! evs: error: a receipt or a ledger is written to a file, not to the standard output [usage]
  !   a purge is finished when it is on the disk, which nobody knows of a pipe
  ! evs: error: a receipt or a ledger is written to a file, not to the standard output [usage]
  !   a purge is finished when it is on the disk, which nobody knows of a pipe
  ! ls: cannot access './-': No such file or directory
  [2]

A dry run finds what would stop the purge, and writes nothing.

  $ ls -A | grep -v files >files
  $ evs purge --subject bobmiller --leave Sent --dry-run --receipt receipt
  ! evs: error: 'receipt' already exists [conflict]
  !   hint: name another file, or move this one away
  [4]
  $ evs purge --subject bobmiller --leave Sent --dry-run --receipt new --sign missing.pem
  ! evs: error: there is no file 'missing.pem' [not-found]
  [3]
  $ echo no key >no.pem; evs purge --subject bobmiller --leave Sent --dry-run --receipt new --sign no.pem; rm no.pem
  ! evs: others than its owner may use the key 'no.pem'; 'chmod 600' keeps it private
  ! evs: error: 'no.pem' is not a PEM file [usage]
  !   hint: make a key with 'openssl genpkey -algorithm ed25519 -out KEY'
  $ evs purge --subject bobmiller --leave Sent --dry-run --ledger model.lua
  ! evs: error: 'model.lua' line 1 is not an entry of a purge ledger [bad-input]
  !   nothing was changed
  !   hint: 'evs purge --ledger FILE' writes a ledger; nothing else may write to it
  [5]
  $ evs purge --subject bobmiller --leave Sent --dry-run --ledger missing/ledger
  ! evs: error: cannot create 'missing/ledger': No such file or directory [system]
  !   nothing was changed
  [8]
  $ evs purge --subject bobmiller --leave Sent --dry-run --receipt new --ledger ledger -q
  {"erases":"subject","type":"Joined","schema":1,"pointer":"/id","stream":null,"events":1}
  {"erases":"nothing","type":"Joined","schema":1,"pointer":"/stream","stream":null,"events":1}
  $ ls -A | grep -v files | diff files - && echo nothing new
  nothing new

--leave is for types that no rule speaks of. A type that the store does not have may be one in another store.

  $ evs purge --subject bobmiller --leave Sent --leave Sned --dry-run >/dev/null
  ! evs: warning: the store has no events of type 'Sned', which --leave names
  ! evs: would redact 1 event, rename 0 streams and drop 0 snapshots; nothing was changed
  ! evs: the id would stay where it says that nothing is erased
  ! evs: not reached, and listed nowhere: backups and exports made before the purge; read models and other systems that were fed from the store; see evs-privacy(7)
  $ evs purge --subject bobmiller --leave Sent --leave Joined --yes; evs read member-bobmiller | wc -l
  1
  ! evs: error: --leave does not keep events of type 'Joined': a rule speaks of them [usage]
  !   nothing was changed
  !   hint: do without --leave Joined, or take its rule out of the model

A plan in which something is wrong is none.

  $ evs purge --subject bobmiller --leave Sent --dry-run -o json -q >plan
  $ sed 's/"head":"[0-9]*:/"head":"/' plan >bad; evs purge --plan bad --yes
  ! evs: error: 'bad' is not the plan of a purge [bad-input]
  !   hint: 'evs purge --subject ID --dry-run -o json' prints one
  [5]
  $ sed 's/"positions":\[2\]/"positions":[2.5]/' plan >bad; evs purge --plan bad --yes
  ! evs: error: 'bad' is not the plan of a purge [bad-input]
  !   hint: 'evs purge --subject ID --dry-run -o json' prints one
  [5]

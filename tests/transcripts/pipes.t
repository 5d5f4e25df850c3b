A reader that goes away ends the command quietly, with 141.

  $ for i in $(seq 1000); do echo "{\"stream\":\"order-$i\",\"type\":\"OrderPlaced\",\"data\":\"$(printf %0500d $i)\"}"; done | evs import -q >/dev/null

  $ (evs read; echo "exit status $?" >&2) | head -1 | wc -l
  1
  ! exit status 141

  $ (evs export; echo "exit status $?" >&2) | head -1 | wc -l
  1
  ! exit status 141

  $ (evs replay --all; echo "exit status $?" >&2) | head -1 | wc -l
  1
  ! exit status 141

  $ (evs streams -o json; echo "exit status $?" >&2) | true
  ! exit status 141

  $ mkfifo pipe; (sleep 0.3; evs stats; echo "exit status $?" >&2) | true
  ! exit status 141

  $ (sleep 0.3; evs nothing; echo "exit status $?" >&3) 3>&2 2>&1 >/dev/null | true
  ! exit status 2

A full disk is an error, also when it only shows at the end.

  $ evs read >/dev/full
  ! evs: error: cannot write to standard output: No space left on device [system]
  [8]

  $ evs stats >/dev/full
  ! evs: error: cannot write to standard output: No space left on device [system]
  [8]

  $ evs help >/dev/full
  ! evs: error: cannot write to standard output: No space left on device [system]
  [8]

  $ evs --version >/dev/full
  ! evs: error: cannot write to standard output: No space left on device [system]
  [8]

  $ evs append order-1 OrderPaid >/dev/full
  ! evs: error: cannot write to standard output: No space left on device [system]
  [8]

  $ evs read order-1 | wc -l
  2

Where messages can't be written they are lost; nothing else changes.

  $ evs nothing 2>/dev/full
  [2]

Descriptors may be closed. No file of the store takes their place.

  $ evs stats >&-
  ! evs: error: cannot write to standard output: Bad file descriptor [system]
  [8]

  $ evs append order-1 OrderPaid 2>&- | cut -d , -f 1-3
  {"stream":"order-1","seq":3,"position":1002

  $ evs append order-1 OrderPaid - <&-
  ! evs: error: cannot read standard input: Bad file descriptor [system]
  [8]

  $ evs import <&-
  ! evs: error: cannot read standard input: Bad file descriptor [system]
  [8]

  $ evs append order-1 OrderPaid <&- >&- 2>&-
  [8]

  $ evs read order-1 | wc -l; evs nothing 2>&-
  4
  [2]

  $ evs -s other.db append order-1 OrderPaid >&- 2>&-; evs -s other.db read | wc -l
  1

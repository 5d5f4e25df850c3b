A word that is misspelled gets the nearest one.

  $ evs raed
  ! evs: error: there is no command 'raed' [usage]
  !   hint: did you mean 'evs read'?
  [2]

  $ evs apend order-7 OrderPlaced
  ! evs: error: there is no command 'apend' [usage]
  !   hint: did you mean 'evs append'?
  [2]

  $ evs read --lmit 1
  ! evs: error: there is no option '--lmit' [usage]
  !   hint: did you mean '--limit'?
  [2]

  $ evs replay --at-postion 1
  ! evs: error: there is no option '--at-postion' [usage]
  !   hint: did you mean '--at-position'?
  [2]

  $ evs nothing-like-it
  ! evs: error: there is no command 'nothing-like-it' [usage]
  !   hint: 'evs help' lists the commands
  [2]

  $ evs read --nothing-like-it
  ! evs: error: there is no option '--nothing-like-it' [usage]
  [2]

Words that people bring along are known.

  $ for word in tail cat log show ls list dump load state fold create; do evs $word 2>&1 | tail -1; done
    hint: did you mean 'evs read --follow'?
    hint: did you mean 'evs read'?
    hint: did you mean 'evs read'?
    hint: did you mean 'evs read'?
    hint: did you mean 'evs streams'?
    hint: did you mean 'evs streams'?
    hint: did you mean 'evs export'?
    hint: did you mean 'evs import'?
    hint: did you mean 'evs replay'?
    hint: did you mean 'evs replay'?
    hint: did you mean 'evs init'?

  $ evs rm order-7
  ! evs: error: there is no command 'rm' [usage]
  !   hint: did you mean 'evs purge'?
  [2]

An option of another command is not this one's.

  $ evs stats --limit 1
  ! evs: error: there is no option '--limit' [usage]
  [2]

  $ evs streams --at-seq 1
  ! evs: error: there is no option '--at-seq' [usage]
  [2]

Commands and options can't be abbreviated.

  $ evs stat
  ! evs: error: there is no command 'stat' [usage]
  !   hint: did you mean 'evs stats'?
  [2]

  $ evs read --lim 1
  ! evs: error: there is no option '--lim' [usage]
  !   hint: did you mean '--limit'?
  [2]

  $ evs read -x
  ! evs: error: there is no option '-x' [usage]
  !   hint: a value that begins with '-' is written as --option=VALUE
  [2]

  $ evs READ
  ! evs: error: there is no command 'READ' [usage]
  !   hint: 'evs help' lists the commands
  [2]

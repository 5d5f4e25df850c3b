evs alone shows what there is, on one screen.

  $ evs
  evs - the command-line toolkit for event-sourced systems

  Usage: evs COMMAND [OPTIONS] [ARGUMENTS]

  An event is a fact that is written once. A stream, such as order-7, holds the
  events of one thing; their seqs count 1, 2, 3. What stands before the first '-'
  of its name is its category. A store or a log file holds many streams, and an
  event's position is its place among all of them. Replaying a stream folds its
  events, in order, into a state.

  Start                 init, explain, version, completion, help
  Write events          append, import
  Look at events        read, export, streams, types, stats
  Replay them to state  replay, diff, bisect, snapshot
  Say what they mean    model, schema, upcast, rewrite
  Trust what is stored  verify, head, backup, restore, purge

  Try
    evs init --demo       # makes evs.db: a small shop, for the examples of help
    evs replay order-7    # folds an order's events into its state
    evs help              # what each command does, and the options that all have
    evs help COMMAND      # what a command takes, with examples

help says a line of each command; --help and -h are the same.

  $ evs help
  evs - the command-line toolkit for event-sourced systems

  Usage: evs COMMAND [OPTIONS] [ARGUMENTS]

  An event is a fact that is written once. A stream, such as order-7, holds the
  events of one thing; their seqs count 1, 2, 3. What stands before the first '-'
  of its name is its category. A store or a log file holds many streams, and an
  event's position is its place among all of them. Replaying a stream folds its
  events, in order, into a state.

  Start
    init        Make a new store
    explain     Explain an error by its name
    version     Show the version
    completion  Print the completion script of a shell
    help        Show what a command does and takes

  Write events
    append      Append events to a stream
    import      Store the events of log files

  Look at events
    read        Show events
    export      Write events to a file or pipe
    streams     List the streams
    types       List the event types and their schemas
    stats       Count what the store holds

  Replay them to state
    replay      Fold events into the state that they make
    diff        Compare two moments, two models, or two stores
    bisect      Find the first event after which a condition does not hold
    snapshot    Keep states, so that folds need not begin at the first event

  Say what they mean
    model       Begin, check or show the model
    schema      Keep JSON Schemas for events, and check events against them
    upcast      Check or preview the upcasters of the model
    rewrite     Make a new store in which upcasting is permanent

  Trust what is stored
    verify      Check that nothing in the store has been changed or lost
    head        Show the fingerprint of the whole log
    backup      Copy the store to a file while it is in use
    restore     Make a store of a backup
    purge       Erase a person's data

  Options of every command
    -s, --store STORE       the store: a file, or - for a log on standard input
                            (default: EVS_STORE, then evs.db)
    -o, --output FORMAT     how to print results; each command has its formats
                            (default: for people on a terminal, NDJSON or JSON in
                            a pipe)
    --timeout SECONDS       how long to wait for other writers, and for an answer
                            of a program that folds (default: EVS_TIMEOUT, then 5)
    --color WHEN            always, never or auto (default: EVS_COLOR, then auto)
    --no-pager              do not page on a terminal
    -q, --quiet             no messages but errors
    -v, --verbose           explain what is done
    -h, --help              show help and exit
    --version               show the version and exit

  'evs help COMMAND' shows what a command takes, with examples.

  $ evs help >help; evs --help | cmp - help && evs -h | cmp - help

The first page names all that help does, and fits on a screen.

  $ evs | awk 'END { exit NR > 23 }' || echo too long
  $ sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' help | while read -r command; do evs | grep -q "[ ,]$command\(,\|$\)" || echo "$command is missing"; done

  $ evs help streams
  evs streams - List the streams

  Usage: evs streams [OPTIONS] [PREFIX]

  Examples
    # every stream
    evs streams
    # the orders, as a JSON array
    evs streams --category order -o json

  Prints a line for each stream, by name: its category, its version, how many
  events it has, and the times of the first and the last of them.

  Arguments
    PREFIX                  only streams whose names begin with this

  Options
    --category NAME         only streams of this category
    --limit N               at most N streams
    -o, --output table|json|ndjson|csv
                            how to print results

  The options of every command (-s, --timeout, --color, -q, -v) are in 'evs help'.

  Exit status
    0   done
    2   [usage] the command line is wrong
    3   [not-found] a store, a stream or a file is not there
    5   [bad-input] an event or a file is malformed or refused
    7   [damaged] the store is corrupt, is not a store, or is of a newer format
    8   [system] the system refused: an I/O error, a missing permission, a full
        disk

  $ evs streams --help | head -3; evs --help streams | head -3; evs -h streams --limit x 2>&1 | head -1
  evs streams - List the streams

  Usage: evs streams [OPTIONS] [PREFIX]
  evs streams - List the streams

  Usage: evs streams [OPTIONS] [PREFIX]
  evs streams - List the streams

  $ evs help help
  evs help - Show what a command does and takes

  Usage: evs help [COMMAND]

  Examples
    # what replay takes
    evs help replay

  Lists the commands, or explains one of them with its options and examples.

  Arguments
    COMMAND                 the command

  The options of every command (-s, --timeout, --color, -q, -v) are in 'evs help'.

  Exit status
    0   done
    2   [usage] the command line is wrong

Every command has help with its usage, its examples, and its exit statuses.

  $ for c in append bisect completion diff explain export help import init model read replay stats streams types version; do
  >   evs help $c >text || echo "$c: $?"
  >   for part in "evs $c - " "Usage: evs $c" Examples 'Exit status'; do grep -q "^$part" text || echo "$c: no $part"; done
  >   awk -v c=$c 'length > 100 && !/^  evs|^  printf/ { print c ": " $0 }' text
  > done
  export:   echo 'personal "OrderPlaced" { subject = "/customer" }' >m.lua && evs export --mask --model m.lua --type OrderPlaced -f masked.ndjson

  $ evs help raed
  ! evs: error: there is no command 'raed' [usage]
  !   hint: did you mean 'evs help read'?
  [2]

  $ evs help nothing
  ! evs: error: there is no command 'nothing' [usage]
  !   hint: 'evs help' lists the commands
  [2]

  $ evs help read write
  ! evs: error: 'write' is one word too many for 'evs help' [usage]
  !   hint: 'evs help help' shows what the command takes; a value with spaces needs quotes
  [2]

The version.

  $ evs version; evs --version
  evs <number>.<number>.<number>
  evs <number>.<number>.<number>

  $ evs version -v
  evs              <...>
  store_format     <number>
  compiler         <...>
  build            <...>
  sqlite           <number>.<...>
  sqlite_source    <...>
  <...>

  $ evs version -o ndjson
  {"evs":"<...>","store_format":"<number>","compiler":"<...>","build":"<...>","sqlite":"<...>","sqlite_source":"<...>",<...>}

explain says what the name in an error message means.

  $ for name in usage not-found conflict bad-input busy damaged system in-doubt bug; do evs explain $name; echo --; done
  usage (exit status 2): the command line, the environment or the configuration is
  wrong

  The message names the word that is wrong. 'evs help COMMAND' lists what a
  command takes. Nothing was done.
  --
  not-found (exit status 3): a store, a stream or a file is not there

  Look at what is there with 'evs streams' and 'evs types', and at which store is
  meant: -s, then EVS_STORE, then evs.db in the working directory.
  --
  conflict (exit status 4): the stream is at another version, an id is taken by an
  event with other content, or a file exists already

  Nothing was written. After a stale version, read what was added, decide again,
  and append with the new version. After a taken id, send the event with an id of
  its own. The same event with the same id is no conflict: it gets its old
  position back.
  --
  bad-input (exit status 5): an event or a file is malformed or refused

  The message names file, line, byte and reason. Nothing of the batch with the bad
  line was stored. 'import --on-error quarantine=FILE' puts bad lines aside and
  goes on. An event that does not match an enforced schema is told with the place
  in its data: 'evs schema show TYPE N' prints the schema.
  --
  busy (exit status 6): another program held the store for longer than --timeout

  Nothing was written; retry, or wait longer with --timeout or EVS_TIMEOUT. If it
  lasts, find the program that holds the lock: fuser evs.db-lock.
  --
  damaged (exit status 7): the store is corrupt, is not a store, or is of a newer
  format

  Do not repair it in place. Copy all of its files away first; then look at the
  copy, and restore a backup.
  --
  system (exit status 8): the system refused: an I/O error, a missing permission,
  a full disk

  The message has the system's own reason. What was acknowledged before is safe.
  --
  in-doubt (exit status 9): a write failed in a way that leaves its outcome
  unknown

  The disk reported an error while the events were being made durable. Check the
  disk, then send the same events with the same ids again: what was stored is
  recognised, what was not is stored.
  --
  bug (exit status 70): evs contradicts itself

  Please report it with the command line, the message, and the output of 'evs
  version -v'.
  --

  $ evs explain confused
  ! evs: error: there is no error named 'confused' [usage]
  !   hint: the names are: usage, not-found, conflict, bad-input, busy, damaged, system, in-doubt, bug
  [2]

  $ evs explain
  ! evs: error: NAME is missing [usage]
  !   hint: 'evs help explain' shows what the command takes
  [2]

completion prints the adaptor of a shell.

  $ for shell in bash zsh fish; do evs completion $shell | grep -c __complete; done
  1
  1
  1

  $ evs completion tcsh
  ! evs: error: there is no completion for 'tcsh' [usage]
  !   hint: there is one for bash, zsh and fish
  [2]

  $ evs completion
  ! evs: error: SHELL is missing [usage]
  !   hint: 'evs help completion' shows what the command takes
  [2]

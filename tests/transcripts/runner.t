The runner that runs these files, shown by itself.

  $ cat >good.t <<'X'
  > Prose, and a command:
  >
  >   $ echo hello; echo error >&2; exit 3
  >   hello
  >   ! error
  >   [3]
  >
  >   $ cat <<Y
  >   > two
  >   > lines
  >   > Y
  >   two
  >   <...>
  > X
  $ transcript . good.t
  2 commands, 0 not as shown

What differs is shown with its place, and the exit status says so.

  $ sed 's/hello$/bye/; s/\[3\]/[4]/' good.t >bad.t; transcript . bad.t | sed "s|$PWD/||"
  bad.t:3: $ echo hello; echo error >&2; exit 3
      - bye
      + hello
        ! error
      - [4]
      + [3]
  2 commands, 1 not as shown
  EVS_ACCEPT=1 writes what came back into the file
  $ transcript . bad.t >/dev/null
  [1]

Placeholders are strict.

  $ cat >placeholders.t <<'X'
  >   $ echo 2026-01-31T12:00:00.123Z 42 0198c0de-0000-7000-8000-000000000000
  >   <time> <number> <uuid>
  >   $ echo 2026-01-31 12:00:00 4x 0198c0de-0000-8000-8000-000000000000
  >   <time> <number> <uuid>
  > X
  $ transcript . placeholders.t | sed "s|$PWD/||"
  placeholders.t:3: $ echo 2026-01-31 12:00:00 4x 0198c0de-0000-8000-8000-000000000000
      - <time> <number> <uuid>
      + 2026-01-31 12:00:00 4x 0198c0de-0000-8000-8000-000000000000
  2 commands, 1 not as shown
  EVS_ACCEPT=1 writes what came back into the file

--accept writes what came back, and keeps the lines that still match.

  $ sed 's/^  two$/  three/; s/hello$/<.../; s/<\.\.\.$/he<...>/' good.t >changed.t; transcript --accept . changed.t >/dev/null; cat changed.t
  Prose, and a command:

    $ echo hello; echo error >&2; exit 3
    he<...>
    ! error
    [3]

    $ cat <<Y
    > two
    > lines
    > Y
    <...>
  $ transcript . changed.t
  2 commands, 0 not as shown

Without a command there is nothing to run.

  $ echo '$ evs' >README.md; transcript . README.md | sed "s|$PWD/||"
  SKIPPED: README.md shows no command
  $ transcript . README.md >/dev/null
  [77]

In Markdown, only console blocks count.

  $ printf '%s\n' '```sh' '$ false' '```' '```console' '$ echo error >&2; echo hello' 'error' 'hello' '```' '    $ false' >README.md; transcript . README.md
  1 commands, 0 not as shown

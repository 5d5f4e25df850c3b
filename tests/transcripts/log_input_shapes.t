A JSON array may be empty. An object that does not end on its line is told from something that is no object.

  $ echo '[]' > none.json; evs -s none.json stats
  {"events":0,"streams":0,"categories":0,"types":0,"bytes":3,"head":null}
  $ evs import none.json -o ndjson
  {"events":0,"streams":0,"skipped":0,"rejected":0,"position":0,"head":"0:<digest>"}
  ! evs: created store 'evs.db'
  $ printf '%s\n' '{"stream":"s",' '"type":"T"}' '{"stream":"s","type":"T"}' > broken.ndjson; evs -s broken.ndjson read
  ! evs: error: 'broken.ndjson' line 1, byte 1: an object or array is not closed [bad-input]
  [5]
  $ echo '["stream"]' | evs -s - read
  ! evs: error: standard input element 1, byte 1: an event is a JSON object [bad-input]
  [5]
  $ echo '17' | evs -s - read
  ! evs: error: standard input line 1, byte 1: an event is a JSON object [bad-input]
  [5]

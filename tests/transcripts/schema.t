Schemas are kept in the store: JSON Schema draft-07, for the data of a type and schema version. infer is where to begin.

  $ cat >orders.ndjson <<X
  > {"id":"e-1","stream":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","data":{"customer":"c-3","total":42}}
  > {"id":"e-2","stream":"order-8","type":"OrderPlaced","time":"2026-01-31T12:01:00Z","data":{"customer":"c-4","total":7.5,"note":null}}
  > {"id":"e-3","stream":"order-7","type":"OrderPlaced","schema":2,"time":"2026-01-31T12:02:00Z","data":{"total":{"amount":1}}}
  > {"id":"e-4","stream":"order-7","type":"Paid, \$ 'now'","time":"2026-01-31T12:03:00Z"}
  > X
  $ evs -q import orders.ndjson >/dev/null
  $ evs schema list
  $ evs schema list -o csv
  type,schema,bytes,added,digest<0x0d>

  $ evs schema infer OrderPlaced --schema 1 | tee placed.json
  {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "OrderPlaced",
    "type": "object",
    "$comment": "2 object",
    "properties": {
      "customer": {
        "type": "string",
        "$comment": "in 2 of 2: 2 string"
      },
      "note": {
        "type": "null",
        "$comment": "in 1 of 2: 1 null"
      },
      "total": {
        "type": "number",
        "$comment": "in 2 of 2: 1 integer, 1 number"
      }
    },
    "required": [
      "customer",
      "total"
    ]
  }

  $ evs schema infer OrderPlaced -o ndjson
  {"$schema":"http://json-schema.org/draft-07/schema#","title":"OrderPlaced","type":"object","$comment":"3 object","properties":{"customer":{"type":"string","$comment":"in 2 of 3: 2 string"},"note":{"type":"null","$comment":"in 1 of 3: 1 null"},"total":{"type":["number","object"],"$comment":"in 3 of 3: 1 integer, 1 number, 1 object","properties":{"amount":{"type":"integer","$comment":"in 1 of 1: 1 integer"}},"required":["amount"]}},"required":["total"]}

  $ evs schema infer Nothing
  ! evs: error: there are no such events of type 'Nothing' [not-found]
  !   hint: 'evs types' lists the types and their schema versions
  [3]

A schema is kept as it is, for ever.

  $ evs schema add OrderPlaced 1 placed.json
  {"type":"OrderPlaced","schema":1,"digest":"<digest>"}
  $ evs schema add OrderPlaced 1 placed.json
  {"type":"OrderPlaced","schema":1,"digest":"<digest>","already_kept":true}
  $ echo true | evs schema add OrderPlaced 1 -
  ! evs: error: schema 1 of 'OrderPlaced' is another text already [conflict]
  !   added <time>, SHA-256 <digest>
  !   schemas are kept for ever, since events were written by them
  !   hint: add it as the next version, and write events of that
  [4]
  $ echo '{"properties":{"total":{"required":["amount","currency"]}}}' >two.json
  $ evs schema add OrderPlaced 2 two.json
  {"type":"OrderPlaced","schema":2,"digest":"<digest>"}
  $ echo true | evs schema add "Paid, \$ 'now'" 1 -
  {"type":"Paid, $ 'now'","schema":1,"digest":"<digest>"}
  $ evs schema list
  {"type":"OrderPlaced","schema":1,"bytes":469,"added":"<time>","digest":"<digest>"}
  {"type":"OrderPlaced","schema":2,"bytes":60,"added":"<time>","digest":"<digest>"}
  {"type":"Paid, $ 'now'","schema":1,"bytes":5,"added":"<time>","digest":"<digest>"}
  $ evs schema show OrderPlaced
  {"properties":{"total":{"required":["amount","currency"]}}}
  $ evs schema show OrderPlaced 1 | cmp - placed.json
  $ evs schema show OrderPlaced 3
  ! evs: error: there is no schema 3 for type 'OrderPlaced' [not-found]
  !   hint: 'evs schema list' lists them; 'evs schema add TYPE N FILE' adds one
  [3]
  $ evs schema show "Paid, \$ 'now'"
  true

What cannot be judged by exactly is refused, with its place.

  $ echo '{"properties":{"a/b":{"minimum":"1"}}}' | evs schema add T 1 -
  ! evs: error: the schema in standard input cannot be used: 'minimum' at /properties/a~1b must be a number [bad-input]
  [5]
  $ echo '{"items":{"$ref":"http://example.com/item.json"}}' | evs schema add T 1 - -o json
  ! evs: error: the schema in standard input cannot be used: '$ref' at /items leads to another document: 'http://example.com/item.json' [bad-input]
  !   hint: put what it leads to under "definitions", and refer to it as "#/definitions/NAME"
  ! {"error":{"code":"bad-input","exit":5,"message":"the schema in standard input cannot be used: '$ref' at /items leads to another document: 'http://example.com/item.json'","hint":"put what it leads to under \"definitions\", and refer to it as \"#/definitions/NAME\"","details":{"pointer":"/items","keyword":"$ref"}}}
  [5]
  $ echo '{"$schema":"https://json-schema.org/draft/2020-12/schema"}' | evs schema add T 1 -
  ! evs: error: the schema in standard input cannot be used: '$schema' at the root of the schema names 'https://json-schema.org/draft/2020-12/schema', which is not JSON Schema draft-07 [bad-input]
  !   hint: write the schema for "http://json-schema.org/draft-07/schema#", or leave $schema out if it holds for draft-07 as it is
  [5]
  $ echo '{"pattern":"(?!no)"}' | evs schema add T 1 -
  ! evs: error: the schema in standard input cannot be used: 'pattern' at the root of the schema has the regular expression '(?!no)', which cannot be used: at byte 2: look-around is not supported [bad-input]
  [5]
  $ echo '{"anyOf":[{"$ref":"#"}]}' | evs schema add T 1 -
  ! evs: error: the schema in standard input cannot be used: '$ref' at /anyOf/0 leads back to itself without going into the value [bad-input]
  [5]
  $ echo '{"type":' | evs schema add T 1 -
  ! evs: error: the schema in standard input cannot be used: not JSON at byte 9: a value is expected here [bad-input]
  [5]
  $ evs schema add T 1 missing.json
  ! evs: error: there is no file 'missing.json' [not-found]
  [3]
  $ evs schema add T 0 placed.json
  ! evs: error: '0' is not a whole number of at least 1 [usage]
  [2]

check holds stored events against the schemas of their versions, compat against one that is not yet there.

  $ evs schema check
  {"position":3,"stream":"order-7","seq":2,"type":"OrderPlaced","schema":2,"against":2,"pointer":"/total","reason":"lacks the member \"currency\"","as":"stored"}
  ! evs: 1 of 4 events do not match
  [1]
  $ evs schema check order-7 -o table
  POSITION  STREAM   SEQ  TYPE         SCHEMA  AGAINST  POINTER  REASON                       AS
         3  order-7    2  OrderPlaced       2        2  /total   lacks the member "currency"  stored
  ! evs: 1 of 3 events do not match
  [1]
  $ evs schema check order-8
  ! evs: 0 of 1 event do not match
  $ evs schema check order-99
  ! evs: error: there is no stream 'order-99' [not-found]
  !   hint: 'evs streams' lists them
  [3]
  $ echo '{"required":["note"]}' >strict.json
  $ evs schema compat OrderPlaced strict.json
  {"position":1,"stream":"order-7","seq":1,"type":"OrderPlaced","schema":1,"against":1,"pointer":"","reason":"lacks the member \"note\"","as":"upcasted"}
  {"position":3,"stream":"order-7","seq":2,"type":"OrderPlaced","schema":2,"against":2,"pointer":"","reason":"lacks the member \"note\"","as":"upcasted"}
  ! evs: 2 of 3 events of type 'OrderPlaced' would be refused
  [1]
  $ evs schema compat OrderPlaced strict.json --to-position 2 -o csv
  position,stream,seq,type,schema,against,pointer,reason,as<0x0d>
  1,order-7,1,OrderPlaced,1,1,,"lacks the member ""note""",upcasted<0x0d>
  ! evs: 1 of 2 events of type 'OrderPlaced' would be refused
  [1]
  $ echo '{"type":"object"}' | evs schema compat OrderPlaced -
  ! evs: 0 of 3 events of type 'OrderPlaced' would be refused

verify looks at them, too; a backup has them; a log file keeps none.

  $ evs verify -o table | grep schemas
    schemas     ok: every schema is as it was added, and can be used
  $ evs -q backup copy.db >/dev/null && evs -s copy.db schema list | wc -l
  3
  $ evs -s orders.ndjson schema list
  ! evs: error: 'orders.ndjson' is a log file, which keeps no schemas [usage]
  !   hint: import it into a store: evs -s evs.db import orders.ndjson
  [2]
  $ evs -s orders.ndjson schema infer OrderPlaced --schema 2 -o ndjson
  {"$schema":"http://json-schema.org/draft-07/schema#","title":"OrderPlaced","type":"object","$comment":"1 object","properties":{"total":{"type":"object","$comment":"in 1 of 1: 1 object","properties":{"amount":{"type":"integer","$comment":"in 1 of 1: 1 integer"}},"required":["amount"]}},"required":["total"]}

The words behind an action.

  $ evs schema add OrderPlaced
  ! evs: error: 'schema add' takes TYPE N FILE behind it [usage]
  !   hint: evs schema add TYPE N FILE
  [2]
  $ evs schema show
  ! evs: error: 'schema show' takes TYPE [N] behind it [usage]
  !   hint: evs schema show TYPE [N]
  [2]
  $ evs schema list OrderPlaced
  ! evs: error: 'schema list' takes nothing behind it [usage]
  !   hint: evs schema list
  [2]
  $ evs schema list --all
  ! evs: error: --off, --all and --list are for 'schema enforce' [usage]
  [2]

With upcasters, what they make of the events is held against the newest schemas, too.

  $ evs -s old.db append user-1 UserNamed '{"name":"Ada"}' -q >/dev/null
  $ evs -s old.db append user-2 UserNamed '{"name":7}' -q >/dev/null
  $ echo '{"required":["name"]}' | evs -s old.db schema add UserNamed 1 - -q
  {"type":"UserNamed","schema":1,"digest":"<digest>"}
  $ echo '{"properties":{"first":{"type":"string"}},"required":["first"]}' | evs -s old.db schema add UserNamed 2 - -q
  {"type":"UserNamed","schema":2,"digest":"<digest>"}
  $ cat >model.lua <<X
  > upcast "UserNamed" { from = 1, to = 2,
  >   function(e) e.data = { first = e.data.name }; return e end,
  >   test = { { { data = { name = "Ada" } }, { data = { first = "Ada" } } } },
  > }
  > X
  $ evs -s old.db schema check
  {"position":2,"stream":"user-2","seq":1,"type":"UserNamed","schema":2,"against":2,"pointer":"/first","reason":"must be a string, and is 7","as":"upcasted"}
  ! evs: 0 of 2 events do not match
  ! evs: 1 of 2 events do not match the newest schemas as they are upcasted
  [1]
  $ evs -s old.db schema check --where 'e.stream == "user-1"'
  ! evs: 0 of 1 event do not match
  ! evs: 0 of 1 event do not match the newest schemas as they are upcasted
  $ evs -s old.db schema check --raw
  ! evs: 0 of 2 events do not match
  $ echo '{"required":["first"]}' >new.json; evs -s old.db schema compat UserNamed new.json
  ! evs: 0 of 2 events of type 'UserNamed' would be refused
  $ evs -s old.db schema compat UserNamed new.json --raw | wc -l
  2
  ! evs: 2 of 2 events of type 'UserNamed' would be refused

What a purge has taken something of is held against nothing, and each action says how much that is.

  $ cat >>model.lua <<X
  > personal "UserNamed" { subject = "stream", event = true }
  > X
  $ evs -s old.db purge --subject 1 --yes -q >/dev/null
  $ evs -s old.db schema check
  {"position":2,"stream":"user-2","seq":1,"type":"UserNamed","schema":2,"against":2,"pointer":"/first","reason":"must be a string, and is 7","as":"upcasted"}
  ! evs: 0 of 2 events do not match; 1 purged
  ! evs: 1 of 2 events do not match the newest schemas as they are upcasted; 1 purged
  [1]
  $ evs -s old.db schema compat UserNamed new.json
  ! evs: 0 of 2 events of type 'UserNamed' would be refused; 1 purged
  $ evs -s old.db schema infer UserNamed --raw -o ndjson
  {"$schema":"http://json-schema.org/draft-07/schema#","title":"UserNamed","type":"object","$comment":"1 object","properties":{"name":{"type":"integer","$comment":"in 1 of 1: 1 integer"}},"required":["name"]}
  ! evs: left out 1 purged event

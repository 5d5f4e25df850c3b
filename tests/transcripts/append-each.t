--each answers line for line, in order. What is wrong is told in the answer, and the exit status is that of the first
error.

  $ evs append --each <<X
  > {"stream":"order-7","type":"OrderPlaced","data":{"total":42},"expect":"none","id":"e-1"}
  > {"stream":"order-8","type":"OrderPlaced"}
  > {"stream":"order-7","type":"OrderPaid","expect":1}
  > {"stream":"order-7","type":"OrderPaid","expect":"2"}
  > X
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}
  {"stream":"order-8","seq":1,"position":2,"id":"<uuid>"}
  {"stream":"order-7","seq":2,"position":3,"id":"<uuid>"}
  {"stream":"order-7","seq":3,"position":4,"id":"<uuid>"}
  ! evs: created store 'evs.db'

  $ evs append --each <<X
  > {"stream":"order-7","type":"OrderPlaced","data":{"total":42},"expect":"none","id":"e-1"}
  > {"stream":"order-7","type":"OrderShipped","expect":1}
  > not JSON
  > {"type":"OrderShipped"}
  > {"stream":"order-7"}
  > {"stream":"\$evs-purges","type":"Forged"}
  > {"stream":"order-8","type":"OrderPlaced","id":"e-1"}
  > {"stream":"order-8","type":"OrderPaid","expect":"sometimes"}
  > {"stream":"order-8","type":"OrderPaid","unknown":1}
  >
  > {"stream":"order-8","type":"OrderPaid","data":null,"meta":{"actor":"bob"},"time":"2026-01-31T12:00:00Z","schema":3}
  > X
  {"stream":"order-7","seq":1,"position":1,"id":"e-1","already_stored":true}
  {"error":{"code":"conflict","exit":4,"message":"stream 'order-7' is at version 3, not 1","hint":"look at the events with 'evs read order-7 --from-seq 2', then retry with --expect 3","details":{"stream":"order-7","version":3,"expected":1,"notes":["events 2 and 3 were written since (the last is dated <number> s ago): OrderPaid, OrderPaid","nothing was appended"]}}}
  {"error":{"code":"bad-input","exit":5,"message":"byte 1: an event is a JSON object","hint":null,"details":{"line":3}}}
  {"error":{"code":"bad-input","exit":5,"message":"byte 1: \"stream\" is missing","hint":null,"details":{"line":4}}}
  {"error":{"code":"bad-input","exit":5,"message":"byte 1: \"type\" is missing","hint":null,"details":{"line":5}}}
  {"error":{"code":"bad-input","exit":5,"message":"stream '$evs-purges': names that start with $ are evs's own","hint":"choose a name that does not start with $","details":{"line":6}}}
  {"error":{"code":"conflict","exit":4,"message":"id 'e-1' of a new event of stream 'order-8' is taken by event 1 of stream 'order-7' (position 1), whose stream differs","hint":"send the event with an id of its own, or leave the id out","details":{"id":"e-1","stream":"order-7","position":1,"notes":["nothing was appended"]}}}
  {"error":{"code":"bad-input","exit":5,"message":"'sometimes' is not an expected version","hint":"say any, none, exists, or the version that the stream must have, like 5","details":{"line":8}}}
  {"error":{"code":"bad-input","exit":5,"message":"byte 50: \"unknown\" is not a key of an event line; what the application adds belongs into \"data\" or \"meta\"","hint":null,"details":{"line":9}}}
  {"stream":"order-8","seq":2,"position":5,"id":"<uuid>"}
  [5]

  $ evs read --from-position 5
  {"id":"<uuid>","stream":"order-8","seq":2,"position":5,"type":"OrderPaid","schema":3,"time":"2026-01-31T12:00:00Z","data":null,"meta":{"actor":"bob"}}

The last line may lack its newline; lines may end with CR LF.

  $ printf '{"stream":"order-8","type":"A"}\r\n{"stream":"order-8","type":"B"}' | evs append --each
  {"stream":"order-8","seq":3,"position":6,"id":"<uuid>"}
  {"stream":"order-8","seq":4,"position":7,"id":"<uuid>"}

A line without an answer, a blank one, counts all the same.

  $ printf '\n \r\nnot JSON\n' | evs append --each
  {"error":{"code":"bad-input","exit":5,"message":"byte 1: an event is a JSON object","hint":null,"details":{"line":3}}}
  [5]

Nothing at all is fine.

  $ evs append --each </dev/null

Every answer comes as soon as its event is durable, while the input stays open.

  $ mkfifo requests answers
  $ evs append --each <requests >answers &
  > exec 3>requests 4<answers
  > echo '{"stream":"order-9","type":"OrderPlaced"}' >&3; read answer <&4; echo "$answer" | cut -c 1-40
  > echo '{"stream":"order-9","type":"OrderPaid"}' >&3; read answer <&4; echo "$answer" | cut -c 1-40
  > evs read order-9 | wc -l
  > exec 3>&-; wait $!; echo "exit status $?"
  {"stream":"order-9","seq":1,"position":8
  {"stream":"order-9","seq":2,"position":9
  2
  exit status 0

It takes all from the lines.

  $ evs append --each order-7 OrderPlaced
  ! evs: error: with --each, the lines of the standard input say everything [usage]
  !   hint: leave out STREAM, TYPE, DATA and the other options of append
  [2]

  $ evs append --each --batch
  ! evs: error: with --each, the lines of the standard input say everything [usage]
  !   hint: leave out STREAM, TYPE, DATA and the other options of append
  [2]

  $ evs append --each --id e-1 </dev/null
  ! evs: error: with --each, the lines of the standard input say everything [usage]
  !   hint: leave out STREAM, TYPE, DATA and the other options of append
  [2]

  $ evs append --each --expect 3 </dev/null
  ! evs: error: with --each, the lines of the standard input say everything [usage]
  !   hint: leave out STREAM, TYPE, DATA and the other options of append
  [2]

CloudEvents are the second format, both ways: one a line, one object over several lines, or a batch array.

  $ cat >line.ndjson <<X
  > {"specversion":"1.0","id":"e-1","source":"/shop","subject":"order-7","type":"OrderPlaced","time":"2026-01-31T12:00:00Z","sequence":"1","datacontenttype":"application/json","data":{"total":42},"traceparent":"00-1"}
  > {"specversion":"1.0","id":"e-2","source":"/shop","subject":"order-7","type":"OrderPaid","time":"2026-01-31T12:01:00Z","sequence":"2","data_base64":"aGVsbG8="}
  > X
  $ cat >object.json <<X
  > {
  >   "specversion": "1.0",
  >   "id": "e-3",
  >   "source": "/shop",
  >   "subject": "order-8",
  >   "type": "OrderPlaced",
  >   "time": "2026-01-31T12:02:00Z",
  >   "data": { "total": 1.10 }
  > }
  > X
  $ cat >batch.json <<X
  > [
  >   {"specversion":"1.0","id":"e-4","source":"/shop","subject":"order-8","type":"OrderPaid","time":"2026-01-31T12:03:00Z"},
  >   {"specversion":"1.0","id":"e-5","source":"/shop","subject":"order-8","type":"OrderShipped","time":"2026-01-31T12:04:00Z"}
  > ]
  > X

  $ evs import line.ndjson object.json batch.json -q
  {"events":5,"streams":2,"skipped":0,"rejected":0,"position":5,"head":"5:<digest>"}

  $ evs read
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"total":42},"meta":{"source":"/shop","datacontenttype":"application/json","traceparent":"00-1"}}
  {"id":"e-2","stream":"order-7","seq":2,"position":2,"type":"OrderPaid","schema":1,"time":"2026-01-31T12:01:00Z","data":"aGVsbG8=","meta":{"source":"/shop","data_encoding":"base64"}}
  {"id":"e-3","stream":"order-8","seq":1,"position":3,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:02:00Z","data":{"total":1.10},"meta":{"source":"/shop"}}
  {"id":"e-4","stream":"order-8","seq":2,"position":4,"type":"OrderPaid","schema":1,"time":"2026-01-31T12:03:00Z","data":{},"meta":{"source":"/shop"}}
  {"id":"e-5","stream":"order-8","seq":3,"position":5,"type":"OrderShipped","schema":1,"time":"2026-01-31T12:04:00Z","data":{},"meta":{"source":"/shop"}}

  $ evs export -o cloudevents
  {"specversion":"1.0","id":"e-1","source":"/shop","type":"OrderPlaced","subject":"order-7","time":"2026-01-31T12:00:00Z","sequence":"1","datacontenttype":"application/json","traceparent":"00-1","data":{"total":42}}
  {"specversion":"1.0","id":"e-2","source":"/shop","type":"OrderPaid","subject":"order-7","time":"2026-01-31T12:01:00Z","sequence":"2","data_base64":"aGVsbG8="}
  {"specversion":"1.0","id":"e-3","source":"/shop","type":"OrderPlaced","subject":"order-8","time":"2026-01-31T12:02:00Z","sequence":"1","data":{"total":1.10}}
  {"specversion":"1.0","id":"e-4","source":"/shop","type":"OrderPaid","subject":"order-8","time":"2026-01-31T12:03:00Z","sequence":"2","data":{}}
  {"specversion":"1.0","id":"e-5","source":"/shop","type":"OrderShipped","subject":"order-8","time":"2026-01-31T12:04:00Z","sequence":"3","data":{}}

  $ evs read order-7 --limit 1 -o cloudevents
  {"specversion":"1.0","id":"e-1","source":"/shop","type":"OrderPlaced","subject":"order-7","time":"2026-01-31T12:00:00Z","sequence":"1","datacontenttype":"application/json","traceparent":"00-1","data":{"total":42}}

What goes out comes back as it was.

  $ evs export >before.ndjson; evs export -o cloudevents | evs -s copy.db import -q; evs -s copy.db export | diff before.ndjson - && echo same
  {"events":5,"streams":2,"skipped":0,"rejected":0,"position":5,"head":"5:<digest>"}
  same

  $ evs -s line.ndjson read order-7 --limit 1
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{"total":42},"meta":{"source":"/shop","datacontenttype":"application/json","traceparent":"00-1"}}

  $ evs -s object.json read
  {"id":"e-3","stream":"order-8","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:02:00Z","data":{"total":1.10},"meta":{"source":"/shop"}}

  $ evs -s batch.json read --type OrderPaid
  {"id":"e-4","stream":"order-8","seq":1,"position":1,"type":"OrderPaid","schema":1,"time":"2026-01-31T12:03:00Z","data":{},"meta":{"source":"/shop"}}

What is not 1.0, or lacks what evs needs, is refused.

  $ echo '{"specversion":"0.3","id":"1","source":"s","subject":"a-1","type":"A"}' | evs import
  ! evs: error: standard input line 1, byte 16: CloudEvents attribute "specversion" is not "1.0", the only version that evs reads [bad-input]
  !   nothing was imported
  [5]

  $ echo '{"specversion":"1.0","id":"1","source":"s","type":"A"}' | evs import
  ! evs: error: standard input line 1, byte 1: CloudEvents attribute "subject" is missing; it names the stream [bad-input]
  !   nothing was imported
  [5]

  $ echo '{"specversion":"1.0","source":"s","subject":"a-1","type":"A"}' | evs import
  ! evs: error: standard input line 1, byte 1: CloudEvents attribute "id" is missing [bad-input]
  !   nothing was imported
  [5]

  $ echo '{"specversion":"1.0","id":"1","source":"s","subject":"a-1","type":"A","sequence":"x"}' | evs import
  ! evs: error: standard input line 1, byte 82: CloudEvents attribute "sequence" must be a whole number that is not negative, to become the seq [bad-input]
  !   nothing was imported
  [5]

  $ echo '{"specversion":"1.0","id":"1","source":"s","subject":"a-1","type":"A","data":1,"data_base64":"AA=="}' | evs import
  ! evs: error: standard input line 1, byte 94: CloudEvents attribute "data_base64" stands beside another form of the data [bad-input]
  !   nothing was imported
  [5]

  $ echo '{"specversion":"1.0","id":"1","source":"s","subject":"a-1","type":"A","data_base64":"!"}' | evs import
  ! evs: error: standard input line 1, byte 86: CloudEvents attribute "data_base64" is not base64 (RFC 4648, with padding) [bad-input]
  !   nothing was imported
  [5]

  $ printf '[{"specversion":"1.0","id":"1","source":"s","subject":"a-1","type":"A"}' | evs import
  ! evs: error: standard input element 1: the JSON array is not closed [bad-input]
  !   nothing was imported
  [5]

Attributes of a CloudEvent that become members of meta lose their white space, so that an event stays on one line.

  $ printf '{"specversion":"1.0",\n"id":"x","source":"/s","type":"T","subject":"s-1","ext":{\n "a" : 1 },\n"data":[ 1,\n2 ]}\n' > event.json
  $ evs -s event.json read
  {"id":"x","stream":"s-1","seq":1,"position":1,"type":"T","schema":1,"time":"1970-01-01T00:00:00Z","data":[1,2],"meta":{"source":"/s","ext":{"a":1}}}

The source comes first in meta, wherever it stood, so that it leaves as the source.

  $ echo '{"datacontenttype":"application/json","id":"x","source":"/s","specversion":"1.0","subject":"s-1","type":"T"}' > sorted.json
  $ evs -s sorted.json read -o cloudevents
  {"specversion":"1.0","id":"x","source":"/s","type":"T","subject":"s-1","time":"1970-01-01T00:00:00Z","sequence":"1","datacontenttype":"application/json","data":{}}

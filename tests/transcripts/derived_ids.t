Events without an id get one that is made from their content and place. In a log it is the same whether all of it is
read or one stream. An import tells events by the whole input before them.

  $ printf '%s\n' '{"stream":"a-1","type":"T"}' '{"stream":"b-1","type":"T"}' '{"stream":"a-1","type":"T"}' '{"stream":"b-1","type":"T"}' > log.ndjson
  $ evs -s log.ndjson read -o csv | cut -d, -f1-3
  id,stream,seq
  eb89d431-0659-87f9-8c21-fb01bbaabc97,a-1,1
  125a0c29-9142-88f5-a32c-ee04b409a5f0,b-1,1
  77730043-9f5e-82bb-9a66-bee7d85a58ca,a-1,2
  1a2ef29a-ed84-8984-9870-76700dbdb900,b-1,2
  $ evs -s log.ndjson read b-1 -o csv | cut -d, -f1-3
  id,stream,seq
  125a0c29-9142-88f5-a32c-ee04b409a5f0,b-1,1
  1a2ef29a-ed84-8984-9870-76700dbdb900,b-1,2
  $ evs import log.ndjson -o ndjson | cut -d, -f1-4
  {"events":4,"streams":2,"skipped":0,"rejected":0
  ! evs: created store 'evs.db'
  $ evs read b-1 -o csv | cut -d, -f1-3
  id,stream,seq
  7d3b257f-e99e-80b3-b091-47aecbcd4a44,b-1,1
  d263d366-0625-8664-83db-aa1f8c2f00a1,b-1,2

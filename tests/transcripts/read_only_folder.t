A store in a folder that may not be written is read as it is. (Root may write everywhere, unless it gives that up.)

  $ evs append order-7 OrderPlaced --id e-1 --time 2026-01-31T12:00:00Z -q; sqlite3 evs.db 'PRAGMA wal_checkpoint(TRUNCATE)' > checkpoint; mkdir there; mv evs.db there; chmod 555 there
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}
  $ if [ "$(id -u)" = 0 ]; then without="setpriv --bounding-set=-dac_override"; fi; $without evs -s there/evs.db read; $without ls there; chmod 755 there
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{},"meta":{}}
  evs.db

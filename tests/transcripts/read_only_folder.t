A store in a folder that may not be written is read as it is. (Root may write everywhere, unless it gives that up.)

  $ evs append order-7 OrderPlaced --id e-1 --time 2026-01-31T12:00:00Z -q; sqlite3 evs.db 'PRAGMA wal_checkpoint(TRUNCATE)' > checkpoint; mkdir there; mv evs.db there; chmod 555 there
  {"stream":"order-7","seq":1,"position":1,"id":"e-1"}
  $ if [ "$(id -u)" = 0 ]; then without="setpriv --bounding-set=-dac_override"; fi; $without evs -s there/evs.db read; $without ls there
  {"id":"e-1","stream":"order-7","seq":1,"position":1,"type":"OrderPlaced","schema":1,"time":"2026-01-31T12:00:00Z","data":{},"meta":{}}
  evs.db

It can be backed up, and a backup there can be read and restored: it is one file.

  $ if [ "$(id -u)" = 0 ]; then without="setpriv --bounding-set=-dac_override"; fi; $without evs -s there/evs.db backup -q backup.db >made; chmod 755 there; mv backup.db there; chmod 555 there; $without evs -s there/backup.db read | wc -l; $without evs -s new.db restore -q there/backup.db | cmp - made && echo same; $without ls there; chmod 755 there
  1
  same
  backup.db
  evs.db

PRAGMA journal_mode=WAL;
CREATE TEMP TABLE lines (line TEXT);
.mode ascii
.separator "\037" "\n"
.import log.ndjson lines
CREATE TABLE events (position INTEGER PRIMARY KEY, id UNIQUE, stream, seq, type, schema, time, data, meta, UNIQUE (stream, seq));
INSERT INTO events (id, stream, seq, type, schema, time, data, meta)
  SELECT line ->> '$.id', line ->> '$.stream', line ->> '$.seq', line ->> '$.type', line ->> '$.schema',
    line ->> '$.time', line -> '$.data', line -> '$.meta' FROM lines;

// usage: emmett_peer.mjs import LOG DATABASE | append DATABASE EVENTS | replay DATABASE STREAM
// import appends up to a thousand events of a stream together; append prints the seconds of one append.
import { readFileSync } from 'node:fs';
import { getSQLiteEventStore } from '@event-driven-io/emmett-sqlite';

const TOGETHER = 1000; // more take more variables than SQLite allows in a statement
const [what, first, second] = process.argv.slice(2);
const store = getSQLiteEventStore({
  fileName: what === 'import' ? second : first,
  schema: { autoMigration: 'CreateOrUpdate' },
});

// It sometimes ends its transaction while a statement of its own is still running, and says that it is busy.
async function append(stream, events) {
  for (;;) {
    try {
      return await store.appendToStream(stream, events);
    } catch (error) {
      if (error.code !== 'SQLITE_BUSY') throw error;
    }
  }
}

if (what === 'import') {
  const streams = new Map();
  for (const line of readFileSync(first, 'utf8').split('\n')) {
    if (line === '') continue;
    const { stream, type, data, meta } = JSON.parse(line);
    if (!streams.has(stream)) streams.set(stream, []);
    streams.get(stream).push({ type, data, metadata: meta });
  }
  for (const [stream, events] of streams) {
    for (let first = 0; first < events.length; first += TOGETHER) {
      await append(stream, events.slice(first, first + TOGETHER));
    }
  }
} else if (what === 'append') {
  await append('bench-0', [{ type: 'ItemAdded', data: {} }]);
  const begin = performance.now();
  for (let i = 0; i < Number(second); ++i) {
    await append(`bench-${i % 100}`, [{ type: 'ItemAdded', data: { sku: `sku-${i}`, note: 'n'.repeat(200) } }]);
  }
  console.log(JSON.stringify({ seconds: (performance.now() - begin) / 1000 / Number(second) }));
} else {
  const { state } = await store.aggregateStream(second, {
    initialState: () => ({}),
    evolve: (state, { data }) => Object.assign(state, data),
  });
  console.log(JSON.stringify(state));
}

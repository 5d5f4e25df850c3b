// usage: duckdb_peer.mjs import LOG DATABASE | stream LOG STREAM
import { DuckDBInstance } from '@duckdb/node-api';

const [what, log, last] = process.argv.slice(2);
const columns = `columns = {id: 'VARCHAR', stream: 'VARCHAR', seq: 'BIGINT', type: 'VARCHAR', "schema": 'INTEGER',
  time: 'VARCHAR', data: 'JSON', meta: 'JSON'}`;
const lines = `read_json('${log}', format = 'newline_delimited', ${columns})`;
const instance = await DuckDBInstance.create(what === 'import' ? last : ':memory:');
const connection = await instance.connect();
if (what === 'import') {
  await connection.run(`CREATE TABLE events AS SELECT * FROM ${lines}`);
  await connection.run('CHECKPOINT');
} else {
  const read = await connection.runAndReadAll(`SELECT seq, type, data FROM ${lines} WHERE stream = '${last}' ORDER BY seq`);
  let state = {};
  for (const [, , data] of read.getRows()) state = { ...state, ...JSON.parse(data) };
  console.log(JSON.stringify(state));
}
connection.closeSync();

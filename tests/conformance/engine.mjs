// DuckDB with the simulator's tables in it.
import { BIGINT, DuckDBInstance, DuckDBTimestampTZValue, TIMESTAMPTZ, VARCHAR } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG, MACROS } from './translation.mjs';
import { duckDbType } from './types.mjs';

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
const literal = (text) => `'${text.replaceAll("'", "''")}'`;

export class Engine {
  constructor(connection) {
    this.connection = connection;
  }

  /** Loads the tables of a folder. */
  static async load(folder) {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run(`ATTACH ':memory:' AS ${CATALOG}`);
    for (const macro of MACROS) await connection.run(macro);
    for (const table of JSON.parse(readFileSync(join(folder, 'tables.json'), 'utf8'))) {
      const [schema, name] = table.name.split('.');
      const columns = table.columns.map((column) => ({ name: column.name, type: duckDbType(column.type) }));
      await connection.run(`CREATE SCHEMA IF NOT EXISTS ${CATALOG}.${quoted(schema)}`);
      const target = `${CATALOG}.${quoted(schema)}.${quoted(name)}`;
      await connection.run(`CREATE TABLE ${target} (${columns.map((column) => `${quoted(column.name)} ${column.type}`).join(', ')})`);
      const types = columns.map((column) => `${quoted(column.name)}: ${literal(column.type)}`).join(', ');
      await connection.run(
        `INSERT INTO ${target} SELECT * FROM read_json(${literal(join(folder, `${table.name}.jsonl`))}, format = 'newline_delimited', columns = {${types}})`);
    }
    return new Engine(connection);
  }

  /** Runs a statement with named parameters: column names, types and rows as JSON has them. */
  async run(sql, parameters) {
    const prepared = await this.connection.prepare(sql);
    const values = {};
    const types = {};
    for (const { name, type, value } of parameters) [values[name], types[name]] = bound(type, value);
    prepared.bind(values, types);
    const reader = await prepared.runAndReadAll();
    return {
      columns: reader.columnNames().map((name, place) => ({ name, type: reader.columnTypes()[place].toString() })),
      rows: reader.getRowsJson(),
    };
  }

  close() {
    this.connection.closeSync();
  }
}

function bound(type, value) {
  switch (type) {
    case 'STRING':
      return [value, VARCHAR];
    case 'BIGINT':
      return [value === null ? null : BigInt(value), BIGINT];
    case 'TIMESTAMP':
      return [value === null ? null : new DuckDBTimestampTZValue(micros(value)), TIMESTAMPTZ];
    default:
      throw new Error(`Parameters of the type ${type} are unknown here.`);
  }
}

// Date knows only milliseconds; what the collector sends beyond them must not be lost.
function micros(instant) {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? '';
  return BigInt(Date.parse(instant.replace(/\.\d+/, ''))) * 1000n + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}

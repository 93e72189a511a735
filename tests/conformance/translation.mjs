// Databricks SQL to DuckDB's.
import { transpile, validate } from '@polyglot-sql/sdk';

// Functions that the transpiler gets wrong or leaves as they are: they keep a name of ours and become macros.
const RENAMED = { flatten: 'flatten_lists', transform: 'list_transform', regexp_replace: 'regexp_replace_all' };

export const MACROS = [
  'CREATE MACRO flatten_lists(lists) AS COALESCE(flatten(lists), [])',
  "CREATE MACRO regexp_replace_all(subject, pattern, replacement) AS regexp_replace(subject, pattern, replacement, 'g')",
  'CREATE MACRO unix_millis(instant) AS epoch_ms(instant)',
  'CREATE MACRO pmod(dividend, divisor) AS ((dividend % divisor) + divisor) % divisor',
  // Statements run undivided here, so that any hash serves.
  'CREATE MACRO xxhash64(a) AS CAST(hash(a) % 1000000007 AS BIGINT), (a, b) AS CAST(hash(a, b) % 1000000007 AS BIGINT)',
];

/** The catalog's name in DuckDB, whose own catalog is called system. */
export const CATALOG = 'dbx';

export function toDuckDb(text) {
  const verdict = validate(text, 'databricks');
  if (!verdict.valid) throw new Error(`This is no Databricks SQL: ${verdict.errors.map((each) => `${each.line}:${each.column} ${each.message}`).join('; ')}`);
  const renamed = Object.entries(RENAMED).reduce((sql, [from, to]) => sql.replace(new RegExp(`\\b${from}\\(`, 'gi'), `${to}(`), text);
  const result = transpile(renamed, 'databricks', 'duckdb', { pretty: true });
  if (!result.success || result.sql.length !== 1) throw new Error(`It cannot be translated to DuckDB: ${result.error ?? 'it is not one statement'}`);
  return result.sql[0]
    .replace(/\bsystem\.(?=\w+\.\w+)/gi, `${CATALOG}.`)
    .replace(/(?<![\w:'$]):([a-z_]+)\b/g, '$$$1');
}

// Databricks' type names as DuckDB writes them.
const PLAIN = {
  STRING: 'VARCHAR', BIGINT: 'BIGINT', INT: 'INTEGER', SMALLINT: 'SMALLINT', TINYINT: 'TINYINT', DOUBLE: 'DOUBLE', FLOAT: 'FLOAT',
  BOOLEAN: 'BOOLEAN', TIMESTAMP: 'TIMESTAMPTZ', DATE: 'DATE',
};

export function duckDbType(text) {
  const type = text.trim();
  const [, head, inner] = /^(\w+)(?:<(.*)>)?/s.exec(type);
  switch (head) {
    case 'ARRAY':
      return `${duckDbType(inner)}[]`;
    case 'MAP':
      return `MAP(${parts(inner).map(duckDbType).join(', ')})`;
    case 'STRUCT':
      return `STRUCT(${parts(inner).map((field) => `"${field.slice(0, field.indexOf(':')).trim()}" ${duckDbType(field.slice(field.indexOf(':') + 1))}`).join(', ')})`;
    case 'DECIMAL':
      return type;
    default:
      if (!PLAIN[type]) throw new Error(`The type ${type} is unknown here.`);
      return PLAIN[type];
  }
}

/** Splits at the commas that are in no brackets. */
function parts(text) {
  const found = [];
  let depth = 0;
  let from = 0;
  for (let place = 0; place < text.length; place++) {
    if ('<('.includes(text[place])) depth++;
    else if ('>)'.includes(text[place])) depth--;
    else if (text[place] === ',' && depth === 0) {
      found.push(text.slice(from, place));
      from = place + 1;
    }
  }
  return [...found, text.slice(from)].map((part) => part.trim());
}

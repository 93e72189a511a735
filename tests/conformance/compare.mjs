// Compares the simulator's answer with the engine's, as multisets of rows: exact, but for doubles.
const TOLERANCE = 1e-9;

/** Null when both are the same, else what differs first. */
export function compare(simulator, engine) {
  const places = simulator.columns.map((column) => engine.columns.findIndex((other) => other.name.toLowerCase() === column.name.toLowerCase()));
  const missing = simulator.columns.filter((_, place) => places[place] < 0).map((column) => column.name);
  const unknown = engine.columns.filter((_, place) => !places.includes(place)).map((column) => column.name);
  if (missing.length || unknown.length) return `columns differ: only the simulator has [${missing}], only DuckDB has [${unknown}]`;

  const readers = simulator.columns.map((column, place) => reader(column.type, engine.columns[places[place]].type));
  const ours = sorted(simulator.rows.map((row) => row.map((cell, place) => readers[place].simulator(cell))), readers);
  const theirs = sorted(engine.rows.map((row) => places.map((from, place) => readers[place].engine(row[from]))), readers);
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const [one, other] = [ours[index], theirs[index]];
    if (!one || !other) return `${simulator.rows.length} rows in the simulator, ${engine.rows.length} in DuckDB; one too many: ${JSON.stringify(one ?? other)}`;
    const place = readers.findIndex((each, at) => !each.same(one[at], other[at]));
    if (place >= 0) {
      return `${simulator.rows.length} rows in the simulator, ${engine.rows.length} in DuckDB; ${simulator.columns[place].name} differs first: ` +
        `${JSON.stringify(one[place])} in the simulator, ${JSON.stringify(other[place])} in DuckDB\nsimulator ${JSON.stringify(one)}\nDuckDB    ${JSON.stringify(other)}`;
    }
  }
  return null;
}

// By what is exact first: two sums that differ in the last digit must not change the order.
function sorted(rows, readers) {
  const exact = readers.map((each, place) => (each.approximate ? -1 : place)).filter((place) => place >= 0);
  const approximate = readers.map((each, place) => (each.approximate ? place : -1)).filter((place) => place >= 0);
  return rows
    .map((row) => ({ row, key: JSON.stringify(exact.map((place) => row[place])) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : differenceOf(a.row, b.row, approximate)))
    .map((each) => each.row);
}

function differenceOf(a, b, places) {
  for (const place of places) {
    if (a[place] !== b[place]) return (a[place] ?? -Infinity) - (b[place] ?? -Infinity);
  }
  return 0;
}

const identical = (a, b) => a === b;
const near = (a, b) => a === b || (a !== null && b !== null && Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b)));
const unless = (read) => (cell) => (cell === null ? null : read(cell));
const both = (read, same = identical, approximate = false) => ({ simulator: unless(read), engine: unless(read), same, approximate });

function reader(type, engineType) {
  switch (type.split(/[(<]/)[0]) {
    case 'BIGINT':
    case 'INT':
      return both((cell) => BigInt(cell).toString());
    case 'DECIMAL':
      return /^(DECIMAL|HUGEINT|BIGINT|INTEGER)/.test(engineType) ? both(decimal) : both(Number, near, true);
    case 'DOUBLE':
      return both(Number, near, true);
    case 'BOOLEAN':
      return both(String);
    case 'TIMESTAMP':
      return both((cell) => new Date(cell.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString());
    case 'ARRAY':
    case 'STRUCT':
      return { simulator: unless((cell) => canonical(JSON.parse(cell))), engine: unless(canonical), same: identical };
    case 'MAP':
      return {
        simulator: unless((cell) => canonical(JSON.parse(cell))),
        engine: unless((entries) => canonical(Object.fromEntries(entries.map(({ key, value }) => [key, value])))),
        same: identical,
      };
    default:
      return both((cell) => cell);
  }
}

/** A decimal number without zeros that say nothing. */
function decimal(cell) {
  const [, sign, whole, fraction = ''] = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(cell);
  const number = fraction ? `${whole}.${fraction}` : whole;
  return number === '0' ? number : sign + number;
}

function canonical(value) {
  return JSON.stringify(value, (_, inner) => (inner && typeof inner === 'object' && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
    : inner));
}

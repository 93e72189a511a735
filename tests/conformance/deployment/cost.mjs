// The arithmetic of eng/cost.mjs, and that docs/deploy.md shows what it says.
import { bill, meters, quantities, read as estateOf, table } from '../../../eng/cost.mjs';
import { check } from '../kusto/tap.mjs';
import { read } from '../kusto/sources.mjs';

const prices = JSON.parse(read('tests', 'conformance', 'deployment', 'prices.json'));
const estate = (...options) => estateOf(['--fast-datasets', '6', ...options]);
const amount = (name, of) => bill(of, prices).lines.find(line => line.what === meters[name].what)?.amount;
const near = (what, value, wanted) => (Math.abs(value - wanted) < 1e-9 ? [] : [`${what}: ${value} and not ${wanted}`]);

function thrown(action, part) {
  try {
    action();
    return ['nothing was thrown'];
  } catch (error) {
    return error.message.includes(part) ? [] : [error.message];
  }
}

export function costs() {
  check('the examples of docs/deploy.md are what the calculator says', () => {
    const page = read('docs', 'deploy.md');
    const examples = [...page.matchAll(/estate, `(--[^`]*)`:|one, `(--[^`]*)`:/g)].map(match => match[1] ?? match[2]);
    return [
      ...(examples.length === 2 ? [] : [`${examples.length} examples were found`]),
      ...examples.filter(options => !page.includes(table(bill(estateOf(options.split(' ')), prices)))).map(options => `stale: node eng/cost.mjs ${options} --prices tests/conformance/deployment/prices.json`),
    ];
  });

  check('what is free comes off before the price', () => [
    ...near('5 GB and less', amount('logs', estate('--runs-per-day', '10', '--kb-per-run', '1')), 0),
    ...near('6 GB', amount('logs', estate('--runs-per-day', '200000', '--kb-per-run', '1')), prices.logs),
  ]);

  check('a warehouse runs for the SQL and the auto-stop of each collection, and never more than the whole day', () => [
    ...near('12 minutes an hour', quantities(estate()).warehouse, 30 * 24 * (12 / 60) * 4),
    ...near('no more than a day', quantities(estate('--collections-per-day', '200')).warehouse, 30 * 24 * 4),
  ]);

  check('the harvest looks every minute in each workspace, and has some steps for each run', () => {
    const executions = (...options) => quantities(estate(...options)).executions;
    const [none, runs, both] = [executions('--runs-per-day', '0'), executions('--runs-per-day', '100'), executions('--runs-per-day', '0', '--workspaces', '2')];
    return [
      ...near('runs', runs - none, 100 * 30 * 2.2),
      // A second workspace: its tick of three turns, publishing and six datasets, and its look.
      ...near('workspaces', both - none, (30 * 24 * 60 + 30 * 24 * 3) * 10 + 30 * 24 * 60 * 3),
    ];
  });

  check('a network is paid for only where there is one', () => [
    ...(bill(estate(), prices).lines.some(line => line.what === meters.nat.what) ? ['public has a NAT gateway'] : []),
    ...near('one NAT gateway', amount('nat', estate('--network', 'staticEgress')), 730 * prices.nat),
    ...near('five endpoints', amount('endpoints', estate('--network', 'private')), 5 * 730 * prices.endpoints),
  ]);

  check('the sum is that of the lines', () => {
    const { lines, total } = bill(estate('--network', 'private'), prices);
    return near('sum', total, lines.reduce((sum, line) => sum + line.amount, 0));
  });

  check('a price that is missing is named', () => thrown(() => bill(estate(), { ...prices, logs: undefined }), "no price 'logs'"));
  check('an option that is not there is refused', () => thrown(() => estateOf(['--rums-per-day', '1']), '--rums-per-day'));
  check('a number that is none is refused', () => thrown(() => estateOf(['--workspaces', 'many']), "'many' is not a number"));
  check('a network profile that is not there is refused', () => thrown(() => estateOf(['--network', 'open']), "'open'"));
}

#!/usr/bin/env node
// What DbxServerless costs a month: quantities that follow from the estate, times today's list prices of Azure (prices.azure.com, no sign-in).
//
//   node eng/cost.mjs --region westeurope --workspaces 3 --runs-per-day 2000
//
//   --workspaces N               watched workspaces (1)
//   --regions N                  regions, each with a SQL warehouse that reads system tables (1)
//   --runs-per-day N             job runs a day, of all workspaces (500)
//   --kb-per-run N               kilobytes of records for a job run, with its tasks, clusters, usage, queries and insights (26: measured, docs/deploy.md)
//   --collections-per-day N      how often system tables are read (24)
//   --sql-minutes N              minutes that a collection's SQL takes (2)
//   --auto-stop-minutes N        auto-stop of the warehouse (10)
//   --active-seconds N           seconds of each minute that the app works (5)
//   --memory-gb N                memory of an instance (2)
//   --fast-datasets N            datasets that are read every minute (as many as docs/datasets.md has)
//   --alerts N                   alert rules that are on (5)
//   --network PROFILE            public, staticEgress or private (public)
//   --currency CODE              (USD)
//   --prices FILE                unit prices from a JSON file in place of prices.azure.com
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const month = { days: 30, hours: 730 };
const endpoints = 5; // blob, queue, table, the app, Azure Monitor
const zones = 8; // one each, Azure Monitor has four besides that of blobs
const dbusAnHour = 4; // of a 2X-Small warehouse
const harvestRound = 3; // executions of a look for finished runs: the orchestration's two turns, and the look
const harvestRun = 2.2; // executions for each run: its archiving, the turn after it, and its part in a delivery (296 were counted for 135 runs)

/** Where prices.azure.com has each unit price. What is free of each comes off the quantity. */
export const meters = {
  compute: { what: 'Functions, memory while working', unit: 'GB-s', service: 'Functions', product: 'Flex Consumption', meter: 'On Demand Execution Time', free: 100_000 },
  executions: { what: 'Functions, executions', unit: '10', per: 10, service: 'Functions', product: 'Flex Consumption', meter: 'On Demand Total Executions', free: 250_000 },
  logs: { what: 'Log Analytics, ingestion', unit: 'GB', service: 'Log Analytics', meter: 'Analytics Logs Data Ingestion', free: 5 },
  alerts: { what: 'Alert rules', unit: 'rule', service: 'Azure Monitor', meter: 'Alerts System Log Monitored at 15 Minute Frequency', global: true },
  operations: { what: 'Storage, operations', unit: '10,000', per: 10_000, service: 'Storage', product: 'Tables', sku: 'Standard LRS', meter: 'Batch Write Operations' },
  warehouse: { what: 'SQL warehouse 2X-Small, serverless', unit: 'DBU', service: 'Azure Databricks', meter: 'Premium Serverless SQL DBU' },
  nat: { what: 'NAT gateway', unit: 'hour', service: 'NAT Gateway', meter: 'Standard Gateway' },
  address: { what: 'Public IP address', unit: 'hour', service: 'Virtual Network', meter: 'Standard IPv4 Static Public IP' },
  endpoints: { what: 'Private endpoints', unit: 'hour', service: 'Virtual Network', meter: 'Standard Private Endpoint', global: true },
  zones: { what: 'Private DNS zones', unit: 'zone', service: 'Azure DNS', meter: 'Private Zone', global: true },
};

const fastDatasets = () => readFileSync(join(root, 'docs', 'datasets.md'), 'utf8').split('\n').filter(line => /^\| \[\w+\].*\| fast \|/.test(line)).length;

/** Quantities of a month, by meter, before what is free comes off. */
export function quantities(estate) {
  const minutes = month.days * 24 * 60;
  // A tick is a timer; each workspace adds an orchestration, which wakes three times, and an activity for each dataset and for publishing.
  const tick = 1 + estate.workspaces * (3 + 1 + estate.fastDatasets);
  const ticks = minutes + month.days * estate.collectionsPerDay * estate.regions * 3;
  const executions = ticks * tick + minutes * estate.workspaces * harvestRound + estate.runsPerDay * month.days * harvestRun;
  const awake = estate.collectionsPerDay * (estate.sqlMinutes + estate.autoStopMinutes);
  const hasNat = estate.network !== 'public';
  const isPrivate = estate.network === 'private';
  return {
    compute: minutes * estate.activeSeconds * estate.memoryGb,
    executions,
    logs: (estate.runsPerDay * estate.kbPerRun * month.days) / 1e6,
    alerts: estate.alerts,
    // An orchestration's step is some messages and some rows.
    operations: executions * 20,
    warehouse: (estate.regions * month.days * Math.min(awake, 24 * 60) * dbusAnHour) / 60,
    nat: hasNat ? month.hours : 0,
    address: hasNat ? month.hours : 0,
    endpoints: isPrivate ? endpoints * month.hours : 0,
    zones: isPrivate ? zones : 0,
  };
}

/** @returns lines {what, quantity, unit, price, amount} of what is needed, and their sum. */
export function bill(estate, prices) {
  const needed = Object.entries(quantities(estate)).filter(([, quantity]) => quantity > 0);
  const lines = needed.map(([name, quantity]) => {
    const { what, unit, per = 1, free = 0 } = meters[name];
    const price = prices[name];
    if (typeof price !== 'number') throw new Error(`There is no price '${name}' (${what}); give it with --prices FILE.`);
    return { what, quantity, unit, price, amount: (Math.max(0, quantity - free) / per) * price };
  });
  return { lines, total: lines.reduce((sum, line) => sum + line.amount, 0) };
}

/** Today's list prices of a region. */
async function listPrices(region, currency) {
  const prices = {};
  for (const [name, { service, product, sku, meter, global: anywhere }] of Object.entries(meters)) {
    const wanted = { serviceName: service, productName: product, skuName: sku, meterName: meter, type: 'Consumption', armRegionName: anywhere ? undefined : region };
    const filter = Object.entries(wanted).filter(([, value]) => value).map(([key, value]) => `${key} eq '${value}'`).join(' and ');
    const answer = await fetch(`https://prices.azure.com/api/retail/prices?currencyCode='${currency}'&$filter=${encodeURIComponent(filter)}`);
    if (!answer.ok) throw new Error(`prices.azure.com answers ${answer.status} for ${meter}.`);
    // Of tiers the first may be what is free.
    prices[name] = (await answer.json()).Items.filter(item => item.retailPrice > 0).sort((a, b) => a.tierMinimumUnits - b.tierMinimumUnits)[0]?.retailPrice;
  }

  return prices;
}

export function table({ lines, total }, currency = 'USD') {
  const number = (value, digits) => value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const quantity = value => number(value, value < 100 && !Number.isInteger(value) ? 2 : 0);
  return [
    `| What | Quantity a month | ${currency} a unit | ${currency} a month |`,
    '| --- | ---: | ---: | ---: |',
    ...lines.map(line => `| ${line.what} | ${quantity(line.quantity)}${line.unit.match(/^\d/) ? '' : ` ${line.unit}`} | ${line.price}${line.unit.match(/^\d/) ? ` for ${line.unit}` : ''} | ${number(line.amount, 2)} |`),
    `| **Sum** | | | **${number(total, 2)}** |`,
  ].join('\n');
}

const estateDefaults = {
  workspaces: 1, regions: 1, runsPerDay: 500, kbPerRun: 26, collectionsPerDay: 24, sqlMinutes: 2, autoStopMinutes: 10,
  activeSeconds: 5, memoryGb: 2, alerts: 5, network: 'public',
};

/** The estate that options describe: --runs-per-day 2000 is runsPerDay. */
export function read(options) {
  const estate = { ...estateDefaults, fastDatasets: fastDatasets(), region: 'westeurope', currency: 'USD', prices: undefined };
  for (let place = 0; place < options.length; place += 2) {
    const name = options[place].replace(/^--/, '').replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
    const value = options[place + 1];
    if (!(name in estate)) throw new Error(`There is no option ${options[place]}.`);
    if (value === undefined) throw new Error(`${options[place]} needs a value.`);
    if (typeof estate[name] === 'number' && !(Number(value) >= 0)) throw new Error(`${options[place]} '${value}' is not a number.`);
    estate[name] = typeof estate[name] === 'number' ? Number(value) : value;
  }

  if (!['public', 'staticEgress', 'private'].includes(estate.network)) throw new Error(`--network '${estate.network}' is not public, staticEgress or private.`);
  return estate;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const options = process.argv.slice(2);
    if (options.includes('--help')) {
      const lines = readFileSync(fileURLToPath(import.meta.url), 'utf8').split('\n').slice(1);
      console.log(lines.slice(0, lines.findIndex(line => !line.startsWith('//'))).map(line => line.replace(/^\/\/ ?/, '')).join('\n'));
    } else {
      const estate = read(options);
      const prices = estate.prices ? JSON.parse(readFileSync(estate.prices, 'utf8')) : await listPrices(estate.region, estate.currency);
      console.log(table(bill(estate, prices), estate.currency));
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}

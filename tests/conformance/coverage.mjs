// The report of compute without log delivery, against the same sums made by hand from the simulator's rows.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOG, toDuckDb } from './translation.mjs';

const text = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'infra-bicep', 'log-delivery', 'coverage.sql'), 'utf8');
const currency = 'USD';

/** Rows of a table as objects. */
function rowsOf(folder, table) {
  return readFileSync(join(folder, `${table}.jsonl`), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line));
}

function expected(folder, since, policies) {
  const configured = new Set(rowsOf(folder, 'compute.clusters').map(row => `${row.workspace_id}/${row.cluster_id}`));
  const prices = rowsOf(folder, 'billing.list_prices').filter(price => price.currency_code === currency);
  const priceOf = use => prices.find(price => price.sku_name === use.sku_name && price.cloud === use.cloud && price.usage_unit === use.usage_unit
    && price.price_start_time <= use.usage_end_time && (!price.price_end_time || use.usage_end_time < price.price_end_time));
  const things = new Map();
  let total = 0;
  for (const use of rowsOf(folder, 'billing.usage').filter(row => row.usage_metadata?.cluster_id && row.usage_date >= since)) {
    const { cluster_id: cluster, job_id: job } = use.usage_metadata;
    const key = `${use.workspace_id}/${job ? 'job' : 'cluster'}/${job ?? cluster}`;
    const thing = things.get(key) ?? { clusters: new Set(), without: new Set(), cost: 0 };
    const price = priceOf(use);
    const cost = price ? Number(use.usage_quantity) * Number(price.pricing.effective_list.default) : 0;
    const covered = configured.has(`${use.workspace_id}/${cluster}`) && policies.includes(policyOf(cluster));
    thing.clusters.add(cluster);
    if (!covered) thing.without.add(cluster);
    thing.cost += covered ? 0 : cost;
    total += cost;
    things.set(key, thing);
  }

  return new Map([...things].filter(([, thing]) => thing.without.size > 0).map(([key, thing]) => [key, { ...thing, share: total ? thing.cost / total : null }]));
}

// The simulator's clusters have no policies: here they get one of two, by the last character of their id.
const policyOf = cluster => (cluster.charCodeAt(cluster.length - 1) % 2 === 0 ? 'policy-a' : 'policy-b');
const givePolicies = `UPDATE ${CATALOG}.compute.clusters SET policy_id = CASE WHEN ascii(right(cluster_id, 1)) % 2 = 0 THEN 'policy-a' ELSE 'policy-b' END`;

/** Changes the engine's tables: the last that is asked of it. @returns {problem, rows}: what differs, or null; and how many rows there were. */
export async function coverage(engine, folder) {
  const policies = ['policy-a', 'policy-c'];
  await engine.connection.run(givePolicies);
  const days = rowsOf(folder, 'billing.usage').map(row => row.usage_date).sort();
  const since = days[Math.floor(days.length / 2)] ?? '2026-01-01';
  const parameters = [['since', since], ['policy_ids', policies.join(',')], ['currency', currency]].map(([name, value]) => ({ name, type: 'STRING', value }));
  const { rows } = await engine.run(toDuckDb(text), parameters);
  const wanted = expected(folder, since, policies);
  const problems = [];
  for (const [workspace, kind, id, , clusters, under, , without, share] of rows) {
    const key = `${workspace}/${kind}/${id}`;
    const thing = wanted.get(key);
    if (!thing) problems.push(`${key} is not to be listed`);
    else if (Number(clusters) !== thing.clusters.size || Number(clusters) - Number(under) !== thing.without.size) problems.push(`${key}: ${clusters} clusters, ${under} under a policy`);
    else if (Math.abs(Number(without ?? 0) - thing.cost) > 1e-6) problems.push(`${key}: ${without} and not ${thing.cost}`);
    else if (share !== null && Math.abs(Number(share) - thing.share) > 1e-6) problems.push(`${key}: share ${share} and not ${thing.share}`);
    wanted.delete(key);
  }

  problems.push(...[...wanted.keys()].map(key => `${key} is missing`));
  return { problem: problems.length ? problems.join('\n') : null, rows: rows.length };
}

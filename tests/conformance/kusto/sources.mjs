// What the deployment makes of infra-bicep/: functions, alert queries and workbooks, as they will be in the workspace.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const read = (...path) => readFileSync(join(root, ...path), 'utf8');
export const list = (...path) => readdirSync(join(root, ...path)).sort();

export const tables = JSON.parse(read('docs', 'schema.json')).tables;

/** The functions, by name: one for each table, as functions.bicep makes them of a template, and the hand-written joins. */
export function functions(of = tables) {
  const made = new Map(of.map(({ name, kind }) => [name, read('infra-bicep', 'functions', `${kind}.template.kql`).replaceAll('TABLE', name)]));
  for (const name of joins()) made.set(name, read('infra-bicep', 'functions', `${name}.kql`));
  return made;
}

export const joins = () => list('infra-bicep', 'functions').filter(file => /^Dbx.*\.kql$/.test(file)).map(file => file.slice(0, -'.kql'.length));

/** The rules, and the text of each one's query with its thresholds in place, as alerts.bicep makes it. */
export const alerts = JSON.parse(read('infra-bicep', 'alerts', 'alerts.json')).alerts;
export const queryOf = (alert, text = read('infra-bicep', 'alerts', `${alert.query}.kql`)) =>
  Object.entries(alert.thresholds).reduce((query, [name, value]) => query.replaceAll(`{${name}}`, String(value)), text);

/** Tables that every Log Analytics workspace has and that we read: what it takes in. */
export const azureTables = [{ name: 'Usage', columns: [['TimeGenerated', 'dateTime'], ['DataType', 'string'], ['Quantity', 'real'], ['IsBillable', 'boolean']].map(([name, type]) => ({ name, type })) }];

// What Bicep's functions give, as far as our templates call them.
import { createHash } from 'node:crypto';

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const hash = (texts, length) => [...createHash('sha256').update(texts.join('|')).digest()].map(byte => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('').slice(0, length);

/** Objects are merged all the way down, later ones win; of arrays each value is taken once. */
function union(...values) {
  if (Array.isArray(values[0])) return [...new Map(values.flat().map(value => [JSON.stringify(value), value])).values()];
  return values.reduce((all, one) => {
    const merged = { ...all };
    for (const [key, value] of Object.entries(one)) merged[key] = isObject(value) && isObject(merged[key]) ? union(merged[key], value) : value;
    return merged;
  }, {});
}

const empty = value => value === null || value === undefined || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

/** @param scope subscription and resource group that the template is deployed to. */
export function functionsOf(scope) {
  const group = `/subscriptions/${scope.subscription}/resourceGroups/${scope.group}`;
  return {
    cidrSubnet: (network, size, number) => `${network.split('/')[0].replace(/\d+$/, '')}${number * 2 ** (32 - size)}/${size}`,
    concat: (...values) => values.flat(),
    empty,
    environment: () => ({ name: scope.cloud ?? 'AzureCloud', portal: 'https://portal.azure.com', suffixes: { storage: 'core.windows.net' } }),
    filter: (values, test) => values.filter(value => test(value)),
    guid: (...texts) => hash(texts, 36),
    items: object => Object.keys(object).sort().map(key => ({ key, value: object[key] })),
    join: (values, between) => values.join(between),
    length: value => value.length,
    map: (values, change) => values.map((value, number) => change(value, number)),
    max: (...values) => Math.max(...values.flat()),
    range: (first, count) => Array.from({ length: count }, (_, number) => first + number),
    reduce: (values, first, fold) => values.reduce((all, one, number) => fold(all, one, number), first),
    replace: (text, from, to) => text.replaceAll(from, to),
    resourceGroup: (...names) => (names.length > 0 ? { subscription: names.at(-2) ?? scope.subscription, group: names.at(-1) } : { id: group, name: scope.group, location: 'westeurope' }),
    resourceId: (type, ...names) => `${group}/providers/${type.split('/').slice(0, 2).join('/')}/${names.map((name, place) => (place === 0 ? name : `${type.split('/')[place + 1]}/${name}`)).join('/')}`,
    split: (text, at) => text.split(at),
    string: value => (typeof value === 'string' ? value : JSON.stringify(value)),
    subscription: () => ({ id: `/subscriptions/${scope.subscription}`, subscriptionId: scope.subscription, tenantId: 'tenant' }),
    subscriptionResourceId: (type, name) => `/subscriptions/${scope.subscription}/providers/${type}/${name}`,
    toLower: text => text.toLowerCase(),
    toObject: (values, key, value = one => one) => Object.fromEntries(values.map(one => [key(one), value(one)])),
    union,
    uniqueString: (...texts) => hash(texts, 13),
  };
}

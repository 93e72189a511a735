// Who is meant by each name of a file: what is not there, what is there and unused, what is there twice.
const functions = new Set(`any array bool concat contains coalesce createArray createObject dataUri deployment deployer empty endsWith environment fail filter first
  flatten format groupBy guid indexOf int intersection items join json last length loadFileAsBase64 loadJsonContent loadTextContent loadYamlContent map mapValues max min
  newGuid objectKeys padLeft parseCidr cidrSubnet cidrHost pickZones range readEnvironmentVariable reduce replace resourceGroup resourceId shallowMerge skip sort split
  startsWith string subscription subscriptionResourceId substring take tenant tenantResourceId toLower toObject toUpper trim union uniqueString uri uriComponent utcNow
  allowed batchSize description discriminator export maxLength maxValue metadata minLength minValue sealed secure`.split(/\s+/));
const namespaces = new Set(['az', 'sys']);
const types = new Set(['any', 'array', 'bool', 'int', 'object', 'string']);
const declaring = new Set(['param', 'var', 'resource', 'module', 'type']);

/** Every node of a tree, parents first, with the loop and lambda variables that it sees. */
export function* nodesOf(node, seen = []) {
  if (Array.isArray(node)) {
    for (const one of node) yield* nodesOf(one, seen);
  } else if (node && typeof node === 'object') {
    yield [node, seen];
    const inner = node.variables ? [...seen, ...node.variables] : seen;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'variables') continue;
      yield* nodesOf(value, key === 'over' ? seen : inner);
    }
  }
}

/** @param line number of the line of a place in the text. @returns problems. */
export function namesOf(statements, line) {
  const problems = [];
  const declared = new Map();
  const used = new Set();
  for (const statement of statements.filter(one => declaring.has(one.kind))) {
    if (declared.has(statement.name)) problems.push(`${line(statement.at)}: ${statement.name} is declared twice`);
    declared.set(statement.name, statement);
  }

  for (const statement of statements.filter(one => one.kind === 'import')) {
    for (const name of statement.names) declared.set(name, { kind: 'import', name, at: statement.at });
  }

  const use = (name, by) => by !== name && used.add(name);
  for (const statement of statements) {
    for (const [node, seen] of nodesOf(statement)) {
      if (node.kind === 'call' && !node.on && !functions.has(node.name)) problems.push(`${line(node.at)}: there is no function ${node.name}`);
      if (node.kind === 'typeName' && !types.has(node.name)) {
        use(node.name, statement.name);
        if (!['type', 'import'].includes(declared.get(node.name)?.kind)) problems.push(`${line(node.at)}: there is no type ${node.name}`);
      }

      if (node.kind === 'name' && !seen.includes(node.name) && !namespaces.has(node.name)) {
        use(node.name, statement.name);
        if (!declared.has(node.name) || declared.get(node.name).kind === 'type') problems.push(`${line(node.at)}: there is no ${node.name}`);
      }

      if (node.kind === 'object') {
        const keys = node.properties.map(property => property.key.name ?? (property.key.parts.length === 1 ? property.key.parts[0] : null)).filter(key => key !== null);
        for (const key of keys.filter((one, number) => keys.indexOf(one) < number)) problems.push(`${line(node.at)}: the property ${key} is there twice`);
        for (const { key } of node.properties) {
          if (key.kind === 'string' && key.parts.length === 1 && /^[A-Za-z_]\w*$/.test(key.parts[0])) problems.push(`${line(key.at)}: ${key.parts[0]} needs no quotes`);
        }
      }
    }
  }

  for (const statement of declared.values()) {
    const needed = ['param', 'var', 'type', 'import'].includes(statement.kind) || statement.existing;
    const exported = statement.decorators?.some(decorator => decorator.name === 'export');
    if (needed && !exported && !used.has(statement.name)) problems.push(`${line(statement.at)}: ${statement.kind} ${statement.name} is not used`);
  }

  return problems;
}

// The templates of infra-bicep/ and what is wrong with them, as far as it can be told without Bicep's own compiler.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { list, read, root } from '../kusto/sources.mjs';
import { namesOf, nodesOf } from './names.mjs';
import { parse } from './parser.mjs';

const folder = 'infra-bicep';

/** Every .bicep file of the folder, by its path in it. */
export function templates() {
  const files = [...list(folder).filter(file => file.endsWith('.bicep')), ...list(folder, 'modules').filter(file => file.endsWith('.bicep')).map(file => `modules/${file}`)];
  return new Map(files.map(file => [file, read(folder, file)]));
}

const literal = node => (node?.kind === 'string' && node.parts.length === 1 ? node.parts[0] : null);
const property = (object, name) => object?.properties?.find(one => one.key.name === name)?.value;
const loads = ['loadJsonContent', 'loadTextContent', 'loadFileAsBase64'];

/** The object of a resource or module, inside its loop and condition. */
function bodyOf(statement) {
  let body = statement.body;
  while (body?.kind === 'for' || body?.kind === 'if') body = body.body;
  return body;
}

const isConditional = statement => [...nodesOf(statement.body)].some(([node]) => node.kind === 'if');

export class Templates {
  /** @param texts text by path, as {@link templates} gives them. */
  constructor(texts) {
    this.texts = texts;
    this.trees = new Map();
  }

  tree(file) {
    if (!this.trees.has(file)) this.trees.set(file, parse(this.texts.get(file)));
    return this.trees.get(file);
  }

  of(file, kind) {
    return this.tree(file).filter(statement => statement.kind === kind);
  }

  /** @returns problems of one file, each with its line. */
  problemsOf(file) {
    const line = at => this.texts.get(file).slice(0, at).split('\n').length;
    const statements = this.tree(file);
    return [
      ...namesOf(statements, line),
      ...this.modules(file, line),
      ...this.accesses(file, line),
      ...this.loaded(file, line),
      ...this.assignments(file, line),
      ...this.descriptions(file, line),
    ];
  }

  pathOf(file, module) {
    return join(dirname(file), module.path);
  }

  *modules(file, line) {
    for (const module of this.of(file, 'module')) {
      const target = this.pathOf(file, module);
      if (!this.texts.has(target)) {
        yield `${line(module.at)}: there is no ${target}`;
        continue;
      }

      yield* this.parametersOf(target, property(bodyOf(module), 'params')?.properties.map(one => one.key.name) ?? [], `${line(module.at)}: ${target}`);
      for (const [node] of nodesOf(this.tree(file))) {
        const of = node.of;
        if (node.kind !== 'property' || of?.kind !== 'property' || of.name !== 'outputs') continue;
        if (baseOf(of.of) === module.name && !this.of(target, 'output').some(output => output.name === node.name)) yield `${line(node.at)}: ${target} has no output ${node.name}`;
      }
    }
  }

  *parametersOf(target, given, place) {
    const parameters = this.of(target, 'param');
    for (const name of given.filter(one => !parameters.some(parameter => parameter.name === one))) yield `${place} has no parameter ${name}`;
    for (const parameter of parameters) {
      if (!parameter.value && !parameter.type.optional && !given.includes(parameter.name)) yield `${place} needs the parameter ${parameter.name}`;
    }
  }

  /** What may not be there is asked with ! (where its condition holds) or .? */
  *accesses(file, line) {
    const conditional = new Set([...this.of(file, 'module'), ...this.of(file, 'resource')].filter(isConditional).map(one => one.name));
    for (const [node] of nodesOf(this.tree(file))) {
      if (node.kind === 'property' && ['outputs', 'properties', 'identity'].includes(node.name) && node.of.kind !== 'sure' && !node.safe && conditional.has(baseOf(node.of))) {
        yield `${line(node.at)}: ${baseOf(node.of)} may not be there: ask it with !`;
      }
    }
  }

  *loaded(file, line) {
    for (const [node] of nodesOf(this.tree(file))) {
      if (node.kind !== 'call' || !loads.includes(node.name)) continue;
      const path = literal(node.parts[0]);
      if (path === null || !existsSync(join(root, folder, dirname(file), path))) yield `${line(node.at)}: there is no file ${path}`;
    }
  }

  /** Deployed again, a role assignment must have the name that it had. */
  *assignments(file, line) {
    for (const [node] of nodesOf(this.tree(file))) {
      if (node.kind === 'call' && ['newGuid', 'utcNow'].includes(node.name)) yield `${line(node.at)}: ${node.name} is another one each time`;
    }

    for (const resource of this.of(file, 'resource').filter(one => one.path.startsWith('Microsoft.Authorization/roleAssignments@'))) {
      const name = property(bodyOf(resource), 'name');
      if (name?.kind !== 'call' || name.name !== 'guid' || name.parts.length !== 3) yield `${line(resource.at)}: the name is guid(scope, principal, role)`;
      const properties = property(bodyOf(resource), 'properties');
      for (const needed of ['principalId', 'principalType', 'roleDefinitionId', 'description']) {
        if (!property(properties, needed)) yield `${line(resource.at)}: ${needed} is missing`;
      }
    }
  }

  *descriptions(file, line) {
    for (const statement of [...this.of(file, 'param'), ...this.of(file, 'output')]) {
      if (!statement.decorators.some(decorator => decorator.name === 'description')) yield `${line(statement.at)}: ${statement.name} has no description`;
    }
  }

  /** Whether a .bicepparam file fits its template. */
  problemsOfParameters(text) {
    const statements = parse(text);
    const target = statements.find(statement => statement.kind === 'using').path.replace('./', '');
    return [...this.parametersOf(target, statements.filter(statement => statement.kind === 'param').map(statement => statement.name), target)];
  }

  /** The versions in use of each resource type. */
  versions() {
    const versions = new Map();
    for (const file of this.texts.keys()) {
      for (const { path } of this.of(file, 'resource')) {
        const [type, version] = path.split('@');
        versions.set(type, new Set([...(versions.get(type) ?? []), version]));
      }
    }

    return versions;
  }
}

/** The name that a chain of accesses begins with. */
function baseOf(node) {
  while (node?.of) node = node.of;
  return node?.kind === 'name' ? node.name : null;
}

// Deploys templates on paper: every expression is worked out, what only Azure knows stands as ‹resource.property›. What a template reads of
// something that is not deployed is an error here, as it would be there.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../kusto/sources.mjs';
import { functionsOf } from './functions.mjs';

const absent = Symbol('not deployed');

/** A value that only Azure knows; so is everything below it. */
function unknown(name) {
  return new Proxy({}, {
    get(_, key) {
      if (key === Symbol.toPrimitive || key === 'toString' || key === 'toJSON') return () => `‹${name}›`;
      return typeof key === 'string' ? unknown(`${name}.${key}`) : undefined;
    },
  });
}

export class Deployment {
  /**
   * @param templates parsed templates.
   * @param file path of the template.
   * @param given parameters by name.
   * @param scope {subscription, group, cloud}
   * @param made list that deployed resources are added to: {type, name, scope, body}; nested deployments too.
   */
  constructor(templates, file, given, scope, made = []) {
    Object.assign(this, { templates, file, given, scope, made });
    this.functions = functionsOf(scope);
    this.statements = new Map(templates.tree(file).filter(one => one.name && one.kind !== 'output').map(one => [one.name, one]));
    this.values = new Map();
  }

  /** Deploys everything. @returns the outputs. */
  run() {
    for (const parameter of this.templates.of(this.file, 'param')) this.value(parameter.name);
    for (const statement of this.statements.values()) if (['resource', 'module'].includes(statement.kind)) this.value(statement.name);
    return Object.fromEntries(this.templates.of(this.file, 'output').map(output => [output.name, plain(this.evaluate(output.value, {}))]));
  }

  fail(node, message) {
    throw new Error(`${this.file}:${this.templates.texts.get(this.file).slice(0, node.at).split('\n').length}: ${message}`);
  }

  value(name) {
    if (!this.values.has(name)) {
      this.values.set(name, undefined);
      this.values.set(name, this.declared(this.statements.get(name)));
    }

    return this.values.get(name);
  }

  declared(statement) {
    const { kind, name } = statement;
    if (kind === 'var') return this.evaluate(statement.value, {});
    if (kind === 'param') return this.parameter(statement);
    return this.each(statement.body, {}, (body, seen) => (kind === 'module' ? this.module(statement, body, seen) : this.resource(statement, body, seen)), name);
  }

  parameter(parameter) {
    const value = this.given[parameter.name] ?? (parameter.value ? this.evaluate(parameter.value, {}) : null);
    const limit = decorator => parameter.decorators.find(one => one.name === decorator)?.parts[0];
    const size = typeof value === 'number' ? value : value?.length;
    const bounds = [['minValue', 'minLength', -1], ['maxValue', 'maxLength', 1]];
    for (const [value1, value2, sign] of bounds) {
      const bound = limit(value1) ?? limit(value2);
      if (bound && typeof size === 'number' && (size - bound.value) * sign > 0) this.fail(parameter, `${parameter.name} is ${plain(value)}: out of its bounds`);
    }

    const allowed = limit('allowed');
    if (allowed && !this.evaluate(allowed, {}).includes(value)) this.fail(parameter, `${parameter.name} is ${plain(value)}: not allowed`);
    return value;
  }

  /** The body of a resource or module, for each turn of its loop and where its condition holds. */
  each(body, seen, make) {
    if (body.kind === 'for') return this.turns(body, seen, inner => this.each(body.body, inner, make));
    if (body.kind === 'if') return this.evaluate(body.condition, seen) ? make(body.body, seen) : absent;
    return make(body, seen);
  }

  turns(loop, seen, make) {
    return this.evaluate(loop.over, seen).map((value, number) => make({ ...seen, [loop.variables[0]]: value, ...(loop.variables[1] ? { [loop.variables[1]]: number } : {}) }));
  }

  resource(statement, body, seen) {
    const [type] = statement.path.split('@');
    const property = name => body.properties.find(one => one.key.name === name)?.value;
    const parent = property('parent') && this.evaluate(property('parent'), seen);
    const name = String(plain(this.evaluate(property('name'), seen)));
    const id = parent ? `${parent.id}/${type.split('/').at(-1)}/${name}` : this.functions.resourceId(type, name);
    if (!statement.existing) {
      const rest = { ...body, properties: body.properties.filter(one => !['parent', 'dependsOn'].includes(one.key.name)) };
      const made = plain(this.evaluate(rest, seen));
      this.made.push({ type, name, scope: made.scope ?? parent?.id ?? this.functions.resourceGroup().id, body: made });
    }

    return { id, name, properties: unknown(`${name}.properties`), identity: unknown(`${name}.identity`) };
  }

  module(statement, body, seen) {
    const property = name => body.properties.find(one => one.key.name === name)?.value;
    const scope = property('scope') ? this.evaluate(property('scope'), seen) : this.scope;
    const target = join(dirname(this.file), statement.path);
    const parameters = property('params') ? this.evaluate(property('params'), seen) : {};
    this.made.push({ type: 'deployment', name: this.evaluate(property('name'), seen), scope: `${scope.subscription}/${scope.group}`, body: parameters });
    return { outputs: new Deployment(this.templates, target, parameters, { ...this.scope, ...scope }, this.made).run() };
  }

  evaluate(node, seen) {
    const of = inner => this.evaluate(inner, seen);
    switch (node.kind) {
      case 'string': return node.parts.length === 1 ? node.parts[0].replace(/\\(.)/g, '$1') : node.parts.map(part => (typeof part === 'string' ? part.replace(/\\(.)/g, '$1') : plain(of(part)))).join('');
      case 'number': return node.value;
      case 'literal': return { true: true, false: false, null: null }[node.value];
      case 'name': return node.name in seen ? seen[node.name] : this.value(node.name);
      case 'array': return node.parts.map(of);
      case 'object': return Object.fromEntries(node.properties.map(({ key, value }) => [key.name ?? of(key), of(value)]).filter(([, value]) => value !== null));
      case 'for': return this.turns(node, seen, inner => this.evaluate(node.body, inner));
      case 'lambda': return (...values) => this.evaluate(node.body, { ...seen, ...Object.fromEntries(node.variables.map((name, place) => [name, values[place]])) });
      case 'ternary': return of(node.parts[of(node.parts[0]) ? 1 : 2]);
      case 'unary': return node.operator === '-' ? -of(node.parts[0]) : !of(node.parts[0]);
      case 'sure': return of(node.of);
      case 'binary': return this.binary(node, of);
      case 'call': return this.call(node, of);
      case 'property': return this.access(node, of(node.of), node.name);
      case 'index': return this.access(node, of(node.of), of(node.index));
      default: return this.fail(node, `${node.kind} cannot be worked out`);
    }
  }

  access(node, base, key) {
    if (base === absent) this.fail(node, `${key} of what is not deployed`);
    const value = base?.[key];
    if (value === undefined && !node.safe) this.fail(node, `there is no ${key}`);
    return value ?? null;
  }

  binary(node, of) {
    const [left, right] = node.parts;
    switch (node.operator) {
      case '??': return of(left) ?? of(right);
      case '||': return of(left) || of(right);
      case '&&': return of(left) && of(right);
      case '==': return of(left) === of(right);
      case '!=': return of(left) !== of(right);
      case '+': return of(left) + of(right);
      default: return this.fail(node, `${node.operator} cannot be worked out`);
    }
  }

  call(node, of) {
    if (node.name.startsWith('load')) {
      const text = readFileSync(join(root, 'infra-bicep', dirname(this.file), of(node.parts[0])), 'utf8');
      return node.name === 'loadJsonContent' ? JSON.parse(text) : text;
    }

    const call = this.functions[node.name];
    return call ? call(...node.parts.map(of)) : this.fail(node, `${node.name} cannot be worked out`);
  }
}

/** Without values that only Azure knows. */
function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value, (_, inner) => (inner === absent ? null : inner)));
}

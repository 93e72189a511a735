// Bicep's expressions as trees {kind, at, …}, with the loops and conditions of bodies.
import { BicepError } from './lexer.mjs';

const binary = [['??'], ['||'], ['&&'], ['==', '!=', '=~', '!~'], ['<', '>', '<=', '>='], ['+', '-'], ['*', '/', '%']];
const isTokens = part => Array.isArray(part);

export class Expressions {
  constructor(text, tokens) {
    this.text = text;
    this.tokens = tokens;
    this.next = 0;
  }

  get token() {
    return this.tokens[this.next];
  }

  is(value, kind = 'mark') {
    return this.token.kind === kind && this.token.value === value;
  }

  take(value, kind = 'mark') {
    return this.is(value, kind) ? this.tokens[this.next++] : null;
  }

  need(value, kind = 'mark') {
    return this.take(value, kind) ?? this.fail(`'${value}' is missing before '${this.shown()}'`);
  }

  name() {
    return this.token.kind === 'name' ? this.tokens[this.next++].value : this.fail(`a name is missing before '${this.shown()}'`);
  }

  shown() {
    return this.token.kind === 'newline' ? 'end of line' : this.token.kind === 'end' ? 'end' : this.token.kind === 'string' ? 'a text' : this.token.value;
  }

  fail(message) {
    throw new BicepError(message, this.text, this.token.at);
  }

  newlines() {
    let any = false;
    while (this.token.kind === 'newline') {
      this.next++;
      any = true;
    }

    return any;
  }

  /** What comes after newlines, which stay when it is not that. */
  takeAfterNewlines(value) {
    const before = this.next;
    this.newlines();
    const found = this.take(value);
    if (!found) this.next = before;
    return found;
  }

  /** An object, perhaps with a condition; an expression; or a loop of these. */
  valueOrLoop() {
    if (!this.is('[')) return this.conditional();
    const before = this.next;
    const at = this.need('[').at;
    this.newlines();
    if (!this.take('for', 'name')) {
      this.next = before;
      return this.expression();
    }

    const variables = [];
    if (this.take('(')) {
      variables.push(this.name(), (this.need(','), this.name()));
      this.need(')');
    } else variables.push(this.name());
    this.need('in', 'name');
    const over = this.expression();
    this.need(':');
    this.newlines();
    const body = this.conditional();
    this.newlines();
    this.need(']');
    return { kind: 'for', at, variables, over, body };
  }

  conditional() {
    if (!this.is('if', 'name')) return this.expression();
    const at = this.need('if', 'name').at;
    this.need('(');
    const condition = this.expression();
    this.need(')');
    return { kind: 'if', at, condition, body: this.object() };
  }

  expression() {
    const condition = this.binary(0);
    if (!this.takeAfterNewlines('?')) return condition;
    this.newlines();
    const yes = this.expression();
    if (!this.takeAfterNewlines(':')) this.fail("':' is missing");
    this.newlines();
    return { kind: 'ternary', at: condition.at, parts: [condition, yes, this.expression()] };
  }

  binary(level) {
    if (level === binary.length) return this.unary();
    let left = this.binary(level + 1);
    for (let operator; (operator = binary[level].find(mark => this.is(mark))); ) {
      this.need(operator);
      left = { kind: 'binary', at: left.at, operator, parts: [left, this.binary(level + 1)] };
    }

    return left;
  }

  unary() {
    const at = this.token.at;
    for (const operator of ['!', '-']) if (this.take(operator)) return { kind: 'unary', at, operator, parts: [this.unary()] };
    return this.member(this.primary());
  }

  member(of) {
    for (;;) {
      const at = of.at;
      const safe = this.is('.?') || this.is('[?');
      if (this.take('.') || this.take('.?')) {
        const name = this.name();
        of = this.is('(') ? { kind: 'call', at, on: of, name, parts: this.arguments() } : { kind: 'property', at, of, name, safe };
      } else if (this.take('[') || this.take('[?')) {
        of = { kind: 'index', at, of, index: this.expression(), safe };
        this.need(']');
      } else if (this.take('!')) of = { kind: 'sure', at, of };
      else return of;
    }
  }

  primary() {
    const { kind, at, value } = this.token;
    if (kind === 'string') return this.string();
    if (kind === 'number') return this.next++, { kind: 'number', at, value };
    if (this.is('{')) return this.object();
    if (this.is('[')) return this.array();
    if (this.is('(')) return this.lambda() ?? this.parenthesized();
    if (kind !== 'name') this.fail(`an expression is missing before '${this.shown()}'`);
    this.next++;
    if (this.is('(')) return { kind: 'call', at, name: value, parts: this.arguments() };
    if (this.take('=>')) return { kind: 'lambda', at, variables: [value], body: this.expression() };
    return ['true', 'false', 'null'].includes(value) ? { kind: 'literal', at, value } : { kind: 'name', at, name: value };
  }

  parenthesized() {
    this.need('(');
    this.newlines();
    const inner = this.expression();
    this.newlines();
    this.need(')');
    return inner;
  }

  lambda() {
    const before = this.next;
    const at = this.need('(').at;
    const variables = [];
    while (this.token.kind === 'name') {
      variables.push(this.name());
      if (!this.take(',')) break;
    }

    if (this.take(')') && this.take('=>')) return { kind: 'lambda', at, variables, body: this.expression() };
    this.next = before;
    return null;
  }

  arguments() {
    const parts = [];
    this.need('(');
    for (this.newlines(); !this.take(')'); this.newlines()) {
      if (parts.length > 0) this.need(','), this.newlines();
      parts.push(this.expression());
    }

    return parts;
  }

  string() {
    if (this.token.kind !== 'string') this.fail(`a text is missing before '${this.shown()}'`);
    const { at, value } = this.tokens[this.next++];
    return { kind: 'string', at, parts: value.map(part => (isTokens(part) ? new this.constructor(this.text, part).only() : part)) };
  }

  /** The one expression of an interpolation. */
  only() {
    const expression = this.expression();
    return this.token.kind === 'end' ? expression : this.fail(`'${this.shown()}' does not belong in an interpolation`);
  }

  items(close, item) {
    const items = [];
    this.newlines();
    while (!this.take(close)) {
      items.push(item());
      const parted = this.take(',');
      if (!this.newlines() && !parted && !this.is(close)) this.fail(`a comma or a new line is missing before '${this.shown()}'`);
    }

    return items;
  }

  object() {
    const at = this.need('{').at;
    const properties = this.items('}', () => {
      const key = this.token.kind === 'string' ? this.string() : { kind: 'key', at: this.token.at, name: this.name() };
      this.need(':');
      return { key, value: this.valueOrLoop() };
    });
    return { kind: 'object', at, properties };
  }

  array() {
    const at = this.need('[').at;
    return { kind: 'array', at, parts: this.items(']', () => this.expression()) };
  }
}

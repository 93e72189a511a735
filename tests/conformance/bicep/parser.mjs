// Bicep as a tree: statements with expressions {kind, at, …}. What it does not know it refuses.
import { Expressions } from './expressions.mjs';
import { tokensOf } from './lexer.mjs';

export function parse(text) {
  return new Parser(text, tokensOf(text)).program();
}

class Parser extends Expressions {
  program() {
    const statements = [];
    this.newlines();
    while (this.token.kind !== 'end') {
      statements.push(this.statement());
      if (this.token.kind !== 'end' && !this.newlines()) this.fail(`'${this.shown()}' does not belong in this line`);
    }

    return statements;
  }

  decorators() {
    const decorators = [];
    while (this.take('@')) {
      decorators.push(this.expression());
      if (!this.newlines()) this.fail('a decorator stands in a line of its own');
    }

    return decorators;
  }

  statement() {
    const decorators = this.decorators();
    const at = this.token.at;
    const kind = this.name();
    const read = {
      targetScope: () => ({ value: (this.need('='), this.expression()) }),
      metadata: () => ({ name: this.name(), value: (this.need('='), this.expression()) }),
      using: () => ({ path: this.path() }),
      import: () => ({ names: this.imported(), path: (this.need('from', 'name'), this.path()) }),
      type: () => ({ name: this.name(), type: (this.need('='), this.type()) }),
      param: () => ({
        name: this.name(),
        type: this.is('=') ? null : this.type(),
        value: this.take('=') ? this.expression() : null,
      }),
      var: () => ({ name: this.name(), value: (this.need('='), this.valueOrLoop()) }),
      output: () => ({ name: this.name(), type: this.type(), value: (this.need('='), this.valueOrLoop()) }),
      resource: () => ({ name: this.name(), path: this.path(), existing: !!this.take('existing', 'name'), body: (this.need('='), this.valueOrLoop()) }),
      module: () => ({ name: this.name(), path: this.path(), body: (this.need('='), this.valueOrLoop()) }),
    }[kind];
    if (!read) this.fail(`'${kind}' begins no statement`);
    return { kind, at, decorators, ...read() };
  }

  path() {
    const string = this.string();
    return string.parts.length === 1 ? string.parts[0] : this.fail('a path has no interpolation');
  }

  imported() {
    const names = [];
    this.need('{');
    for (this.newlines(); !this.take('}'); this.newlines()) {
      names.push(this.name());
      this.take(',');
    }

    return names;
  }

  type() {
    const at = this.token.at;
    const members = [];
    do members.push(this.typeMember());
    while (this.take('|'));
    return { kind: 'type', at, members, optional: members.some(member => member.optional) };
  }

  typeMember() {
    const { kind, at, value } = this.token;
    let member;
    if (kind === 'string') member = { kind: 'literal', at, value: this.string() };
    else if (kind === 'number') this.next++, (member = { kind: 'literal', at, value });
    else if (this.take('(')) {
      member = { kind: 'group', at, type: this.type() };
      this.need(')');
    } else if (this.take('{')) member = { kind: 'objectType', at, properties: this.items('}', () => this.typeProperty()) };
    else member = { kind: 'typeName', at, name: this.name() };
    while (this.is('[') || this.is('?')) {
      if (this.take('?')) member = { ...member, optional: true };
      else this.need('['), this.need(']');
    }

    return member;
  }

  typeProperty() {
    const decorators = this.decorators();
    const name = this.take('*') ? '*' : this.name();
    this.need(':');
    return { decorators, name, type: this.type() };
  }
}

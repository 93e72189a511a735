// Microsoft's own Kusto parser with the tables and functions of this product: what a query says that they do not have is an error.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
const { Bridge, Kusto } = globalThis;
const { KustoCode, GlobalState, Symbols, Syntax } = Kusto.Language;

const types = { dateTime: 'datetime', boolean: 'bool' };

/** The parameters of every function of ours, as functions.bicep declares them. */
export const parameters = '(startTime: datetime, endTime: datetime)';

export class Language {
  #globals;
  #analysed = new Map();

  /** @param tables as docs/schema.json has them. @param functions Map of name to query text. @param others tables under their own names. */
  constructor(tables, functions, others = []) {
    const symbols = [...tables.map(table => ({ ...table, name: `${table.name}_CL` })), ...others].map(({ name, columns }) =>
      new Symbols.TableSymbol.$ctor7(name, `(${columns.map(column => `${column.name}: ${types[column.type] ?? column.type}`).join(', ')})`, null));
    // Of a name and a list of parameters and a body, all text.
    for (const [name, text] of functions) symbols.push(new Symbols.FunctionSymbol.$ctor16(name, parameters, `{\n${text}\n}`, ''));
    const database = new Symbols.DatabaseSymbol.ctor('workspace', symbols);
    this.#globals = GlobalState.Default.WithCluster(new Symbols.ClusterSymbol.ctor('cluster', [database])).WithDatabase(database);
  }

  /** @returns the problems of a query, a line each. */
  problemsOf(query) {
    return this.#analyse(query).problems;
  }

  /** @returns the problems of a function's text. */
  problemsOfFunction(text) {
    return this.problemsOf(`let ours = ${parameters} {\n${text}\n};\nours(ago(1d), now())`);
  }

  /** @returns the names of the columns that a query gives. */
  columnsOf(query) {
    return [...this.typesOf(query).keys()];
  }

  /** @returns the types of the columns that a query gives, by name. */
  typesOf(query) {
    return new Map(Bridge.toArray(this.#analyse(query).code.ResultType?.Columns ?? []).map(column => [column.Name, column.Type.Name]));
  }

  /** @returns every function call in a query: its name, the texts of its arguments and their types. */
  callsOf(query) {
    return this.#callsIn(this.#analyse(query).code);
  }

  /** @returns the tables that a query reads without a function of ours. */
  tablesOf(query) {
    const tables = new Set();
    Syntax.SyntaxElement.WalkElements(this.#analyse(query).code.Syntax, element => {
      const symbol = element.ReferencedSymbol;
      if (symbol && Bridge.is(symbol, Symbols.TableSymbol) && /_CL$/.test(symbol.Name)) tables.add(symbol.Name);
    });
    return [...tables];
  }

  #callsIn(code) {
    const calls = [];
    Syntax.SyntaxElement.WalkElements(code.Syntax, element => {
      if (!Bridge.is(element, Syntax.FunctionCallExpression)) return;
      const elements = Array.from({ length: element.ArgumentList.Expressions.Count }, (_, index) => element.ArgumentList.Expressions.getItem(index).Element$1);
      calls.push({
        name: element.Name.SimpleName,
        arguments: elements.map(argument => argument.toString().trim()),
        types: elements.map(argument => argument.ResultType?.Name ?? 'nothing'),
      });
    });
    return calls;
  }

  #analyse(query) {
    if (!this.#analysed.has(query)) this.#analysed.set(query, this.#analyseAnew(query));
    return this.#analysed.get(query);
  }

  #analyseAnew(query) {
    const code = KustoCode.ParseAndAnalyze(query, this.#globals);
    const problems = Bridge.toArray(code.GetDiagnostics())
      .filter(diagnostic => diagnostic.Severity === 'Error' || diagnostic.Severity === 'Warning')
      .map(diagnostic => {
        const before = query.slice(0, diagnostic.Start).split('\n');
        return `${before.length}:${before.at(-1).length + 1} ${diagnostic.Code} ${diagnostic.Message}`;
      });
    // The parser does not compare the arguments of functions that a workspace defines with their parameters.
    for (const call of this.#callsIn(code)) {
      if (/^Dbx/.test(call.name) && call.types.some(type => type !== 'datetime')) problems.push(`${call.name}(${call.arguments.join(', ')}) is called with ${call.types.join(', ')}`);
    }

    return { code, problems };
  }
}

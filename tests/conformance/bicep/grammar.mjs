// A second opinion on syntax: the Bicep grammar of tree-sitter.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const Parser = require('web-tree-sitter');
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Parser.Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

/** @returns the places that the grammar does not know. */
export function errorsOf(text) {
  const errors = [];
  const visit = node => {
    if (node.isError || node.isMissing) errors.push(`${node.startPosition.row + 1}: ${node.text.slice(0, 60)}`);
    else node.children.forEach(visit);
  };
  visit(parser.parse(text).rootNode);
  return errors;
}

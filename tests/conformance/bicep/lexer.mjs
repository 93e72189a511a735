// Bicep as tokens. Newlines are tokens, since they part statements, properties and items.
const punctuation = ['${', '=>', '==', '!=', '=~', '!~', '>=', '<=', '&&', '||', '??', '.?', '[?', '::', '...',
  '{', '}', '[', ']', '(', ')', ',', ':', '.', '?', '!', '=', '<', '>', '+', '-', '*', '/', '%', '|', '@'];

/** A text that is not Bicep. */
export class BicepError extends Error {
  constructor(message, text, at) {
    super(`${text.slice(0, at).split('\n').length}: ${message}`);
  }
}

/** @returns tokens {kind, value, at}; a string has parts: texts and, for each interpolation, its tokens. */
export function tokensOf(text) {
  return read(text, 0, false).tokens;
}

function read(text, from, inString) {
  const tokens = [];
  let at = from;
  let depth = 0;
  const add = (kind, value, length) => {
    tokens.push({ kind, value, at });
    at += length;
  };
  for (;;) {
    const rest = text.slice(at, at + 200);
    let match;
    if (rest === '') {
      if (inString) throw new BicepError('an interpolation is not closed', text, from);
      tokens.push({ kind: 'end', value: '', at });
      return { tokens, at };
    } else if ((match = /^[ \t]+/.exec(rest))) {
      at += match[0].length;
    } else if (rest.startsWith('//')) {
      while (at < text.length && text[at] !== '\n') at++;
    } else if (rest.startsWith('/*')) {
      const end = text.indexOf('*/', at);
      if (end < 0) throw new BicepError('a comment is not closed', text, at);
      at = end + 2;
    } else if ((match = /^\r?\n/.exec(rest))) {
      add('newline', '\n', match[0].length);
    } else if (/^#(disable|restore)-/.test(rest)) {
      while (at < text.length && text[at] !== '\n') at++;
    } else if (rest.startsWith("'''")) {
      const end = text.indexOf("'''", at + 3);
      if (end < 0) throw new BicepError('a text is not closed', text, at);
      add('string', [text.slice(at + 3, end)], end + 3 - at);
    } else if (rest[0] === "'") {
      const string = readString(text, at);
      tokens.push({ kind: 'string', value: string.parts, at });
      at = string.at;
    } else if ((match = /^[A-Za-z_]\w*/.exec(rest))) {
      add('name', match[0], match[0].length);
    } else if ((match = /^\d+/.exec(rest))) {
      add('number', Number(match[0]), match[0].length);
    } else {
      const mark = punctuation.find(one => rest.startsWith(one));
      if (!mark) throw new BicepError(`'${rest[0]}' means nothing here`, text, at);
      if (inString && mark === '}' && depth === 0) {
        tokens.push({ kind: 'end', value: '', at });
        return { tokens, at: at + 1 };
      }

      if (mark === '{' || mark === '${') depth++;
      if (mark === '}') depth--;
      add('mark', mark, mark.length);
    }
  }
}

function readString(text, from) {
  const parts = [''];
  let at = from + 1;
  for (;;) {
    const letter = text[at];
    if (letter === undefined || letter === '\n') throw new BicepError('a text is not closed', text, from);
    if (letter === "'") return { parts, at: at + 1 };
    if (letter === '\\') {
      const escape = /^\\(?:['\\nrt$]|u\{[0-9a-fA-F]+\})/.exec(text.slice(at, at + 12));
      if (!escape) throw new BicepError(`'${text.slice(at, at + 2)}' is no escape`, text, at);
      parts[parts.length - 1] += escape[0];
      at += escape[0].length;
    } else if (text.startsWith('${', at)) {
      const inner = read(text, at + 2, true);
      parts.push(inner.tokens, '');
      at = inner.at;
    } else {
      parts[parts.length - 1] += letter;
      at++;
    }
  }
}

// The parts that the views are made of. In queries {from} and {to} are the range that was picked,
// {workspaces} the list of picked workspaces, and {name} what was picked in a table or a list, as text.

/** Words between charts, Markdown. */
export const text = (name, markdown, options = {}) => ({ kind: 'text', name, markdown: markdown.trim(), ...options });

/** Numbers at the top: rows of Title and Value, both text. */
export const tiles = (name, query, options = {}) => part('tiles', name, query, options);

/** A chart over time: a time column, one text column for the series, and one number. style: line, bar or area. */
export const chart = (name, query, options = {}) => part('chart', name, query, { style: 'bar', ...options });

/**
 * A table. pick: [column, parameter, label] of what a click on a row picks; hidden: columns that are not shown; bars: columns drawn as bars;
 * states: columns with colours for good and bad.
 */
export const table = (name, query, options = {}) => part('table', name, query, { hidden: [], bars: [], states: [], ...options });

/** Shown once something was picked. */
export const when = (parameter, items) => items.map(item => ({ ...item, when: parameter }));

/** Of what a drop-down offers: the query gives value and label. */
export const choice = (name, label, query, initial) => ({ name, label, query: query.trim(), initial });

export const view = (name, title, about, items, choices = []) => ({ name, title, about, items: items.flat(), choices });

const part = (kind, name, query, options) => ({ kind, name, query: query.trim(), empty: 'Nothing in this time range.', width: 100, ...options });

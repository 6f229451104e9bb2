import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { findImports } from './source/find-imports.ts';
import { isTest, isTypeScript } from './source/is-test.ts';
import { tokenize } from './source/tokenize.ts';

/** Layers that may not speak SQL; storage, core, jobs and http (its rate windows and readiness, global tables only) may, and so may tests, testkit, bench and tools. */
const LAYERS = ['dialects/', 'channels/', 'server/', 'realtime/', 'web/'];
const DATABASE_PACKAGES = new Set(['pg', 'kysely', 'pg-pool', 'pg-cursor']);

/** The start of a statement in one case throughout; "Select a mailbox from the list" is a sentence. */
const STATEMENTS: readonly RegExp[] = [
  /^(select|SELECT)\s[^]*?\s(from|FROM)\s+[\w"($.]/,
  /^(select|SELECT)\s+([\w.]+\(|\d|\$|\*|[\w.]+::)/,
  /^insert\s+into\s/i,
  /^(update|UPDATE)\s+[\w."$]+\s+([\w"]+\s+)?(set|SET)\s/,
  /^delete\s+from\s+[\w."$]+(\s+(where|using|returning|as)\b|\s*;?\s*$)/i,
  /^(with|WITH)\s+(recursive\s+|RECURSIVE\s+)?[\w"]+\s*(\([^)]*\)\s*)?(as|AS)\s+(not\s+|NOT\s+)?(materialized\s+|MATERIALIZED\s+)?\(/,
  /^(create|alter|drop)\s+(or\s+replace\s+)?(unique\s+)?(table|index|function|role|database|schema|policy|view|trigger|extension|sequence)\s/i,
  /^(truncate|TRUNCATE)\s+(table\s|TABLE\s)?[\w"]+\s*$/,
  /^(listen|notify|LISTEN|NOTIFY)\s+[a-z_"]+\s*(,|;|$)/,
  /^(set|SET)\s+(local|session|LOCAL|SESSION)\s/,
];

/** No SQL above the layers that own tables: a tag, a query in a string, or the driver itself. */
export const sqlInPlace: Guard = {
  name: 'sql-in-place',
  check: (tree) => tree.paths
    .filter((path) => isTypeScript(path) && !isTest(path) && LAYERS.some((layer) => path.startsWith(layer)))
    .flatMap((path) => checkFile(tree, path)),
};

function checkFile(tree: FileTree, path: string): Problem[] {
  const source = tree.read(path);
  const problems: Problem[] = [];
  const report = (line: number, problem: string): void => {
    problems.push({ file: path, line, problem, remedy: 'move the statement into the core module that owns the table (or into storage) and call that' });
  };
  for (const found of findImports(source)) {
    if (found.specifier !== null && DATABASE_PACKAGES.has(found.specifier)) report(found.line, `imports the database package ${found.specifier}`);
  }
  const tokens = tokenize(source).filter((token) => token.kind !== 'comment');
  tokens.forEach((token, at) => {
    if (token.kind === 'word' && token.text === 'sql' && tokens[at - 1]?.text !== '.' && startsTaggedTemplate(tokens, at)) report(token.line, 'an sql template');
    else if ((token.kind === 'string' || token.kind === 'template') && isStatement(token.text) && tokens[at - 1]?.text !== 'sql') report(token.line, `a query in a string: ${firstWords(token.text)}`);
  });
  return problems;
}

/** `sql\`...\``, or with its row type: `sql<Row>\`...\``. */
function startsTaggedTemplate(tokens: ReturnType<typeof tokenize>, at: number): boolean {
  if (tokens[at + 1]?.kind === 'template') return true;
  if (tokens[at + 1]?.text !== '<') return false;
  const end = tokens.findIndex((token, index) => index > at && (token.kind === 'template' || token.text === ';'));
  return tokens[end]?.kind === 'template' && tokens[end - 1]?.text === '>';
}

function isStatement(text: string): boolean {
  const statement = text.replaceAll(/--[^\n]*|\/\*[^]*?\*\//g, ' ').replaceAll(/\\[nt]/g, ' ').trimStart();
  return STATEMENTS.some((pattern) => pattern.test(statement));
}

function firstWords(text: string): string {
  return text.trim().split(/\s+/).slice(0, 4).join(' ');
}

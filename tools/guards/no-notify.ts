import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { isTest, isTypeScript } from './source/is-test.ts';
import { tokenize } from './source/tokenize.ts';

/** The one place that notifies: on a connection of its own, outside of any transaction. */
const ownConnection = 'storage/open-wake-channel.ts';
/** What runs beside real work only; tests and testkit may have the database tell them of rows. */
const beside = ['testkit/', 'bench/', 'tools/'];

const called = /\bpg_notify\s*\(/i;
/** The statement, not a word in a sentence: in capitals, or alone in its string. */
const stated = /(?:^|[;\s])NOTIFY(?:\s+["\w$]|\s*$)|^\s*notify\s+["\w$]+\s*(?:,|;|$)/;
/** Text that is run as SQL: said in quotes, and a statement all the same. No GRANT EXECUTE ON, no trigger's EXECUTE FUNCTION. */
const executed = /\bEXECUTE\b(?!\s+(?:ON|FUNCTION|PROCEDURE)\b)(?:'(?:[^']|'')*'|\$(\w*)\$[^]*?\$\1\$|[^;'])*/gi;
const statedInText = /(?:^|[;\s'$(])NOTIFY(?:\s|'|\$|$)|\bpg_notify\b/i;
const statedInSql = /(?:^|[;\s])notify\s+["\w]+/i;

/** No NOTIFY in any writing transaction (16 writers that notify fall from 23,000 to 5,000 transactions a second): nothing but the wake channel notifies, whether from TypeScript or from SQL. */
export const noNotify: Guard = {
  name: 'no-notify',
  check: (tree) => tree.paths
    .filter((path) => path !== ownConnection && !beside.some((folder) => path.startsWith(folder)))
    .flatMap((path) => (path.endsWith('.sql') ? checkSql(tree, path) : isTypeScript(path) && !isTest(path) ? checkSource(tree, path) : [])),
};

function checkSource(tree: FileTree, path: string): Problem[] {
  return tokenize(tree.read(path)).flatMap(({ kind, text, line }) => {
    if (kind !== 'string' && kind !== 'template') return [];
    const inner = kind === 'string' ? text.replace(/^['"]|['"]$/g, '') : text;
    return called.test(inner) || stated.test(inner) || executions(inner).length > 0 ? [problemAt(path, line)] : [];
  });
}

function checkSql(tree: FileTree, path: string): Problem[] {
  const sql = tree.read(path);
  const lines = withoutComments(sql).split('\n').flatMap((text, at) => (called.test(text) || statedInSql.test(text) ? [at + 1] : []));
  return [...new Set([...lines, ...executions(withoutComments(sql, { keepsTexts: true }))])].sort((a, b) => a - b).map((line) => problemAt(path, line));
}

/** In which lines an EXECUTE begins whose text notifies. */
function executions(sql: string): number[] {
  return [...sql.matchAll(executed)].flatMap(({ 0: text, index }) => (statedInText.test(text) ? [sql.slice(0, index).split('\n').length] : []));
}

/** Comments and what is said in quotes go, line breaks stay. */
function withoutComments(sql: string, { keepsTexts = false } = {}): string {
  return sql.replaceAll(/--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'/g, (found) => (keepsTexts && found.startsWith("'") ? found : found.replaceAll(/[^\n]/g, ' ')));
}

function problemAt(file: string, line: number): Problem {
  return { file, line, problem: 'notifies, which makes writers wait for each other at commit', remedy: `let ${ownConnection} tell the other processes after the commit (background.wake)` };
}

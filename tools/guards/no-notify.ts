import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { readAllowList } from './read-allow-list.ts';
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
/** Of those: one constant and nothing else, with or without values. */
const executedConstant = /^EXECUTE\s+(?:'(?:[^']|'')*'|\$(\w*)\$[^]*?\$\1\$)\s*(?:(?:INTO|USING)\b[^]*)?$/i;
/** EXECUTE in a string of TypeScript is a word of SQL only inside a block of PL/pgSQL. */
const isStatement = /\b(?:BEGIN|LOOP|THEN)\b/;
const builtAllowed = 'tools/guards/built-sql-allowed.txt';
const statedInText = /(?:^|[;\s'$(])NOTIFY(?:\s|'|\$|$)|\bpg_notify\b/i;
const statedInSql = /(?:^|[;\s])notify\s+["\w]+/i;

/** No NOTIFY in any writing transaction (16 writers that notify fall from 23,000 to 5,000 transactions a second): nothing but the wake channel notifies, whether from TypeScript or from SQL. */
export const noNotify: Guard = {
  name: 'no-notify',
  check: (tree) => {
    const allowed = readAllowList(tree, builtAllowed);
    const builds = new Set<string>();
    const problems = tree.paths
      .filter((path) => path !== ownConnection && !beside.some((folder) => path.startsWith(folder)))
      .flatMap((path) => {
        const { told, built } = path.endsWith('.sql') ? checkSql(tree, path) : isTypeScript(path) && !isTest(path) ? checkSource(tree, path) : nothing;
        if (built.length > 0) builds.add(path);
        return [...told.map((line) => problemAt(path, line)), ...(allowed.reasons.has(path) ? [] : built.map((line) => builtAt(path, line)))];
      });
    return [...problems, ...allowed.problems, ...allowed.staleAmong(builds)];
  },
};

/** Lines: where something notifies, and where a text is run that is not there to be read. */
interface Found { readonly told: readonly number[]; readonly built: readonly number[] }
const nothing: Found = { told: [], built: [] };

function checkSource(tree: FileTree, path: string): Found {
  const [told, built]: [number[], number[]] = [[], []];
  for (const { kind, text, line } of tokenize(tree.read(path))) {
    if (kind !== 'string' && kind !== 'template') continue;
    const inner = kind === 'string' ? text.replace(/^['"]|['"]$/g, '') : text;
    const found = executions(inner);
    if (called.test(inner) || stated.test(inner) || found.told.length > 0) told.push(line);
    if (isStatement.test(inner)) built.push(...found.built.map(() => line));
  }
  return { told, built };
}

function checkSql(tree: FileTree, path: string): Found {
  const sql = tree.read(path);
  const lines = withoutComments(sql).split('\n').flatMap((text, at) => (called.test(text) || statedInSql.test(text) ? [at + 1] : []));
  const { told, built } = executions(withoutComments(sql, { keepsTexts: true }));
  return { told: [...new Set([...lines, ...told])].sort((a, b) => a - b), built };
}

/** In which lines an EXECUTE begins whose text notifies, or is not one constant. Its text is everything up to the semicolon. */
function executions(sql: string): Found {
  const each = [...sql.matchAll(executed)].map(({ 0: text, index }) => ({ text: text.trim(), line: sql.slice(0, index).split('\n').length }));
  return { told: each.flatMap(({ text, line }) => (statedInText.test(text) ? [line] : [])), built: each.flatMap(({ text, line }) => (executedConstant.test(text) || statedInText.test(text) ? [] : [line])) };
}

/** Comments and what is said in quotes go, line breaks stay. */
function withoutComments(sql: string, { keepsTexts = false } = {}): string {
  return sql.replaceAll(/--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'/g, (found) => (keepsTexts && found.startsWith("'") ? found : found.replaceAll(/[^\n]/g, ' ')));
}

function builtAt(file: string, line: number): Problem {
  return { file, line, problem: 'runs a text that is built, in which nobody sees a NOTIFY', remedy: `run one constant with USING, or list the file in ${builtAllowed} with the reason why it notifies nobody` };
}

function problemAt(file: string, line: number): Problem {
  return { file, line, problem: 'notifies, which makes writers wait for each other at commit', remedy: `let ${ownConnection} tell the other processes after the commit (background.wake)` };
}

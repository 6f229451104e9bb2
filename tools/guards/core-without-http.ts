import type { FileTree } from './file-tree.ts';
import type { Guard, Problem } from './guard.ts';
import { findImports } from './source/find-imports.ts';
import { isTest, isTypeScript } from './source/is-test.ts';
import type { Token } from './source/token.ts';
import { tokenize } from './source/tokenize.ts';

const HTTP_WORDS = /^(statusCode|status_code|httpStatus|http_status|httpCode|http_code)$/i;
const HTTP_PACKAGES = /^(fastify|@fastify\/.*|undici|(node:)?https?2?)$/;
/** Numbers that mean nothing else in a domain: a failure status, wherever it stands. */
const STATUSES_ANYWHERE = new Set(['401', '403', '404', '405', '409', '413', '415', '422', '429', '503']);
/** Numbers that are also sizes and counts: a status only beside a word that says so. */
const STATUSES_BESIDE = new Set(['200', '201', '202', '204', '301', '302', '304', '400', '402', '410', '500', '501', '502', '504']);
const COMPARING = new Set([':', '=', '==', '===', '!=', '!==', '(']);

/** Core answers with error codes and safe text; what they look like on the wire is said by each dialect. */
export const coreWithoutHttp: Guard = {
  name: 'core-without-http',
  check: (tree) => tree.paths.filter((path) => path.startsWith('core/') && isTypeScript(path) && !isTest(path)).flatMap((path) => checkFile(tree, path)),
};

function checkFile(tree: FileTree, path: string): Problem[] {
  const source = tree.read(path);
  const problems: Problem[] = [];
  const report = (line: number, problem: string): void => {
    problems.push({ file: path, line, problem, remedy: 'throw an error with a code of core; the dialects map codes to statuses' });
  };
  for (const found of findImports(source)) {
    if (found.specifier !== null && HTTP_PACKAGES.test(found.specifier)) report(found.line, `core imports ${found.specifier}`);
  }
  const tokens = tokenize(source).filter((token) => token.kind !== 'comment');
  tokens.forEach((token, at) => {
    if ((token.kind === 'word' || token.kind === 'string') && HTTP_WORDS.test(token.text)) report(token.line, `core says ${token.text}`);
    else if (isReplyCall(tokens, at)) report(token.line, `core says ${token.text}.${tokens[at + 2]?.text ?? ''}`);
    else if (isStatus(tokens, at)) report(token.line, `${token.text} looks like an HTTP status`);
  });
  return problems;
}

function isReplyCall(tokens: readonly Token[], at: number): boolean {
  const method = tokens[at + 2]?.text ?? '';
  return /^(reply|res|response)$/.test(tokens[at]?.text ?? '') && tokens[at + 1]?.text === '.' && /^(code|status|send|header)$/.test(method);
}

function isStatus(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token?.kind !== 'number') return false;
  if (STATUSES_ANYWHERE.has(token.text)) return true;
  const isCompared = COMPARING.has(tokens[at - 1]?.text ?? '');
  return isCompared && STATUSES_BESIDE.has(token.text) && /(status|code)$/i.test(tokens[at - 2]?.text ?? '');
}

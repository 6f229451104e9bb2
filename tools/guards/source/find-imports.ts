import type { Token } from './token.ts';
import { tokenize } from './tokenize.ts';

export interface FoundImport {
  /** As written; null where a dynamic import computes it. */
  readonly specifier: string | null;
  readonly line: number;
  /** `import type`, `export type ... from`, or a `typeof import()`: gone at run time. */
  readonly isTypeOnly: boolean;
}

/** Every way in which a module reaches another: static and dynamic imports, re-exports, require, and `new URL('./worker.ts', import.meta.url)`. */
export function findImports(source: string): readonly FoundImport[] {
  const tokens = tokenize(source).filter((token) => token.kind !== 'comment');
  const found: FoundImport[] = [];
  tokens.forEach((token, at) => {
    if (token.kind !== 'word' || ['.', '?.'].includes(tokens[at - 1]?.text ?? '')) return;
    if (token.text === 'import') pushIf(found, importAt(tokens, at));
    else if (token.text === 'export') pushIf(found, reExportAt(tokens, at));
    else if (token.text === 'require') pushIf(found, callAt(tokens, at, false));
    else if (token.text === 'URL') pushIf(found, workerUrlAt(tokens, at));
  });
  return found;
}

function pushIf(found: FoundImport[], one: FoundImport | undefined): void {
  if (one !== undefined) found.push(one);
}

function importAt(tokens: readonly Token[], at: number): FoundImport | undefined {
  const next = tokens[at + 1];
  if (next === undefined || next.text === '.' || next.text === ':' || next.text === '=') return undefined;
  if (next.kind === 'punctuator' && next.text === '(') return callAt(tokens, at, tokens[at - 1]?.text === 'typeof');
  if (next.kind === 'string') return { specifier: next.text, line: next.line, isTypeOnly: false };
  const after = tokens[at + 2];
  const isTypeOnly = next.text === 'type' && after?.text !== ',' && !(after?.text === 'from' && tokens[at + 3]?.kind === 'string');
  return fromAt(tokens, at + 1, isTypeOnly);
}

function reExportAt(tokens: readonly Token[], at: number): FoundImport | undefined {
  const isTypeOnly = tokens[at + 1]?.text === 'type';
  const open = at + (isTypeOnly ? 2 : 1);
  if (tokens[open]?.text === '*') return fromAt(tokens, open, isTypeOnly);
  if (tokens[open]?.text !== '{') return undefined;
  const close = tokens.findIndex((token, index) => index > open && token.text === '}');
  return tokens[close + 1]?.text === 'from' ? fromAt(tokens, close + 1, isTypeOnly) : undefined;
}

/** The string after the next `from`; a statement's end before it means that there is none. */
function fromAt(tokens: readonly Token[], start: number, isTypeOnly: boolean): FoundImport | undefined {
  for (let at = start; at < tokens.length && tokens[at]?.text !== ';'; at++) {
    const string = tokens[at + 1];
    if (tokens[at]?.text === 'from' && string?.kind === 'string') return { specifier: string.text, line: string.line, isTypeOnly };
  }
  return undefined;
}

function callAt(tokens: readonly Token[], at: number, isTypeOnly: boolean): FoundImport | undefined {
  const argument = tokens[at + 2];
  if (tokens[at + 1]?.text !== '(' || argument === undefined || argument.text === ')') return undefined;
  const isLiteral = (argument.kind === 'string' || argument.kind === 'template') && [')', ','].includes(tokens[at + 3]?.text ?? '');
  return { specifier: isLiteral ? argument.text : null, line: argument.line, isTypeOnly };
}

function workerUrlAt(tokens: readonly Token[], at: number): FoundImport | undefined {
  const path = tokens[at + 2];
  const isOwnFile = tokens[at + 1]?.text === '(' && path?.kind === 'string' && tokens[at + 4]?.text === 'import';
  return isOwnFile && path.text.endsWith('.ts') ? { specifier: path.text, line: path.line, isTypeOnly: false } : undefined;
}

import type { Token } from './token.ts';

const PART = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|[^\s'-]+|\S/g;

/** SQL as comments, strings and everything else, with lines: enough to search it outside its comments. */
export function sqlWords(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let last = 0;
  for (const found of source.matchAll(PART)) {
    line += source.slice(last, found.index).split('\n').length - 1;
    last = found.index;
    const text = found[0];
    const isComment = text.startsWith('--') || text.startsWith('/*');
    tokens.push({ kind: isComment ? 'comment' : text.startsWith("'") ? 'string' : 'word', text, line });
  }
  return tokens;
}

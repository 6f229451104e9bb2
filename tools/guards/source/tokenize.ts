import type { Token, TokenKind } from './token.ts';

const SPACE = /\s+/y;
const LINE_COMMENT = /\/\/[^\n]*/y;
const BLOCK_COMMENT = /\/\*[\s\S]*?(?:\*\/|$)/y;
const STRING = /'(?:[^'\\\n]|\\[\s\S])*'?|"(?:[^"\\\n]|\\[\s\S])*"?/y;
const TEMPLATE_CHUNK = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y;
const REGEX = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const WORD = /#?[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const NUMBER = /\d[\w.]*/y;
const PUNCTUATOR = /=>|[=!<>]==?|\?\.|&&|\|\||\?\?|\.\.\.|[\s\S]/y;

/** A slash after one of these words begins a regular expression; after any other word it divides. */
const WORDS_BEFORE_REGEX = new Set(['return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'else', 'await', 'yield']);

/**
 * Splits TypeScript into comments, strings, template chunks and code, which is all the guards need. It is not a parser: a regular
 * expression straight after `)` or `}` is read as a division. Strings end with their line, so such a misreading ends there as well.
 */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  /** Open braces inside each `${` that surrounds this place: where one falls below zero, the template goes on. */
  const braceDepths: number[] = [];
  let position = 0;
  let line = 1;
  let lastCode: Token | undefined;

  const advance = (length: number): void => {
    for (let at = position; at < position + length; at++) if (source.charCodeAt(at) === 10) line++;
    position += length;
  };
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(source)?.[0];
  };
  const push = (kind: TokenKind, text: string, raw: string): void => {
    const token: Token = { kind, text, line };
    tokens.push(token);
    if (kind !== 'comment') lastCode = token;
    advance(raw.length);
  };
  const templateChunk = (): void => {
    const chunk = match(TEMPLATE_CHUNK) ?? '';
    push('template', chunk, chunk);
    if (source.startsWith('${', position)) {
      braceDepths.push(0);
      advance(2);
      lastCode = undefined;
    } else advance(1);
  };

  while (position < source.length) {
    const space = match(SPACE);
    if (space !== undefined) {
      advance(space.length);
      continue;
    }
    const comment = match(LINE_COMMENT) ?? match(BLOCK_COMMENT);
    if (comment !== undefined) {
      push('comment', comment, comment);
      continue;
    }
    const char = source.charAt(position);
    if (char === '`') {
      advance(1);
      templateChunk();
      continue;
    }
    if (char === '/' && slashBeginsRegex(lastCode)) {
      const regex = match(REGEX);
      if (regex !== undefined) {
        push('regex', regex, regex);
        continue;
      }
    }
    const string = match(STRING);
    if (string !== undefined) {
      push('string', string.slice(1, string.endsWith(char) && string.length > 1 ? -1 : undefined), string);
      continue;
    }
    const word = match(WORD);
    if (word !== undefined) {
      push('word', word, word);
      continue;
    }
    const number = match(NUMBER);
    if (number !== undefined) {
      push('number', number, number);
      continue;
    }
    if (char === '{' && braceDepths.length > 0) braceDepths.push((braceDepths.pop() ?? 0) + 1);
    if (char === '}' && braceDepths.length > 0) {
      const depth = (braceDepths.pop() ?? 0) - 1;
      if (depth < 0) {
        advance(1);
        templateChunk();
        continue;
      }
      braceDepths.push(depth);
    }
    const punctuator = match(PUNCTUATOR) ?? char;
    push('punctuator', punctuator, punctuator);
  }
  return tokens;
}

function slashBeginsRegex(before: Token | undefined): boolean {
  if (before === undefined) return true;
  if (before.kind === 'word') return WORDS_BEFORE_REGEX.has(before.text);
  if (before.kind === 'punctuator') return ![')', ']', '}'].includes(before.text);
  return false;
}

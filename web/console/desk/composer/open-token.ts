export interface OpenToken {
  readonly sign: '/' | ':' | '@';
  /** Where the sign stands. */
  readonly start: number;
  /** What is typed after it so far. */
  readonly word: string;
}

const wordMax = 40;

/** The `/code`, `:code` or `@name` that the caret stands in: the sign at the beginning of a word, nothing but the word after it. `:` wants a letter, or every smile would open a list. Null: none. */
export function openToken(text: string, caret: number): OpenToken | null {
  const before = text.slice(Math.max(0, caret - wordMax), caret);
  const found = /(?:^|[\s(])([/@]|:(?=\p{L}))([^\s/@:]*)$/u.exec(before);
  if (!found) return null;
  const [, sign, word = ''] = found;
  return { sign: sign as OpenToken['sign'], start: caret - word.length - 1, word };
}

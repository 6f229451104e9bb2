export type TokenKind = 'comment' | 'string' | 'template' | 'regex' | 'word' | 'number' | 'punctuator';

export interface Token {
  readonly kind: TokenKind;
  /** For strings and template chunks: what stands between the quotes, escapes as written. */
  readonly text: string;
  /** Counted from 1: where the token begins. */
  readonly line: number;
}

import { parseMail } from '../../parse/parse-mail.ts';
import type { ParsedMail } from '../../parse/parsed-mail.ts';

/** Parses raw mail for tests; the parser's result is a `JudgedMail` as it is. */
export function readMail(raw: Uint8Array): ParsedMail {
  return parseMail(raw);
}

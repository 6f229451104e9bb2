import type { JudgedMail } from './judged-mail.ts';

/** The first value of a header, trimmed, or null where the mail has none. `name` in lower case. */
export function findHeader(mail: Pick<JudgedMail, 'headers'>, name: string): string | null {
  const found = mail.headers.find(([key]) => key === name);
  return found === undefined ? null : found[1].trim();
}

import type { ParsedMail } from '../parse/parsed-mail.ts';
import { findHeader } from './find-header.ts';
import type { JudgedMail } from './judged-mail.ts';

/**
 * Why no automatic reply may go to a mail, besides its being automatic itself (RFC 3834 2): flags that are stored with it. `list`: a mailing
 * list passed it on; `null-sender`: nobody wants an answer; `no-auto-reply`: it says so.
 */
export function replyBrakes(mail: JudgedMail & Pick<ParsedMail, 'isList'>): string[] {
  const value = (name: string): string => (findHeader(mail, name) ?? '').trim().toLowerCase();
  const suppressed = value('x-auto-response-suppress').split(/[\s,;]+/);
  return [
    ...(mail.isList || /^(?:list|bulk|junk)$/.test(value('precedence')) ? ['list'] : []),
    ...(/^<?\s*>?$/.test(findHeader(mail, 'return-path') ?? 'absent') ? ['null-sender'] : []),
    ...(suppressed.some((word) => word === 'all' || word === 'oof' || word === 'autoreply') ? ['no-auto-reply'] : []),
  ];
}

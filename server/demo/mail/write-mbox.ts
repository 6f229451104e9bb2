import type { Mail } from './mail.ts';
import { writeMail } from './write-mail.ts';

/** All mails as one mbox (RFC 4155, mboxrd quoting), oldest first. */
export function writeMbox(mails: readonly Mail[]): string {
  return mails.toSorted((a, b) => a.at - b.at).map((mail) => {
    const stamp = new Date(mail.at).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, '$1 $3 $2 $5 $4');
    return `From ${mail.from.address} ${stamp}\n${writeMail(mail).replace(/^>*From /gm, '>$&')}\n`;
  }).join('');
}

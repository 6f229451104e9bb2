import type { OurSide } from '../our-side.ts';
import type { MailParty, ReceivedMail } from './received-mail.ts';

/**
 * For whom a mail speaks that came from an address of ours to nobody but us and wants its answers to go outside: a form on a web site sends what
 * a customer wrote from the company's own address, with the customer as Reply-To. Null: it speaks for its sender. A mail of a colleague that has
 * anybody outside among its recipients is an answer or a forward, and his own.
 */
export function speaksFor(mail: Pick<ReceivedMail, 'sender' | 'recipients' | 'at'>, ours: OurSide): MailParty | null {
  const atMs = Date.parse(mail.at);
  const isOurs = ({ address }: MailParty): boolean => ours.isChannel(address) || ours.isInternal(address, atMs);
  if (!isOurs(mail.sender)) return null;
  const recipients = mail.recipients.filter((party) => party.role !== 'reply-to' && party.address !== '');
  const answered = mail.recipients.filter((party) => party.role === 'reply-to' && party.address !== '');
  if (recipients.length === 0 || !recipients.every(isOurs) || answered.some(isOurs)) return null;
  const [person] = answered;
  return person ? { name: person.name, address: person.address } : null;
}

import type { MailAddress, SenderRule } from './parsed-mail.ts';

export interface TrueSender {
  trueSender: MailAddress;
  senderRule: SenderRule;
}

/** What the rule looks at. */
export interface SenderFields {
  from: MailAddress;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  /** X-Original-From, X-Original-Sender and the like, most telling first. */
  originalFrom: MailAddress[];
  /** Addresses of the list itself, lower case. */
  listAddresses: Set<string>;
  isList: boolean;
}

/**
 * Lists rewrite From to their own address ("Ada via LIST <list@...>") so that DMARC (RFC 7489) holds after they changed
 * the mail; the writer is then in X-Original-From or in Reply-To, beside which the list may stand as well.
 */
export function findTrueSender(fields: SenderFields): TrueSender {
  const { from, sender, replyTo, originalFrom, listAddresses } = fields;
  const isUsable = (each: MailAddress): boolean => each.address !== '' && !listAddresses.has(each.address.toLowerCase());
  if (from.address === '') {
    // Spam and broken scripts leave From empty; whoever wants the answer is then the sender.
    if (sender !== null && isUsable(sender)) return { trueSender: sender, senderRule: 'sender' };
    const answered = replyTo.find(isUsable);
    if (answered) return { trueSender: answered.name === '' ? { name: from.name, address: answered.address } : answered, senderRule: 'reply-to' };
    return { trueSender: from, senderRule: from.name === '' ? 'none' : 'from' };
  }
  const isRewritten = listAddresses.has(from.address.toLowerCase()) || (fields.isList && / via /i.test(from.name));
  if (!isRewritten) return { trueSender: from, senderRule: 'from' };
  const isOther = (each: MailAddress): boolean => isUsable(each) && each.address.toLowerCase() !== from.address.toLowerCase();
  const original = originalFrom.find(isOther);
  if (original) return { trueSender: named(original, from), senderRule: 'original-from' };
  const person = replyTo.find(isOther);
  return person ? { trueSender: named(person, from), senderRule: 'reply-to' } : { trueSender: from, senderRule: 'from' };
}

/** Reply-To often has the address alone; the name then stands in From, before "via". */
function named(person: MailAddress, from: MailAddress): MailAddress {
  if (person.name !== '') return person;
  const name = from.name.replace(/\s+via\s+.*$/i, '').replace(/^'(.*)'$/, '$1').trim();
  return { name, address: person.address };
}

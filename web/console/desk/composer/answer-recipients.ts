import type { Message } from '../../api/desk.ts';
import { recipientText } from './parse-recipients.ts';

interface Party { readonly name: string; readonly address: string }

/**
 * Whom an answer goes to, as the fields show it. To: who wrote it, by Reply-To where there is one; whom we wrote to, where it is ours; the counterpart
 * where it names nobody else. Cc: everybody else whom it went to. Our own channels (`isOurs`) get no copy: they have the answer already.
 */
export function answerRecipients(message: Pick<Message, 'direction' | 'parties'> | null, counterpart: { readonly name: string; readonly address: string | null } | null, isOurs: (address: string) => boolean): { readonly to: string; readonly cc: string } {
  const outside = (message?.parties ?? []).filter(({ address }) => !isOurs(address));
  const of = (...roles: readonly string[]): Party[] => outside.filter(({ role }) => roles.includes(role));
  const [first = []] = (message?.direction === 'outgoing' ? [of('to')] : [of('reply-to'), of('from')]).filter((list) => list.length > 0);
  const to = first.length > 0 ? first : counterpart?.address ? [{ name: counterpart.name, address: counterpart.address }] : [];
  const named = new Set(to.map(({ address }) => address.toLowerCase()));
  return { to: recipientText(to), cc: recipientText(of('to', 'cc').filter(({ address }) => !named.has(address.toLowerCase()))) };
}

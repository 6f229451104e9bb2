import type { CheckResult, SenderCheck, SenderVerdict } from '#core/conversations/index.ts';
import { domainOf } from '#core/kernel/index.ts';
import type { ParsedMail } from '../parse/parsed-mail.ts';
import type { MailVerifier } from './create-mail-verifier.ts';
import { provesDomain, readAuthenticationResults, type AuthenticationResults } from './read-authentication-results.ts';
import type { SmtpClient } from './verified-mail.ts';

/** How a live mail came, as far as that can show who sent it. */
export type Arrival =
  | {
    readonly kind: 'sent-folder';
    /** How one counts that was delivered into the folder; null: nobody asks. */
    readonly delivered: DeliveredMail | null;
  }
  | DeliveredMail;

export interface DeliveredMail {
  readonly kind: 'delivered';
  /** Names of servers whose Authentication-Results count, lower case. Empty where anybody could have written the field. */
  readonly trustedServers: readonly string[];
  readonly client: SmtpClient | null;
}

/** What servers write into a mail that they put into a mailbox, and into no copy of one that was sent from it. */
const deliveryFields: ReadonlySet<string> = new Set(['delivered-to', 'x-delivered-to', 'x-original-to', 'envelope-to', 'delivery-date']);

/** What shows who sent a mail; null: nobody asks. Never throws for what is in it. */
export async function proveSender(verifier: MailVerifier | null, mail: ParsedMail, raw: Uint8Array, came: Arrival): Promise<SenderVerdict | null> {
  // Rules, and servers that deliver help+sent@ into the folder "sent", put strangers' mail there.
  const wasDelivered = came.kind === 'delivered' || mail.headers.some(([name]) => deliveryFields.has(name));
  if (!wasDelivered) return { proof: 'sent-folder', check: null };
  const arrival = came.kind === 'sent-folder' ? came.delivered : came;
  if (arrival === null) return null;
  const domain = claimedDomain(mail);
  const field = mail.headers.find(([name]) => name === 'authentication-results')?.[1];
  const named = field === undefined ? null : readAuthenticationResults(field);
  const trusted = named !== null && arrival.trustedServers.includes(named.server) ? named : null;
  const namedServer = named?.server ?? null;
  if (trusted && domain !== null && provesDomain(trusted, domain)) return { proof: 'server', check: { ...toldBy(trusted), domain, namedServer } };
  const found = verifier === null ? null : await verifier.verify({ raw, client: arrival.client });
  const isProved = found !== null && found.aligned !== null && domain !== null && found.domain === domain;
  if (found === null || (found.dmarc !== 'pass' && trusted)) {
    if (!isProved && trusted) return { proof: 'none', check: { ...toldBy(trusted), domain, namedServer } };
    if (found === null) return { proof: 'none', check: { domain, spf: null, dkim: null, dmarc: null, policy: null, by: null, namedServer } };
  }
  const { spf, dkim, dmarc, policy } = found;
  return { proof: isProved ? found.aligned : 'none', check: { domain: found.domain ?? domain, spf, dkim, dmarc, policy, by: 'us', namedServer } };
}

/** The domain that would have to be proved: of From, where that is who wrote it. Of two From fields a signature covers one, and not the one that we show. */
function claimedDomain({ from, senderRule, defects }: ParsedMail): string | null {
  const domain = domainOf(from.address).toLowerCase();
  return senderRule === 'from' && domain !== '' && !defects.includes('from-repeated') ? domain : null;
}

function toldBy({ results, policy }: AuthenticationResults): Pick<SenderCheck, 'spf' | 'dkim' | 'dmarc' | 'policy' | 'by'> {
  const of = (wanted: string): CheckResult | null => {
    const found = results.filter(({ method }) => method === wanted).map(({ result }) => result);
    return found.includes('pass') ? 'pass' : found[0] ?? null;
  };
  return { spf: of('spf'), dkim: of('dkim'), dmarc: of('dmarc'), policy, by: 'server' };
}

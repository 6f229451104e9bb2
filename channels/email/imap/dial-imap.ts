import type { ImapFlow } from 'imapflow';
import { sayOfMail, type ConnectionInput } from '#core/channels/index.ts';
import { resolveOutbound, type OutboundRules } from '#http/outbound/index.ts';
import { defaultParseLimits } from '../parse/parse-limits.ts';
import { asMailboxError, MailboxError } from './mailbox-error.ts';
import { forgetOauthToken, oauthToken } from './oauth-token.ts';
import type { OauthKeeper } from './oauth-keeper.ts';
import type { MailboxTiming } from './timing.ts';
import { noteClientError } from './with-deadline.ts';

export type ImapTarget = Pick<ConnectionInput, 'host' | 'port' | 'security' | 'auth' | 'userName'> & {
  readonly secret: string | null;
  /** Of a secret that is stored. */
  readonly keeper?: OauthKeeper;
};

/** A literal may be as long as a mail that is read whole, and some more for servers that round. */
const literalBytesMax = defaultParseLimits.rawBytesMax + 1024 * 1024;
const lineBytesMax = 64 * 1024 * 1024;

/** Connects to the checked address and signs in. STARTTLS, where wanted, is not optional. Throws `MailboxError` with the step that failed. */
export async function dialImap(target: ImapTarget, outbound: OutboundRules, timing: MailboxTiming): Promise<ImapFlow> {
  const { address, servername } = await resolveOutbound(target.host, outbound).catch((error: unknown) => { throw asMailboxError(error, 'resolve'); });
  const auth = await authOf(target, outbound);
  const { ImapFlow: Client } = await import('imapflow'); // a fifth of a second of a core, which a server without mailboxes keeps
  const client = new Client({
    host: address, port: target.port, secure: target.security === 'tls', doSTARTTLS: target.security === 'starttls', auth,
    tls: { minVersion: 'TLSv1.2', ...(servername === null ? {} : { servername }) }, ...(servername === null ? {} : { servername }),
    logger: false, clientInfo: { name: 'Patchbay' }, disableAutoIdle: true, maxIdleTime: 5 * 60_000, disableCompression: true,
    connectionTimeout: timing.connectMs, greetingTimeout: timing.connectMs, socketTimeout: Math.max(timing.commandMs, timing.pollMs) * 2,
    maxLiteralSize: literalBytesMax, maxLineLength: lineBytesMax, maxResponseSize: literalBytesMax * 2,
  });
  client.on('error', (error) => noteClientError(client, error)); // whoever waits for a command is told by that; nobody else has to be
  let isTooLate = false;
  const timer = setTimeout(() => {
    isTooLate = true;
    client.close();
  }, timing.connectMs + timing.commandMs);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    if (target.auth === 'oauth') forgetOauthToken(target.secret);
    if (isTooLate) throw new MailboxError('sign-in', sayOfMail('sign-in-slow'), error);
    throw asMailboxError(error, target.security === 'tls' ? 'connect' : 'sign-in');
  } finally {
    clearTimeout(timer);
  }
}

async function authOf({ auth, userName, secret, keeper }: ImapTarget, outbound: OutboundRules): Promise<{ user: string; pass: string } | { user: string; accessToken: string }> {
  if (auth === 'oauth') return { user: userName, accessToken: await oauthToken(secret, outbound, Date.now(), keeper) };
  if (auth === 'none' || secret === null) throw new MailboxError('sign-in', sayOfMail('no-password'));
  return { user: userName, pass: secret };
}

import { createHash } from 'node:crypto';
import { sayOfMail } from '#core/channels/index.ts';
import { MailboxError } from '../imap/mailbox-error.ts';
import { parseMap, refused } from './read-json.ts';
import type { ServiceClient, TokenSource } from './service-client.ts';

interface Token { readonly accessToken: string; readonly endsAtMs: number }

/** A token is not used in its last minute. */
const marginMs = 60_000;
const lifeDefaultSeconds = 300;
const tokensMax = 10_000;
const tokens = new Map<string, Token>();
const underWay = new Map<string, Promise<string>>();

export interface TokenAsk { readonly service: string; readonly url: string; /** Made at each try: an assertion carries a time. */ readonly form: () => Readonly<Record<string, string>>; /** What makes this token another than others: the secret, too. */ readonly of: readonly string[] }

/** Tokens by an OAuth grant without a person (RFC 6749 4.4, RFC 7523), kept in memory while they live; of many mailboxes that want the same one at a time one asks. */
export function tokenSource(client: ServiceClient, { service, url, form, of }: TokenAsk): TokenSource {
  const name = createHash('sha256').update(JSON.stringify([service, url, ...of])).digest('hex');
  return async ({ isRefused }) => {
    if (isRefused) tokens.delete(name);
    const held = tokens.get(name);
    if (held && held.endsAtMs > client.nowMs()) return held.accessToken;
    const present = underWay.get(name);
    if (present) return present;
    const work = ask(client, service, url, form(), name).finally(() => underWay.delete(name));
    underWay.set(name, work);
    return work;
  };
}

async function ask(client: ServiceClient, service: string, url: string, form: Readonly<Record<string, string>>, name: string): Promise<string> {
  const answer = await client.call(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, body: new URLSearchParams(form).toString(), bodyBytesMax: 256 * 1024 });
  // RFC 6749 5.2: what is wrong with the client is 400 or 401.
  if (answer.status !== 200) throw refused(answer, service, 'sign-in');
  const { access_token: accessToken, expires_in: seconds } = parseMap(answer.body.toString('utf8')) ?? {};
  if (typeof accessToken !== 'string' || accessToken === '') throw new MailboxError('sign-in', sayOfMail('oauth-no-token'));
  if (tokens.size >= tokensMax) tokens.clear();
  tokens.set(name, { accessToken, endsAtMs: client.nowMs() + (typeof seconds === 'number' ? seconds : lifeDefaultSeconds) * 1_000 - marginMs });
  return accessToken;
}

/** As another process sees it; for tests. */
export function forgetServiceTokens(): void {
  tokens.clear();
}

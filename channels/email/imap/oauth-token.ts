import { sayOfMail } from '#core/channels/index.ts';
import { guardedFetch, OutboundRefused, type OutboundRules } from '#http/outbound/index.ts';
import { clean, MailboxError } from './mailbox-error.ts';
import type { OauthKeeper } from './oauth-keeper.ts';

/** What the sealed secret of a connection with `auth: oauth` holds, as JSON. */
export interface OauthSecret { readonly tokenEndpoint: string; readonly clientId: string; readonly clientSecret?: string; readonly refreshToken: string; readonly scope?: string }

interface Token { readonly accessToken: string; readonly endsAtMs: number }

/** A token is not used in its last minute. */
const marginMs = 60_000;
const lifeDefaultSeconds = 300;
const tokensMax = 10_000;
const tokens = new Map<string, Token>();

/** Secret -> the one that an endpoint gave in its place, for whoever still holds the old one: a form that was tried before it was saved. */
const successors = new Map<string, string>();
/** Refreshes under way in this process, by secret. */
const underWay = new Map<string, Promise<string>>();

/**
 * An access token for XOAUTH2 by the refresh token (RFC 6749 6), kept in memory while it lives. Where the endpoint gives another refresh token with it,
 * `keeper` stores that before the access token is used. `sign-in` where the endpoint refuses or answers nonsense.
 */
export async function oauthToken(secretText: string | null, outbound: OutboundRules, nowMs: number, keeper?: OauthKeeper): Promise<string> {
  const given = secretText ?? '';
  const secret = latest(given);
  if (secret !== given) await keeper?.store(given, secret);
  const held = tokens.get(secret);
  if (held && held.endsAtMs > nowMs) return held.accessToken;
  const present = underWay.get(secret);
  if (present) return present;
  const work = refreshed(secret, outbound, nowMs, keeper).finally(() => underWay.delete(secret));
  underWay.set(secret, work);
  return work;
}

async function refreshed(secret: string, outbound: OutboundRules, nowMs: number, keeper: OauthKeeper | undefined): Promise<string> {
  if (!keeper) return refresh(secret, outbound, nowMs, undefined);
  return keeper.inTurn((stored) => {
    const current = latest(stored ?? secret);
    const held = tokens.get(current);
    return held && held.endsAtMs > nowMs ? Promise.resolve(held.accessToken) : refresh(current, outbound, nowMs, keeper);
  });
}

async function refresh(secretText: string, outbound: OutboundRules, nowMs: number, keeper: OauthKeeper | undefined): Promise<string> {
  const secret = parseSecret(secretText);
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: secret.refreshToken, client_id: secret.clientId });
  if (secret.clientSecret !== undefined) form.set('client_secret', secret.clientSecret);
  if (secret.scope !== undefined) form.set('scope', secret.scope);
  const answer = await guardedFetch(secret.tokenEndpoint, outbound, {
    method: 'POST', body: form.toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }, bodyBytesMax: 64 * 1024,
  }).catch((error: unknown) => { throw unreachable(error); });
  const body = asObject(answer.body);
  if (answer.status !== 200) throw new MailboxError('sign-in', sayOfMail('oauth-refused', { code: `${answer.status}${errorOf(body)}` }));
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = body;
  if (typeof accessToken !== 'string' || accessToken === '') throw new MailboxError('sign-in', sayOfMail('oauth-no-token'));
  const isRotated = typeof refreshToken === 'string' && refreshToken !== '' && refreshToken !== secret.refreshToken;
  const next = isRotated ? JSON.stringify({ ...asObject(secretText), refreshToken }) : secretText;
  if (tokens.size >= tokensMax) tokens.clear();
  tokens.set(next, { accessToken, endsAtMs: nowMs + (typeof seconds === 'number' ? seconds : lifeDefaultSeconds) * 1_000 - marginMs });
  if (isRotated) {
    if (successors.size >= tokensMax) successors.clear();
    successors.set(secretText, next); // before it is stored: where that fails, the next try does it
    await keeper?.store(secretText, next);
  }
  return accessToken;
}

function unreachable(error: unknown): MailboxError {
  if (error instanceof OutboundRefused) {
    const { host, code } = error;
    return new MailboxError('sign-in', host === null ? sayOfMail('oauth-endpoint-wrong') : sayOfMail(code === 'unknown-host' ? 'host-unknown' : 'host-inside', { host }), error);
  }
  return new MailboxError('sign-in', sayOfMail('oauth-unreachable', { said: clean(error instanceof Error ? error.message : String(error)) }), error);
}

function latest(secretText: string): string {
  let secret = secretText;
  for (let next = successors.get(secret); next !== undefined && next !== secretText; next = successors.get(secret)) secret = next;
  return secret;
}

/** A token that a server has refused is not tried again. */
export function forgetOauthToken(secretText: string | null): void {
  tokens.delete(latest(secretText ?? ''));
}

/** As another process sees it; for tests. */
export function forgetAllOauth(): void {
  tokens.clear();
  successors.clear();
}

function parseSecret(text: string | null): OauthSecret {
  const { tokenEndpoint, clientId, clientSecret, refreshToken, scope } = asObject(text ?? '');
  if (typeof tokenEndpoint !== 'string' || typeof clientId !== 'string' || typeof refreshToken !== 'string') {
    throw new MailboxError('sign-in', sayOfMail('oauth-secret-wrong'));
  }
  return { tokenEndpoint, clientId, refreshToken, ...(typeof clientSecret === 'string' ? { clientSecret } : {}), ...(typeof scope === 'string' ? { scope } : {}) };
}

function asObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

/** RFC 6749 5.2 names: a short code, never text of the server's choice at length. */
function errorOf({ error }: Readonly<Record<string, unknown>>): string {
  return typeof error === 'string' && /^[\w-]{1,60}$/.test(error) ? `, ${error}` : '';
}

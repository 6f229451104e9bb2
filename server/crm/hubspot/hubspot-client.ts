import { CrmTrouble, type CrmSecret } from '#core/crm/index.ts';
import { guardedFetch, OutboundRefused, type GuardedAnswer, type OutboundRules } from '#http/outbound/index.ts';

export interface HubspotOptions {
  /** https://api.hubapi.com, or where a stand-in listens. */
  readonly baseUrl: string;
  readonly outbound: OutboundRules;
  readonly nowMs: () => number;
  /** {token} of a private app, or {clientId, clientSecret, refreshToken}. */
  readonly secret: CrmSecret;
  /** Another refresh token came in the place of this one. */
  readonly onSecret?: ((secret: CrmSecret) => Promise<void>) | undefined;
}

export type Json = Readonly<Record<string, unknown>>;
export interface HubspotRequest { readonly query?: Readonly<Record<string, string>>; readonly json?: unknown; /** Statuses beside 200 to 299 that are an answer, too. */ readonly alsoFine?: readonly number[] }
export interface HubspotAnswer { readonly status: number; readonly body: Json }
export type HubspotCall = (method: 'GET' | 'POST', path: string, request?: HubspotRequest) => Promise<HubspotAnswer>;

const bodyBytesMax = 16 * 1024 * 1024;
const timeoutMs = 30_000;
/** A token is renewed so long before it ends. */
const spareMs = 60_000;

/** Calls HubSpot, signed in. Whatever goes wrong is a CrmTrouble; no secret is in its text. */
export function createHubspotClient({ baseUrl, outbound, nowMs, secret, onSecret }: HubspotOptions): HubspotCall {
  const base = baseUrl.replace(/\/+$/, '');
  let access: { readonly token: string; readonly untilMs: number } | null = secret['token'] === undefined ? null : { token: secret['token'], untilMs: Infinity };
  let kept = secret;

  async function token(): Promise<string> {
    if (access !== null && access.untilMs - spareMs > nowMs()) return access.token;
    const { clientId = '', clientSecret = '', refreshToken = '' } = kept;
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken });
    const answer = await send(`${base}/oauth/v3/token`, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() });
    if (answer.status === 400 || answer.status === 401) throw new CrmTrouble('refused', 'HubSpot does not take the refresh token.', 'crm-refused');
    const body = bodyOf(answer, 'the token endpoint');
    const { access_token: fresh, expires_in: seconds, refresh_token: next } = body;
    if (typeof fresh !== 'string' || fresh === '' || typeof seconds !== 'number') throw strange(answer.status, 'the token endpoint');
    access = { token: fresh, untilMs: nowMs() + seconds * 1_000 };
    if (typeof next === 'string' && next !== '' && next !== refreshToken) {
      kept = { ...kept, refreshToken: next };
      await onSecret?.(kept);
    }
    return fresh;
  }

  async function send(url: string, request: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string }): Promise<GuardedAnswer> {
    return guardedFetch(url, outbound, { ...request, timeoutMs, bodyBytesMax }).catch((error: unknown): never => {
      if (error instanceof OutboundRefused && error.code === 'not-allowed') throw new CrmTrouble('away', error.message, 'call-inside', { cause: error });
      throw new CrmTrouble('away', 'HubSpot gave no answer.', 'crm-away', { cause: error });
    });
  }

  return async (method, path, { query = {}, json, alsoFine = [] } = {}) => {
    const search = new URLSearchParams(query).toString();
    for (let isSecond = false; ; isSecond = true) {
      const answer = await send(`${base}${path}${search === '' ? '' : `?${search}`}`, {
        method,
        headers: { accept: 'application/json', authorization: `Bearer ${await token()}`, 'user-agent': 'Patchbay', ...(json !== undefined && { 'content-type': 'application/json' }) },
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
      // An access token may end before its time: once, another is asked for.
      if (answer.status === 401 && kept['token'] === undefined && !isSecond) {
        access = null;
        continue;
      }
      if (alsoFine.includes(answer.status)) return { status: answer.status, body: parse(answer.body) ?? {} };
      return { status: answer.status, body: bodyOf(answer, path) };
    }
  };
}

/** The answer's JSON object, or the trouble that its status stands for. */
function bodyOf(answer: GuardedAnswer, place: string): Json {
  const { status } = answer;
  const body = parse(answer.body);
  if (status >= 200 && status < 300) {
    if (body === null) throw strange(status, place);
    return body;
  }
  const wait = retryAfter(answer);
  if (status === 401) throw new CrmTrouble('refused', 'HubSpot does not take the token.', 'crm-refused');
  if (status === 403) {
    const scope = scopesOf(body);
    throw new CrmTrouble('forbidden', `HubSpot does not let the token do this; it needs: ${scope}.`, 'crm-forbidden', { values: { scope } });
  }
  if (status === 429 && body?.['policyName'] === 'DAILY') throw new CrmTrouble('busy', 'HubSpot\'s limit of requests for today is used up.', 'crm-busy-today', { waitSeconds: wait ?? 3_600 });
  if (status === 429 || status === 423 || status === 477) throw new CrmTrouble('busy', 'HubSpot asks to be left alone for a moment.', 'crm-busy', { waitSeconds: wait ?? 10 });
  if (status >= 500) throw new CrmTrouble(wait === null ? 'away' : 'busy', `HubSpot answered ${status}.`, 'crm-away', wait === null ? {} : { waitSeconds: wait });
  throw strange(status, place, typeof body?.['message'] === 'string' ? body['message'] : '');
}

/** An answer that makes no sense; what it says is shown, without anything that looks like a token. */
export function strange(status: number, place: string, said = ''): CrmTrouble {
  const words = said.replace(/\p{Cc}/gu, ' ').replace(/\b(?:pat-|[A-Za-z0-9_-]{30,})\S*/g, '...').slice(0, 300);
  return new CrmTrouble('strange', `HubSpot answered ${status} at ${place}${words === '' ? '' : `: ${words}`}`, 'crm-strange', { values: { status } });
}

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : null;
  } catch {
    return null;
  }
}

/** Seconds; null: it does not say. A day at most. */
function retryAfter({ headers }: GuardedAnswer): number | null {
  const header = headers['retry-after'];
  if (typeof header !== 'string' || !/^\d{1,6}$/.test(header.trim())) return null;
  return Math.min(Number(header), 86_400);
}

/** `errors[].context.requiredGranularScopes`, as the error page shows it. */
function scopesOf(body: Json | null): string {
  const errors = Array.isArray(body?.['errors']) ? body['errors'] as readonly { context?: { requiredGranularScopes?: unknown; requiredScopes?: unknown } }[] : [];
  const named = errors.flatMap((error) => [error?.context?.requiredGranularScopes, error?.context?.requiredScopes].flatMap((list) => (Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [])));
  return named.length === 0 ? 'crm.objects.contacts.read, crm.objects.deals.read, crm.objects.owners.read, crm.schemas.contacts.write, crm.objects.contacts.write' : [...new Set(named)].join(', ').slice(0, 300);
}

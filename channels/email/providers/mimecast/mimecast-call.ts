import { createHmac, randomUUID } from 'node:crypto';
import { sayOfMail } from '#core/channels/index.ts';
import type { OutboundAnswer } from '#http/outbound/index.ts';
import { MailboxError, type MailboxStep } from '../../imap/mailbox-error.ts';
import type { DirectoryKey } from '../mail-provider.ts';
import { isMap, mapsOf, parseMap, textOf, type JsonMap } from '../read-json.ts';
import type { ServiceClient } from '../service-client.ts';

export const service = 'Mimecast';

/** What signs a request: the application's id and key, and the binding of the person who signed in. `url`: of the company's region. */
export interface MimecastKeys { readonly url: string; readonly appId: string; readonly appKey: string; readonly accessKey: string; readonly secretKey: string }

/** Settings `url`, `appId`, `userName`; the secret is JSON with `appKey`, `accessKey` and `secretKey`. `sign-in` where something of it is missing. */
export function keysOf({ settings, secret }: DirectoryKey): MimecastKeys {
  const { appKey, accessKey, secretKey } = parseMap(secret) ?? {};
  const { url = '', appId = '' } = settings;
  if (typeof appKey !== 'string' || typeof accessKey !== 'string' || typeof secretKey !== 'string') throw new MailboxError('sign-in', sayOfMail('service-refuses', { service, code: 'keys' }));
  return { url: url.replace(/\/+$/, ''), appId, appKey, accessKey, secretKey };
}

export interface MimecastRequest { readonly data: readonly JsonMap[]; readonly pageToken?: string | null; readonly bodyBytesMax?: number }

/** One request of API 1.0: POST, its parameters in the body, signed anew at each try. Any answer but those that ask to wait. */
export function askMimecast(client: ServiceClient, keys: MimecastKeys, uri: string, { data, pageToken = null, bodyBytesMax }: MimecastRequest): Promise<OutboundAnswer> {
  return client.call(`${keys.url}${uri}`, {
    method: 'POST', headers: jsonHeaders, pauseMs: resetMs, sign: () => signed(keys, uri, client.nowMs()), ...(bodyBytesMax !== undefined && { bodyBytesMax }),
    body: JSON.stringify({ ...(pageToken !== null && { meta: { pagination: { pageToken } } }), data }),
  });
}

export const jsonHeaders = { accept: 'application/json', 'content-type': 'application/json' } as const;

/** integrations.mimecast.com/documentation/api-overview/authorization: what every request carries, those before a sign-in, too. */
export function requestHeaders(appId: string, nowMs: number): Readonly<Record<'x-mc-app-id' | 'x-mc-date' | 'x-mc-req-id', string>> {
  return { 'x-mc-app-id': appId, 'x-mc-date': new Date(nowMs).toUTCString().replace(/GMT$/, 'UTC'), 'x-mc-req-id': randomUUID() };
}

/** The same page: HMAC-SHA1 by the decoded secret key over date, request id, URI and application key. */
function signed({ appId, appKey, accessKey, secretKey }: MimecastKeys, uri: string, nowMs: number): Readonly<Record<string, string>> {
  const headers = requestHeaders(appId, nowMs);
  const signature = createHmac('sha1', Buffer.from(secretKey, 'base64')).update([headers['x-mc-date'], headers['x-mc-req-id'], uri, appKey].join(':')).digest('base64');
  return { ...headers, authorization: `MC ${accessKey}:${signature}` };
}

/** integrations.mimecast.com/documentation/api-overview/rate-limiting: milliseconds until a request is allowed again. */
export function resetMs({ headers }: OutboundAnswer): number | null {
  const reset = headers['x-ratelimit-reset'];
  return typeof reset === 'string' && /^\d{1,9}$/.test(reset) ? Number(reset) : null;
}

/**
 * The answer's JSON. integrations.mimecast.com/documentation/api-overview/response-code: the status of HTTP tells of the call; whether the function succeeded stands in `meta.status` and `fail`.
 * `MailboxError`, at `sign-in` where the keys do not count (401, 403, 418: the binding has ended).
 */
export function readMimecast(answer: OutboundAnswer, step: MailboxStep = 'read'): JsonMap {
  const status = statusOf(answer);
  const body = parseMap(answer.body.toString('utf8'));
  if (status !== 200 || (body !== null && Array.isArray(body['fail']) && body['fail'].length > 0)) {
    const isSignIn = step === 'sign-in' || status === 401 || status === 403 || status === 418;
    throw new MailboxError(isSignIn ? 'sign-in' : step, sayOfMail(isSignIn ? 'service-refuses' : 'service-failed', { service, code: `${status}${codeOf(body)}` }));
  }
  if (body === null || answer.isCut) throw nonsense(step);
  return body;
}

/** That of the function, where the answer has one and the call itself succeeded. */
export function statusOf({ status, body, headers }: OutboundAnswer): number {
  if (status !== 200 || !String(headers['content-type'] ?? '').includes('json')) return status;
  const meta = parseMap(body.toString('utf8'))?.['meta'];
  return isMap(meta) && typeof meta['status'] === 'number' ? meta['status'] : status;
}

function codeOf(body: JsonMap | null): string {
  const code = textOf(mapsOf(mapsOf(body?.['fail'])[0]?.['errors'])[0]?.['code']);
  return code !== null && /^[\w.-]{1,80}$/.test(code) ? `, ${code}` : '';
}

export function nonsense(step: MailboxStep = 'read'): MailboxError {
  return new MailboxError(step, sayOfMail('service-nonsense', { service }));
}

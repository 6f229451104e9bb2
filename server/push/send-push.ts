import type { PushKeys, PushOutcome, PushSubscription } from '#core/notifications/index.ts';
import { guardedFetch, OutboundRefused, type OutboundRules, type Resolve } from '#http/outbound/index.ts';

export interface PushCall {
  readonly subscription: PushSubscription;
  readonly payload: string;
  readonly keys: PushKeys;
  /** RFC 8292: by whom a push service may ask after us; https or mailto. */
  readonly subject: string;
  readonly isUrgent: boolean;
  readonly rules: OutboundRules;
  readonly resolve?: Resolve;
}

/** The push service keeps it so long for a device that is off. */
const ttlSeconds = 3_600;
const timeoutMs = 10_000;
/** Every payload is filled up to a multiple of this, so that its length says little. */
const padBytes = 512;

/**
 * One push: encrypted to the device (RFC 8291), signed (RFC 8292), sent through the guarded connector. Throws where it is worth trying again: no answer, 429, 5xx.
 * Redirects are not followed.
 */
export async function sendPush({ subscription: { endpoint, p256dh, auth }, payload, keys, subject, isUrgent, rules, resolve }: PushCall): Promise<PushOutcome> {
  const { default: webpush } = await import('web-push'); // loaded by the first push
  const missing = -Buffer.byteLength(payload) % padBytes;
  const request = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, `${payload}${' '.repeat(missing < 0 ? missing + padBytes : 0)}`, {
    vapidDetails: { subject, publicKey: keys.publicKey, privateKey: keys.privateKey }, TTL: ttlSeconds, urgency: isUrgent ? 'high' : 'normal', contentEncoding: 'aes128gcm',
  });
  const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'content-length').map(([name, value]) => [name, String(value)]));
  const { status } = await guardedFetch(endpoint, rules, { method: 'POST', headers, body: request.body, timeoutMs, bodyBytesMax: 16_384, cutsBody: true, ...(resolve && { resolve }) }).catch((error: unknown) => {
    if (error instanceof OutboundRefused && error.code === 'not-allowed') return { status: 0 }; // its address leads into a private network
    throw error;
  });
  if (status >= 200 && status < 300) return { kind: 'taken' };
  if (status === 404 || status === 410) return { kind: 'gone' };
  if (status === 429 || status >= 500) throw new Error(`the push service answered ${status}`);
  return { kind: 'refused', status };
}

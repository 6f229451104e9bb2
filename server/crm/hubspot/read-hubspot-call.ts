import { createHmac, timingSafeEqual } from 'node:crypto';
import type { GoneContacts } from '#core/crm/index.ts';

/** The documentation's bound; a clock that runs ahead is as wrong as a call that was kept. */
const ageMsMax = 5 * 60_000;

export interface HubspotSigned { readonly method: string; /** As HubSpot called it, whole. */ readonly uri: string; readonly body: Buffer; readonly timestamp: unknown; readonly signature: unknown }

/** Milliseconds since 1970 of X-HubSpot-Request-Timestamp that are not over five minutes away. */
export function isRecentCall(timestamp: unknown, nowMs: number): timestamp is string {
  return typeof timestamp === 'string' && /^\d{1,16}$/.test(timestamp) && Math.abs(nowMs - Number(timestamp)) <= ageMsMax;
}

/**
 * Whether HubSpot signed a call: X-HubSpot-Signature-v3 is the base64 of HMAC-SHA256, by the app's client secret, of method, URI (these of its escapes undone), body and timestamp.
 * developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation
 */
export function isSignedByHubspot(secret: string, { method, uri, body, timestamp, signature }: HubspotSigned): boolean {
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return false;
  const wanted = createHmac('sha256', secret).update(`${method}${uri.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, decodeURIComponent)}`).update(body).update(timestamp).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** Contacts that a call says are gone from this HubSpot account; what else it says, and what it says of other accounts, is passed over. Null: it is no list of events. */
export function readHubspotCall(body: Buffer, account: string): GoneContacts | null {
  const events = listOf(body);
  if (events === null) return null;
  const [forGood, deleted]: [string[], string[]] = [[], []];
  for (const { portalId, subscriptionType, objectId, objectTypeId } of events) {
    if (String(portalId) !== account) continue;
    // developers.hubspot.com/docs/api/webhooks: a deletion for privacy tells of both; `object.deletion` is the same in apps of the newer platform, 0-1 are contacts.
    const list = subscriptionType === 'contact.privacyDeletion' ? forGood : subscriptionType === 'contact.deletion' || (subscriptionType === 'object.deletion' && objectTypeId === '0-1') ? deleted : null;
    if (list === null) continue;
    const id = idOf(objectId);
    if (id === null) return null;
    list.push(id);
  }
  return { forGood, deleted };
}

function listOf(body: Buffer): readonly Readonly<Record<string, unknown>>[] | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one)) ? value as Record<string, unknown>[] : null;
  } catch {
    return null;
  }
}

/** A number that JSON kept whole, or the text of one. */
function idOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null;
  return typeof value === 'string' && /^\d{1,20}$/.test(value) ? value : null;
}

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';

/** Who a browser is for a site: the name that the channel gave him. Signed, so that nobody takes another's. */
export interface VisitorName { readonly accountId: number; readonly channelId: number; readonly sourceId: string }

/** What the widget keeps in localStorage. It does not end: it opens nothing but what was written by this name. */
export function signVisitorToken(key: SecretKey, { accountId, channelId, sourceId }: VisitorName): string {
  const text = Buffer.from(JSON.stringify([accountId, channelId, sourceId])).toString('base64url');
  return `${text}.${macOf(key, text).toString('base64url')}`;
}

/** Null: not one of ours, or changed. */
export function readVisitorToken(key: SecretKey, token: string): VisitorName | null {
  const [, text, mac] = /^([A-Za-z0-9_-]{8,800})\.([A-Za-z0-9_-]{43})$/.exec(token) ?? [];
  if (text === undefined || mac === undefined || !timingSafeEqual(macOf(key, text), Buffer.from(mac, 'base64url'))) return null;
  const [accountId, channelId, sourceId] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [number, number, string];
  return { accountId, channelId, sourceId };
}

function macOf(key: SecretKey, text: string): Buffer {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key.bytes, '', 'patchbay widget visitor', 32))).update(text).digest();
}

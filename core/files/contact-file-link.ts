import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';

/** One file, for whoever comes to a channel by one name, for a while. Whether he may still see it is asked at each read. */
export interface ContactFileLink { readonly accountId: number; readonly channelId: number; readonly sourceId: string; readonly attachmentId: number }

const windowSeconds = 86_400;
const windows = 3;

/** The `key` of a link, two to three days good; on one day the same text, so that a browser keeps what it has fetched. */
export function signContactFileLink(key: SecretKey, { accountId, channelId, sourceId, attachmentId }: ContactFileLink, nowMs: number): string {
  const endsAt = (Math.floor(nowMs / 1000 / windowSeconds) + windows) * windowSeconds;
  const text = Buffer.from(JSON.stringify([accountId, channelId, sourceId, attachmentId, endsAt])).toString('base64url');
  return `${text}.${macOf(key, text).toString('base64url')}`;
}

/** Null: not one of ours, changed, or over. */
export function readContactFileLink(key: SecretKey, link: string, nowMs: number): ContactFileLink | null {
  const [, text, mac] = /^([A-Za-z0-9_-]{10,800})\.([A-Za-z0-9_-]{43})$/.exec(link) ?? [];
  if (text === undefined || mac === undefined || !timingSafeEqual(macOf(key, text), Buffer.from(mac, 'base64url'))) return null;
  const [accountId, channelId, sourceId, attachmentId, endsAt] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [number, number, string, number, number];
  return endsAt * 1000 > nowMs ? { accountId, channelId, sourceId, attachmentId } : null;
}

function macOf(key: SecretKey, text: string): Buffer {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key.bytes, '', 'patchbay contact file link', 32))).update(text).digest();
}

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';

/** What a link gives: one file of one account, to one person, for a while. */
export interface FileLink {
  readonly accountId: number;
  /** For whom it was made: the link is worth nothing once this person may not read the conversation any more. */
  readonly userId: number;
  readonly attachmentId: number;
}

/** A link made within the same window is the same text, so that a browser keeps what it has fetched. Valid for one to two windows. */
const windowSeconds = 600;

/** The `key` of a link: its content, the second it ends, and a HMAC-SHA256 over both by a key that is derived for this use alone. */
export function signFileLink(key: SecretKey, { accountId, userId, attachmentId }: FileLink, nowMs: number): string {
  const endsAt = (Math.floor(nowMs / 1000 / windowSeconds) + 2) * windowSeconds;
  const text = [accountId, userId, attachmentId, endsAt].join('.');
  return `${text}.${macOf(key, text).toString('base64url')}`;
}

/** Null: not one of ours, changed, or over. */
export function readFileLink(key: SecretKey, link: string, nowMs: number): FileLink | null {
  const [, text, mac] = /^(\d{1,16}\.\d{1,16}\.\d{1,16}\.\d{1,12})\.([A-Za-z0-9_-]{43})$/.exec(link) ?? [];
  if (text === undefined || mac === undefined) return null;
  if (!timingSafeEqual(macOf(key, text), Buffer.from(mac, 'base64url'))) return null;
  const [accountId, userId, attachmentId, endsAt] = text.split('.').map(Number) as [number, number, number, number];
  return endsAt * 1000 > nowMs ? { accountId, userId, attachmentId } : null;
}

function macOf(key: SecretKey, text: string): Buffer {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key.bytes, '', 'patchbay file link', 32))).update(text).digest();
}

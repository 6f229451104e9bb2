import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';

/** What a link gives: one file of one account, to one person, for a while. */
export interface FileLink {
  readonly accountId: number;
  /** For whom it was made: the link is worth nothing once this person may not read the conversation any more. */
  readonly userId: number;
  readonly attachmentId: number;
}

/** What links are made for. A link of one use is none of another. */
export interface FileLinkUse {
  readonly name: string;
  /** A link made within the same window is the same text, so that a browser keeps what it has fetched. */
  readonly windowSeconds: number;
  /** How many it lasts, the one in which it was made included. At least 2. */
  readonly windows: number;
}

/** The `key` of a link: its content, the second it ends, and a HMAC-SHA256 over both by a key that is derived for this use alone. */
export function signFileLink(key: SecretKey, use: FileLinkUse, { accountId, userId, attachmentId }: FileLink, nowMs: number): string {
  const endsAt = (Math.floor(nowMs / 1000 / use.windowSeconds) + use.windows) * use.windowSeconds;
  const text = [accountId, userId, attachmentId, endsAt].join('.');
  return `${text}.${macOf(key, use, text).toString('base64url')}`;
}

/** Null: not one of ours, of another use, changed, or over. */
export function readFileLink(key: SecretKey, use: FileLinkUse, link: string, nowMs: number): FileLink | null {
  const [, text, mac] = /^(\d{1,16}\.\d{1,16}\.\d{1,16}\.\d{1,12})\.([A-Za-z0-9_-]{43})$/.exec(link) ?? [];
  if (text === undefined || mac === undefined) return null;
  if (!timingSafeEqual(macOf(key, use, text), Buffer.from(mac, 'base64url'))) return null;
  const [accountId, userId, attachmentId, endsAt] = text.split('.').map(Number) as [number, number, number, number];
  return endsAt * 1000 > nowMs ? { accountId, userId, attachmentId } : null;
}

function macOf(key: SecretKey, use: FileLinkUse, text: string): Buffer {
  return createHmac('sha256', Buffer.from(hkdfSync('sha256', key.bytes, '', `patchbay file link ${use.name}`, 32))).update(text).digest();
}

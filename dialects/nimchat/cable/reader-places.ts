import { randomUUID } from 'node:crypto';
import type { SecretKey } from '#core/accounts/index.ts';
import { signContactFileLink, signFileLink } from '#core/files/index.ts';
import type { CableCaller } from '#realtime/index.ts';
import { downloadLinks, filesPath, type LinkTo } from '../file-links.ts';
import { publicFilesPath } from '../views/public.ts';

/** Links of files are each reader's own, and the address is that by which he reached us: a frame holds places for them until it is sent. */
export interface ReaderPlaces {
  readonly linkTo: LinkTo;
  readonly base: string;
  /** Fills them. */
  fill(text: string, caller: CableCaller, base: string, key: SecretKey, nowMs: number): string;
}

/** Unguessable, so that no text of a customer is taken for a place. */
export function readerPlaces(): ReaderPlaces {
  const nonce = randomUUID();
  const pattern = new RegExp(`${nonce}(?::(\\d+):)?`, 'g');
  return {
    linkTo: (attachmentId) => `${nonce}:${attachmentId}:`,
    base: nonce,
    fill: (text, caller, base, key, nowMs) => text.replaceAll(pattern, (_, id?: string) => {
      if (id === undefined) return base;
      const at = { accountId: caller.accountId, attachmentId: Number(id) };
      return caller.kind === 'user' ? `${base}${filesPath}?key=${signFileLink(key, downloadLinks, { ...at, userId: caller.userId }, nowMs)}`
        : `${base}${publicFilesPath}?key=${signContactFileLink(key, { ...at, channelId: caller.channelId, sourceId: caller.sourceId }, nowMs)}`;
    }),
  };
}

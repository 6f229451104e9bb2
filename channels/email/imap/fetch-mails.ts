import { formatUidSet, uidSetOf } from '#core/channels/index.ts';
import { defaultParseLimits } from '../parse/parse-limits.ts';
import { asMailboxError } from './mailbox-error.ts';
import type { Reader } from './reader.ts';
import { transferMs } from './timing.ts';
import { withDeadline } from './with-deadline.ts';

/** What the server says of a mail before it is fetched. */
export interface MailHead {
  readonly uid: number;
  /** The server's word; it may lie. */
  readonly size: number;
  readonly internalDate: string | null;
  readonly flags: readonly string[];
}

export interface FetchedMail { readonly head: MailHead; readonly raw: Uint8Array; readonly isWhole: boolean }

/** Of a mail over the limit so much is kept. */
export const beginningBytes = 64 * 1024 - 1;
const rawBytesMax = defaultParseLimits.rawBytesMax;

/** Size, date and flags of these UIDs. One that is not in the answer is gone, or the server does not give it. */
export async function fetchHeads({ client, timing }: Pick<Reader, 'client' | 'timing'>, uids: readonly number[]): Promise<Map<number, MailHead>> {
  const wanted = new Set(uids);
  const found = await withDeadline(client, timing.commandMs, () => client.fetchAll(setOf(uids), { uid: true, size: true, internalDate: true, flags: true }, { uid: true }));
  const heads = new Map<number, MailHead>();
  for (const { uid, size, internalDate, flags } of found) {
    if (!wanted.has(uid) || size === undefined) continue; // an unasked-for FETCH tells of a flag that somebody changed
    heads.set(uid, { uid, size, internalDate: asInstant(internalDate), flags: [...flags ?? []].filter(isStorableFlag).slice(0, 50) });
  }
  return heads;
}

/** The bytes of these mails, without marking them as read. A mail over the limit: its beginning. One without bytes is not in the answer. */
export async function fetchBodies({ client, timing }: Pick<Reader, 'client' | 'timing'>, heads: readonly MailHead[]): Promise<FetchedMail[]> {
  const large = heads.filter((head) => head.size > rawBytesMax);
  const usual = heads.filter((head) => head.size <= rawBytesMax);
  const fetched: FetchedMail[] = [];
  for (const [group, maxLength] of [[usual, rawBytesMax + 1], [large, beginningBytes]] as const) {
    if (group.length === 0) continue;
    const byUid = new Map(group.map((head) => [head.uid, head]));
    const bytes = group.reduce((sum, head) => sum + Math.min(head.size, maxLength), 0);
    const found = await withDeadline(client, transferMs(timing, bytes), () => client.fetchAll(setOf([...byUid.keys()]), { uid: true, source: { start: 0, maxLength } }, { uid: true }))
      .catch((error: unknown) => { throw asMailboxError(error, 'read'); });
    for (const { uid, source } of found) {
      const head = byUid.get(uid);
      if (!head || !Buffer.isBuffer(source) || source.byteLength === 0) continue;
      byUid.delete(uid);
      const isWhole = source.byteLength < maxLength;
      fetched.push({ head, raw: isWhole ? source : source.subarray(0, beginningBytes), isWhole });
    }
  }
  return fetched;
}

function setOf(uids: readonly number[]): string {
  return formatUidSet(uidSetOf(uids.map((uid) => [uid, uid] as const)));
}

function asInstant(date: Date | string | undefined): string | null {
  const ms = date === undefined ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function isStorableFlag(flag: string): boolean {
  return typeof flag === 'string' && flag.length <= 100 && !/[\u0000-\u001f\u007f]/.test(flag) && flag.isWellFormed();
}

import type { ImapFlow } from 'imapflow';
import { formatUidSet, sayOfMail, withoutUids, type UidRange } from '#core/channels/index.ts';
import { MailboxError } from './mailbox-error.ts';
import type { MailboxTiming } from './timing.ts';
import { withDeadline } from './with-deadline.ts';

/** Servers bound the length of a command; so many ranges stay below 11 kB. */
const rangesMax = 500;

export interface MissingMails {
  /** UIDs that the server has, ascending. */
  readonly waiting: readonly number[];
  /** It has them no more. */
  readonly gone: readonly UidRange[];
}

/**
 * Which of these UIDs of the selected folder the server has. Gone is only what two commands, SEARCH and FETCH, both do not know: what is taken
 * for gone is never asked for again.
 */
export async function listMissing(client: ImapFlow, timing: MailboxTiming, missing: readonly UidRange[]): Promise<MissingMails> {
  const found = new Set<number>();
  for (const ranges of inParts(missing)) {
    const uids = await withDeadline(client, timing.commandMs, () => client.search({ uid: formatUidSet(ranges) }, { uid: true }));
    if (!Array.isArray(uids)) throw new MailboxError('read', sayOfMail('list-refused'));
    for (const uid of uids) found.add(uid);
  }
  const known = withoutUids(missing, [...found]);
  const isEmpty = client.mailbox !== false && client.mailbox.exists === 0;
  for (const ranges of isEmpty ? [] : inParts(known)) {
    const seen = await withDeadline(client, timing.commandMs, () => client.fetchAll(formatUidSet(ranges), { uid: true }, { uid: true }));
    for (const { uid } of seen) found.add(uid);
  }
  const isAsked = (uid: number): boolean => missing.some(([from, to]) => uid >= from && uid <= to);
  const waiting = [...found].filter((uid) => Number.isInteger(uid) && isAsked(uid)).sort((a, b) => a - b);
  return { waiting, gone: withoutUids(missing, waiting) };
}

function* inParts(ranges: readonly UidRange[]): Generator<readonly UidRange[]> {
  for (let at = 0; at < ranges.length; at += rangesMax) yield ranges.slice(at, at + rangesMax);
}

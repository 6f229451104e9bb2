import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { folderColumns, type FolderRole, type MailboxFolder } from './mailbox-folder.ts';
import type { Backfill } from './mailbox-options.ts';
import { formatUidSet } from './uid-set.ts';

/** What a server says of a folder when it is opened. */
export interface OpenedFolder {
  readonly folder: string;
  readonly role: FolderRole;
  readonly uidValidity: number;
  readonly uidNext: number;
  /** The server did not say its next UID; it is one after the last mail, and falls where that is removed. */
  readonly isUidNextGuessed?: boolean;
}

const backfillDays = 30;

/**
 * Notes that a folder was opened and gives what is known of it. Met for the first time, its older mail is done at once where the backfill is
 * `now`. Where the server has renumbered it (another UIDVALIDITY), or a further backfill is wanted, nothing is done: its mails are looked at
 * again, and those that are held are found by key or by content. The same where its next UID has fallen, which RFC 3501 2.3.1.1 forbids and
 * servers restored from a backup do: the UIDs between are given out again, to other mails.
 */
export async function beginFolder(tx: Tx, act: Act, channelId: number, opened: OpenedFolder, backfill: Backfill): Promise<MailboxFolder> {
  requirePermission(act, 'channels.write');
  const known = await tx.maybe(sql<MailboxFolder>`SELECT ${folderColumns} FROM mailbox_folders ${rowOf(tx, channelId, opened.folder)} FOR UPDATE`);
  if (!known) await insertFolder(tx, act, channelId, opened, backfill);
  else if (known.uidValidity !== opened.uidValidity || hasRewound(known, opened)) await restart(tx, act, channelId, opened, known.backfillSince, true);
  else if (known.backfill !== backfill && reaches(backfill) > reaches(known.backfill)) await restart(tx, act, channelId, opened, sinceOf(backfill, act.now), false);
  await tx.run(sql`
    UPDATE mailbox_folders SET seen_at = ${act.now}, uid_next = ${opened.uidNext}, role = ${opened.role}, backfill = ${backfill} ${rowOf(tx, channelId, opened.folder)}`);
  return tx.one(sql<MailboxFolder>`SELECT ${folderColumns} FROM mailbox_folders ${rowOf(tx, channelId, opened.folder)}`);
}

async function insertFolder(tx: Tx, act: Act, channelId: number, opened: OpenedFolder, backfill: Backfill): Promise<void> {
  const done = backfill === 'now' && opened.uidNext > 1 ? formatUidSet([[1, opened.uidNext - 1]]) : '';
  await tx.run(sql`
    INSERT INTO mailbox_folders (account_id, channel_id, folder, role, uid_validity, uid_next, done, live_from_uid, backfill, backfill_since, seen_at)
    VALUES (${tx.accountId}, ${channelId}, ${opened.folder}, ${opened.role}, ${opened.uidValidity}, ${opened.uidNext}, ${done}, ${opened.uidNext}, ${backfill},
      ${sinceOf(backfill, act.now)}, ${act.now}) ON CONFLICT DO NOTHING`);
}

/** `renumbered`: mail that came since the folder was last seen is live still, though its UID says nothing of that. */
async function restart(tx: Tx, act: Act, channelId: number, opened: OpenedFolder, since: string | null, renumbered: boolean): Promise<void> {
  await tx.run(sql`
    UPDATE mailbox_folders SET done = '', uid_validity = ${opened.uidValidity}, backfill_since = ${since}, backfill_total = 0, backfill_left = 0,
      live_from_uid = CASE WHEN ${renumbered}::boolean THEN ${opened.uidNext}::bigint ELSE live_from_uid END,
      rewinds = rewinds + (${renumbered}::boolean AND uid_validity = ${opened.uidValidity}::bigint)::integer,
      live_since = CASE WHEN ${renumbered}::boolean THEN seen_at ELSE live_since END, resyncs = resyncs + ${renumbered ? 1 : 0}
    ${rowOf(tx, channelId, opened.folder)}`);
}

function hasRewound(known: MailboxFolder, opened: OpenedFolder): boolean {
  return opened.isUidNextGuessed !== true && opened.uidNext < known.uidNext;
}

function sinceOf(backfill: Backfill, now: string): string | null {
  if (backfill === 'all') return null;
  return backfill === 'now' ? now : Temporal.Instant.from(now).subtract({ hours: 24 * backfillDays }).toString();
}

function reaches(backfill: Backfill): number {
  return ['now', '30d', 'all'].indexOf(backfill);
}

export function rowOf(tx: Tx, channelId: number, folder: string) {
  return sql`WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND folder = ${folder}`;
}

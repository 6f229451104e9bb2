import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { rowOf } from './begin-folder.ts';
import { formatUidSet, parseUidSet, uidSetOf, type UidRange } from './uid-set.ts';

export interface FinishedUids {
  readonly uidValidity: number;
  readonly ranges: readonly UidRange[];
  readonly stored?: number;
  readonly quarantined?: number;
  /** How many of them were waiting: the backlog falls by them. */
  readonly waited?: number;
  readonly waitedInBackfill?: number;
}

/**
 * Marks UIDs as done, in the transaction that stores their mails. The row's lock makes two readers of one folder agree. `conflict`, and
 * nothing is stored, where another one has met a new UIDVALIDITY meanwhile.
 */
export async function finishUids(tx: Tx, act: Act, channelId: number, folder: string, finished: FinishedUids): Promise<void> {
  requirePermission(act, 'channels.write');
  const { uidValidity, ranges, stored = 0, quarantined = 0, waited = 0, waitedInBackfill = 0 } = finished;
  const held = await tx.maybe(sql<{ done: string }>`
    SELECT done FROM mailbox_folders ${rowOf(tx, channelId, folder)} AND uid_validity = ${uidValidity} FOR UPDATE`);
  if (!held) throw new CoreError('conflict', 'The mail server has renumbered this folder; it is read again.', { key: 'folder-renumbered' });
  await tx.run(sql`
    UPDATE mailbox_folders SET done = ${formatUidSet(uidSetOf([...parseUidSet(held.done), ...ranges]))}, stored = stored + ${stored}, quarantined = quarantined + ${quarantined},
      backlog = greatest(0, backlog - ${waited}), backfill_left = greatest(0, backfill_left - ${waitedInBackfill}), seen_at = ${act.now},
      processed_at = CASE WHEN ${stored + quarantined > 0}::boolean THEN ${act.now}::timestamptz ELSE processed_at END
    ${rowOf(tx, channelId, folder)}`);
}

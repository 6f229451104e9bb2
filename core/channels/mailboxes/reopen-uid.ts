import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { rowOf } from './begin-folder.ts';
import { formatUidSet, parseUidSet, withoutUids } from './uid-set.ts';

/** A mail is no longer done: the next look at its folder fetches it again. `not-found` where the folder is not read or was renumbered since. */
export async function reopenUid(tx: Tx, act: Act, channelId: number, place: { readonly folder: string; readonly uidValidity: number; readonly uid: number }): Promise<void> {
  requirePermission(act, 'channels.write');
  const row = await tx.maybe(sql<{ done: string }>`SELECT done FROM mailbox_folders ${rowOf(tx, channelId, place.folder)} AND uid_validity = ${place.uidValidity} FOR UPDATE`);
  if (!row) throw notFound('mail on its server any more');
  await tx.run(sql`UPDATE mailbox_folders SET done = ${formatUidSet(withoutUids(parseUidSet(row.done), [place.uid]))} ${rowOf(tx, channelId, place.folder)}`);
}

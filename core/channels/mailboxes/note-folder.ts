import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { rowOf } from './begin-folder.ts';

/** What was found waiting at a look into the folder; `backfill` of it is older than the connection. A folder that can be looked into has no error. */
export async function noteBacklog(tx: Tx, act: Act, channelId: number, folder: string, waiting: { readonly all: number; readonly backfill: number }): Promise<void> {
  requirePermission(act, 'channels.write');
  await tx.run(sql`
    UPDATE mailbox_folders SET backlog = ${waiting.all}, backfill_left = ${waiting.backfill}, backfill_total = greatest(backfill_total, ${waiting.backfill}),
      seen_at = ${act.now}, failing_since = NULL, error_text = NULL ${rowOf(tx, channelId, folder)}`);
}

/** Counts a try at one mail before it is fetched, so that one which ends the process or the connection is known at the next. Returns the tries so far. */
export async function noteTry(tx: Tx, act: Act, channelId: number, folder: string, uid: number): Promise<number> {
  requirePermission(act, 'channels.write');
  const row = await tx.maybe(sql<{ tries: number }>`
    UPDATE mailbox_folders SET tries = CASE WHEN trying_uid = ${uid} THEN tries + 1 ELSE 1 END, trying_uid = ${uid} ${rowOf(tx, channelId, folder)} RETURNING tries`);
  return row?.tries ?? 1;
}

/** This folder cannot be read; the others of the mailbox can. */
export async function noteFolderFailure(tx: Tx, act: Act, channelId: number, folder: string, text: string): Promise<void> {
  requirePermission(act, 'channels.write');
  await tx.run(sql`
    UPDATE mailbox_folders SET failing_since = coalesce(failing_since, ${act.now}), error_text = ${text.slice(0, 500)} ${rowOf(tx, channelId, folder)}`);
}

import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { SaidOfMail } from '../mail-sentence.ts';
import { rowOf } from './begin-folder.ts';

/** What was found waiting at a look into the folder; `backfill` of it is older than the connection. A folder that can be looked into has no error. */
export async function noteBacklog(tx: Tx, act: Act, channelId: number, folder: string, waiting: { readonly all: number; readonly backfill: number }): Promise<void> {
  requirePermission(act, 'channels.write');
  await tx.run(sql`
    UPDATE mailbox_folders SET backlog = ${waiting.all}, backfill_left = ${waiting.backfill}, backfill_total = greatest(backfill_total, ${waiting.backfill}),
      seen_at = ${act.now}, failing_since = NULL, error_text = NULL, error_said = NULL ${rowOf(tx, channelId, folder)}`);
}

/** This folder cannot be read; the others of the mailbox can. */
export async function noteFolderFailure(tx: Tx, act: Act, channelId: number, folder: string, { text, said }: { readonly text: string; readonly said?: SaidOfMail | undefined }): Promise<void> {
  requirePermission(act, 'channels.write');
  await tx.run(sql`
    UPDATE mailbox_folders SET failing_since = coalesce(failing_since, ${act.now}), error_text = ${text.slice(0, 500)},
      error_said = ${said ? JSON.stringify(said) : null}::jsonb ${rowOf(tx, channelId, folder)}`);
}

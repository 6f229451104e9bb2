import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { SaidOfMail } from '../mail-sentence.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Whether the mail server of a channel can be read. */
export interface MailboxState {
  readonly channelId: number;
  readonly connectedAt: string | null;
  readonly failingSince: string | null;
  /** The step that failed: resolve, connect, tls, sign-in, folders, read. */
  readonly errorCode: string | null;
  readonly errorText: string | null;
  /** Which sentence `errorText` is; null: words of the server or of the system. */
  readonly errorSaid: SaidOfMail | null;
  readonly failures: number;
  readonly nextTryAt: string | null;
}

/** It signed in. An event only where it had failed before. */
export async function noteMailboxConnected(tx: Tx, act: Act, channelId: number): Promise<void> {
  requirePermission(act, 'channels.write');
  const before = await lockState(tx, channelId);
  await tx.run(sql`
    UPDATE mailboxes SET connected_at = ${act.now}, first_connected_at = coalesce(first_connected_at, ${act.now}), failing_since = NULL, error_code = NULL, error_text = NULL, error_said = NULL, failures = 0, next_try_at = NULL
    WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  if (before.failingSince !== null) await appendEvents(tx, act, [{ type: 'mailbox.changed', data: { channelId, isFailing: false } }]);
}

/** It failed, and will be tried again. An event only where it went well before. */
export async function noteMailboxFailed(
  tx: Tx, act: Act, channelId: number, failure: { readonly code: string; readonly text: string; readonly said?: SaidOfMail | undefined; readonly nextTryAt: string },
): Promise<void> {
  requirePermission(act, 'channels.write');
  const before = await lockState(tx, channelId);
  await tx.run(sql`
    UPDATE mailboxes SET failing_since = coalesce(failing_since, ${act.now}), error_code = ${failure.code}, error_text = ${failure.text.slice(0, 500)}, error_said = ${failure.said ? JSON.stringify(failure.said) : null}::jsonb, failures = failures + 1,
      next_try_at = ${failure.nextTryAt} WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  if (before.failingSince === null) await appendEvents(tx, act, [{ type: 'mailbox.changed', data: { channelId, isFailing: true } }]);
}

async function lockState(tx: Tx, channelId: number): Promise<{ failingSince: string | null }> {
  await tx.run(sql`INSERT INTO mailboxes (account_id, channel_id) VALUES (${tx.accountId}, ${channelId}) ON CONFLICT DO NOTHING`);
  return tx.one(sql<{ failingSince: string | null }>`
    SELECT failing_since AS "failingSince" FROM mailboxes WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} FOR UPDATE`);
}

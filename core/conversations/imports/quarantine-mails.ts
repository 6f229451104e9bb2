import { requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { insertRawMails } from '../mail/raw-mails.ts';

/** A mail that could not be read: its bytes, and why. */
export interface UnreadableMail {
  readonly copyKey: string;
  readonly rawSha256: string;
  readonly rawByteCount: number;
  readonly raw: Uint8Array | null;
  readonly code: string;
  readonly detail: string;
}

/**
 * Keeps what could not be parsed, byte for byte, once. `readNow`: copy keys that were in quarantine and are stored now; they leave it.
 * Returns how many were new.
 */
export async function quarantineMails(
  tx: Tx, act: Act, channelId: number, mails: readonly UnreadableMail[], batchId: number | null, readNow: readonly string[] = [],
): Promise<number> {
  requirePermission(act, 'imports.run');
  if (readNow.length > 0) {
    await tx.run(sql`DELETE FROM quarantine WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND copy_key = ANY(${[...readNow]}::text[])`);
  }
  if (mails.length === 0) return 0;
  await insertRawMails(tx, mails);
  const rows = mails.map((mail) => ({ copy_key: mail.copyKey, raw_sha256: mail.rawSha256, code: mail.code, detail: mail.detail }));
  const added = await tx.rows(sql<{ id: number }>`
    INSERT INTO quarantine (account_id, channel_id, copy_key, raw_sha256, code, detail, batch_id, created_at)
    SELECT ${tx.accountId}::bigint, ${channelId}::bigint, r.copy_key, r.raw_sha256, r.code, r.detail, ${batchId}::bigint, ${act.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(copy_key text, raw_sha256 text, code text, detail text)
    ON CONFLICT DO NOTHING RETURNING id`);
  await appendEvents(tx, act, added.map(({ id }) => ({ type: 'mail.quarantined' as const, data: { quarantineId: id, channelId } })));
  return added.length;
}

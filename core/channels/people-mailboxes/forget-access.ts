import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellChange } from '../change-channel.ts';

/** Forgets how a mailbox was read through its service, the secret and the marks; the channel is locked by the caller. Again: nothing happens. */
export async function forgetAccess(tx: Tx, act: Act, channelId: number): Promise<void> {
  const [removed] = await tx.rows(sql<{ protocol: string }>`DELETE FROM mailbox_accesses WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} RETURNING protocol`);
  if (!removed) return;
  await tx.run(sql`DELETE FROM mailbox_cursors WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  await tellChange(tx, act, channelId, 'channel.connection-removed', { kind: removed.protocol });
}

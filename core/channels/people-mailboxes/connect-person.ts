import type { SecretKey } from '#core/accounts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { findConnections, setConnection, type ConnectionInput } from '../connections.ts';
import { removeMailboxAccess } from './mailbox-access.ts';

/** Where a mailbox is read by IMAP, and by which password. */
export type ImapPlace = Pick<ConnectionInput, 'host' | 'port' | 'security' | 'userName'> & { readonly secret: string };

/**
 * Reads a mailbox by IMAP from now on; what else it was read by is forgotten. Met for the first time, mail of the last 30 days is read, too; whoever wants more says so in
 * the channel's settings. A present connection keeps its folders and how far back it reads.
 */
export async function connectPersonByImap(tx: Tx, act: Act, key: SecretKey, channelId: number, place: ImapPlace): Promise<void> {
  requirePermission(act, 'channels.write');
  await removeMailboxAccess(tx, act, channelId);
  const present = (await findConnections(tx, { ...act, actor: { ...act.actor, permissions: 'all' } }, [channelId])).some(({ kind }) => kind === 'imap');
  await setConnection(tx, act, key, channelId, 'imap', { ...place, auth: 'password', ...(present ? {} : { options: { folders: null, backfill: '30d', markSeen: false } }) });
  await tx.run(sql`UPDATE mailboxes SET failing_since = NULL, error_code = NULL, error_text = NULL, error_said = NULL, failures = 0, next_try_at = NULL WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
}

import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { deactivateAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { disableChannel } from '../change-channel.ts';
import { removeConnection } from '../connections.ts';
import { getPersonMailbox } from './find-person-mailbox.ts';
import { removeMailboxAccess } from './mailbox-access.ts';

/**
 * Takes a mailbox away: it is read no more, its secrets are forgotten, open invitations to connect it anew are withdrawn, its channel is disabled. What it held stays. Its agent is
 * deactivated, unless he has a login or another mailbox. `not-found` where there is none, or it was removed before.
 */
export async function removePersonMailbox(tx: Tx, act: Act, agentId: number): Promise<void> {
  requirePermission(act, 'channels.write');
  requirePermission(act, 'people.write');
  const { channelId, address, hasLogin } = await getPersonMailbox(tx, seesAll(act), agentId);
  await removeMailboxAccess(tx, act, channelId);
  await removeConnection(tx, act, channelId, 'imap');
  await removeConnection(tx, act, channelId, 'smtp');
  await tx.run(sql`
    UPDATE mailbox_invites SET revoked_at = ${act.now} WHERE account_id = ${tx.accountId} AND (channel_id = ${channelId} OR address = ${address}) AND used_at IS NULL AND revoked_at IS NULL`);
  await disableChannel(tx, act, channelId);
  const hasAnother = await getPersonMailbox(tx, seesAll(act), agentId).then(() => true, () => false);
  if (!hasLogin && !hasAnother) await deactivateAgent(tx, act, agentId);
}

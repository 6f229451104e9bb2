import { checkAddress, checkName } from '#core/accounts/index.ts';
import { CoreError, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { createAgent, findAgentByAddress, reactivateAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { enableChannel } from '../change-channel.ts';
import { changeChannelMembers } from '../channel-members.ts';
import { ensureChannel } from '../ensure-channel.ts';

/** A person's mailbox: the agent and the channel of his address. */
export interface PersonMailbox { readonly agentId: number; readonly channelId: number }

export interface MailboxMade extends PersonMailbox { /** It was not there, or was removed before. */ readonly created: boolean }

/** So many an account has at most. */
export const mailboxesMax = 10_000;

/**
 * The mailbox of this address, with its agent as a member: made where there is none, brought back where it was removed. A present one stays as it is, its name too.
 * `conflict` where the address is a list's or belongs to another channel as an alias, or to another account.
 */
export async function makeMailbox(tx: Tx, act: Act, input: { readonly address: string; readonly name: string }): Promise<MailboxMade> {
  requirePermission(act, 'channels.write');
  requirePermission(act, 'people.write');
  const address = checkAddress('email', input.address);
  const name = checkName('name', input.name.trim() === '' ? address : input.name);
  const channel = await ensureChannel(tx, act, { kind: 'email', address, name });
  if (channel.kind !== 'email' || channel.isList || channel.address !== address) {
    throw new CoreError('conflict', 'This address is another channel\'s.', { key: 'channel-address-taken' });
  }
  const present = await findAgentByAddress(tx, seesAll(act), address);
  const agent = present ?? await createAgent(tx, act, { name, addresses: [address] });
  const created = channel.created || present === null || channel.disabledAt !== null;
  if (created) await requireRoom(tx);
  if (channel.disabledAt !== null) await enableChannel(tx, act, channel.id);
  if (agent.deactivatedAt !== null) await reactivateAgent(tx, act, agent.id);
  if (created) await changeChannelMembers(tx, act, channel.id, { add: [agent.id] });
  return { agentId: agent.id, channelId: channel.id, created };
}

/** How many mail channels are enabled. */
export async function countMailboxes(tx: Tx): Promise<number> {
  return (await tx.one(sql<{ count: number }>`
    SELECT count(*)::integer AS count FROM channels WHERE account_id = ${tx.accountId} AND kind = 'email' AND NOT is_list AND disabled_at IS NULL`)).count;
}

async function requireRoom(tx: Tx): Promise<void> {
  if (await countMailboxes(tx) > mailboxesMax) throw new CoreError('too-large', `An account has at most ${mailboxesMax} mailboxes.`, { key: 'too-many-mailboxes', values: { max: mailboxesMax } });
}

import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tell } from './change-group-mailbox.ts';
import { lockGroupMailbox } from './set-addresses.ts';

/** Makes exactly these agents the members. One unknown agent, and nothing changes. */
export async function setGroupMailboxMembers(tx: Tx, act: Act, groupMailboxId: number, agentIds: readonly number[]): Promise<void> {
  const unknown = await write(tx, act, groupMailboxId, () => agentIds, agentIds);
  if (unknown.length > 0) throw notFound('agent');
}

/** Adds and removes members; two at once both count. Returns the ids that are nobody's here, which are passed over. */
export async function changeGroupMailboxMembers(
  tx: Tx, act: Act, groupMailboxId: number, { add = [], remove = [] }: { readonly add?: readonly number[]; readonly remove?: readonly number[] },
): Promise<{ readonly unknown: readonly number[] }> {
  return { unknown: await write(tx, act, groupMailboxId, (present) => [...present, ...add].filter((id) => !remove.includes(id)), [...add, ...remove]) };
}

async function write(tx: Tx, act: Act, groupMailboxId: number, choose: (present: readonly number[]) => readonly number[], named: readonly number[]): Promise<number[]> {
  requirePermission(act, 'channels.write');
  await lockGroupMailbox(tx, groupMailboxId);
  const wantedKnown = [...new Set(named)];
  const known = new Set((await tx.rows(sql<{ id: number }>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${wantedKnown}::bigint[])`)).map(({ id }) => id));
  const present = (await tx.rows(sql<{ id: number }>`SELECT agent_id AS id FROM group_mailbox_members WHERE account_id = ${tx.accountId} AND group_mailbox_id = ${groupMailboxId}`)).map(({ id }) => id);
  const agentIds = [...new Set(choose(present))].filter((id) => known.has(id) || present.includes(id)).sort((a, b) => a - b);
  await tx.run(sql`DELETE FROM group_mailbox_members WHERE account_id = ${tx.accountId} AND group_mailbox_id = ${groupMailboxId} AND agent_id <> ALL(${agentIds}::bigint[])`);
  await tx.run(sql`
    INSERT INTO group_mailbox_members (account_id, group_mailbox_id, agent_id)
    SELECT ${tx.accountId}::bigint, ${groupMailboxId}::bigint, unnest(${agentIds}::bigint[]) ON CONFLICT DO NOTHING`);
  await tx.run(sql`UPDATE group_mailboxes SET updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${groupMailboxId}`);
  await tell(tx, act, groupMailboxId, 'group-mailbox.members-set', { agentIds });
  return wantedKnown.filter((id) => !known.has(id));
}

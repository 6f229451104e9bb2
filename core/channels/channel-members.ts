import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockChannel } from './aliases.ts';
import { tellChange } from './change-channel.ts';

/** Makes exactly these agents the channel's members. One unknown agent, and nothing changes. */
export async function setChannelMembers(tx: Tx, act: Act, channelId: number, agentIds: readonly number[]): Promise<void> {
  await writeChannelMembers(tx, act, channelId, () => agentIds);
}

/** Adds and removes members; all agents must be known. Two at once both count. */
export async function changeChannelMembers(tx: Tx, act: Act, channelId: number, { add = [], remove = [] }: { add?: readonly number[]; remove?: readonly number[] }): Promise<void> {
  await writeChannelMembers(tx, act, channelId, (present) => [...present, ...add].filter((id) => !remove.includes(id)), remove);
}

async function writeChannelMembers(tx: Tx, act: Act, channelId: number, choose: (present: readonly number[]) => readonly number[], mustBeKnown: readonly number[] = []): Promise<void> {
  requirePermission(act, 'channels.write');
  await lockChannel(tx, channelId);
  const { known } = await tx.one(sql<{ known: number }>`SELECT count(*) AS known FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${[...mustBeKnown]}::bigint[])`);
  if (known !== new Set(mustBeKnown).size) throw notFound('agent');
  const present = await tx.rows(sql<{ id: number }>`SELECT agent_id AS id FROM channel_members WHERE account_id = ${tx.accountId} AND channel_id = ${channelId}`);
  const wanted = [...new Set(choose(present.map(({ id }) => id)))].sort((a, b) => a - b);
  await tx.run(sql`
    DELETE FROM channel_members WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND agent_id <> ALL(${wanted}::bigint[])`);
  await tx.run(sql`
    INSERT INTO channel_members (account_id, channel_id, agent_id)
    SELECT ${tx.accountId}::bigint, ${channelId}::bigint, unnest(${wanted}::bigint[]) ON CONFLICT DO NOTHING`).catch(unknownAgent);
  await tellChange(tx, act, channelId, 'channel.members-set', { agentIds: wanted });
}

/** The agents of each channel that has any. */
export async function findChannelMembers(tx: Tx, act: Act): Promise<Map<number, number[]>> {
  requirePermission(act, 'channels.read');
  const rows = await tx.rows(sql<{ channelId: number; agentIds: number[] }>`
    SELECT channel_id AS "channelId", array_agg(agent_id ORDER BY agent_id) AS "agentIds" FROM channel_members
    WHERE account_id = ${tx.accountId} GROUP BY channel_id`);
  return new Map(rows.map((row) => [row.channelId, row.agentIds]));
}

/** The key holds the account: another account's agent is as unknown as one that never was. */
function unknownAgent(error: unknown): never {
  throw (error as { code?: unknown }).code === '23503' ? notFound('agent') : error;
}

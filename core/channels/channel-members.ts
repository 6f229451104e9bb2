import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockChannel } from './aliases.ts';
import { tellChange } from './change-channel.ts';

/** Makes exactly these agents the channel's members. One unknown agent, and nothing changes. */
export async function setChannelMembers(tx: Tx, act: Act, channelId: number, agentIds: readonly number[]): Promise<void> {
  requirePermission(act, 'channels.write');
  const wanted = [...new Set(agentIds)].sort((a, b) => a - b);
  await lockChannel(tx, channelId);
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

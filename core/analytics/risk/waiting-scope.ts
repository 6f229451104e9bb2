import { notFound } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';

/** Which of those who wait; all parts must hold. */
export interface WaitingScope { readonly channelId?: number; readonly teamId?: number; readonly agentId?: number }

/** A row of conversations (by its alias) that waits for a person of ours. */
export function waits(accountId: number, { channelId, teamId, agentId }: WaitingScope, row: Sql = sql`c`): Sql {
  return allOf([
    sql`${row}.account_id = ${accountId}`, sql`${row}.life = 'open'`, sql`${row}.waiting_since IS NOT NULL`, sql`${row}.merged_into IS NULL`, sql`${row}.handler = 'person'`, sql`${row}.live = 'none'`,
    ...(channelId === undefined ? [] : [sql`${row}.channel_id = ${channelId}`]),
    ...(teamId === undefined ? [] : [sql`${row}.team_id = ${teamId}`]),
    ...(agentId === undefined ? [] : [sql`${row}.assignee_id = ${agentId}`]),
  ]);
}

/** `not-found` for a part that the account does not have, a stranger's among them: an empty list would say that nobody waits there. */
export async function requireScope(tx: Tx, { channelId, teamId, agentId }: WaitingScope): Promise<void> {
  const { channel, team, agent } = await tx.one(sql<{ channel: boolean; team: boolean; agent: boolean }>`
    SELECT EXISTS (SELECT FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId ?? null}::bigint) AS channel,
      EXISTS (SELECT FROM teams WHERE account_id = ${tx.accountId} AND id = ${teamId ?? null}::bigint AND deleted_at IS NULL) AS team,
      EXISTS (SELECT FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId ?? null}::bigint) AS agent`);
  if (channelId !== undefined && !channel) throw notFound('channel');
  if (teamId !== undefined && !team) throw notFound('team');
  if (agentId !== undefined && !agent) throw notFound('agent');
}

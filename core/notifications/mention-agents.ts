import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { notify } from './notify.ts';

export const mentionsMax = 50;

/** Tells the people behind these agents that a note names them. `not-found` for an agent or a note that is none of this account. Returns how many were told. */
export async function mentionAgents(tx: Tx, act: Act, { messageId, agentIds }: { messageId: number; agentIds: readonly number[] }): Promise<number> {
  requirePermission(act, 'conversations.note');
  const wanted = [...new Set(agentIds)].slice(0, mentionsMax);
  if (wanted.length === 0) return 0;
  const agents = await tx.rows(sql<{ userId: number | null }>`
    SELECT user_id AS "userId" FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${wanted}::bigint[]) AND deactivated_at IS NULL`);
  if (agents.length < wanted.length) throw notFound('agent');
  const note = await tx.maybe(sql<{ conversationId: number }>`
    SELECT conversation_id AS "conversationId" FROM messages WHERE account_id = ${tx.accountId} AND id = ${messageId} AND direction = 'note' AND deleted_at IS NULL`);
  if (!note) throw notFound('note');
  return notify(tx, act, agents.flatMap(({ userId }) => (userId === null ? [] : [userId])), {
    kind: 'mention', conversationId: note.conversationId, messageId, byUserId: act.actor.kind === 'user' ? act.actor.id : null, at: act.now,
  });
}

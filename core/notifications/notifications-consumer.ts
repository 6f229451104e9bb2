import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { notify } from './notify.ts';

/** Reactor: a conversation that became somebody's is told to them, unless they took it themselves. */
export const notificationsConsumer: Consumer = { name: 'notifications', kind: 'reactor', batchMax: 500, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const assigned = events.filter(({ type, data }) => type === 'conversation.changed' && data['field'] === 'assignee' && typeof data['to'] === 'number');
  if (assigned.length === 0) return;
  const agentIds = [...new Set(assigned.map(({ data }) => data['to'] as number))];
  const rows = await tx.rows(sql<{ id: number; userId: number }>`
    SELECT id, user_id AS "userId" FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${agentIds}::bigint[]) AND user_id IS NOT NULL AND deactivated_at IS NULL`);
  const users = new Map(rows.map(({ id, userId }) => [id, userId]));
  for (const { conversationId, data, actorKind, actorId, happenedAt } of assigned) {
    const userId = users.get(data['to'] as number);
    if (userId === undefined || conversationId === null) continue;
    await notify(tx, systemAct(tx.accountId, happenedAt, 'notifications'), [userId], {
      kind: 'assigned', conversationId, messageId: null, byUserId: actorKind === 'user' ? actorId : null, at: happenedAt,
    });
  }
}

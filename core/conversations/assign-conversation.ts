import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from './lock-conversations.ts';

/** What a person decides about a conversation besides its life. Absent = stays; null = nobody. */
export interface ConversationChange {
  readonly assigneeId?: number | null;
  readonly teamId?: number | null;
  /** 0 none, 1 low, 2 medium, 3 high, 4 urgent. */
  readonly priority?: 0 | 1 | 2 | 3 | 4;
  readonly turn?: 'agent' | 'customer';
}

/** Assigns, prioritises, sets whose turn it is. The agent and team must be of this account. */
export async function changeConversation(tx: Tx, act: Act, id: number, change: ConversationChange): Promise<void> {
  requirePermission(act, 'conversations.assign');
  const [row] = await lockConversations(tx, [id]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  if (typeof change.assigneeId === 'number') await requireRow(tx, sql`SELECT FROM agents WHERE account_id = ${tx.accountId} AND id = ${change.assigneeId} AND deactivated_at IS NULL`, 'agent');
  if (typeof change.teamId === 'number') await requireRow(tx, sql`SELECT FROM teams WHERE account_id = ${tx.accountId} AND id = ${change.teamId} AND deleted_at IS NULL`, 'team');
  const next = {
    assignee: change.assigneeId === undefined ? row.assigneeId : change.assigneeId,
    team: change.teamId === undefined ? row.teamId : change.teamId,
    priority: change.priority ?? row.priority,
    turn: change.turn ?? row.turn,
  };
  const before = { assignee: row.assigneeId, team: row.teamId, priority: row.priority, turn: row.turn };
  const events = (['assignee', 'team', 'priority', 'turn'] as const).filter((field) => next[field] !== before[field])
    .map((field): DomainEvent => ({ type: 'conversation.changed', conversationId: row.id, data: { field, from: before[field], to: next[field] } }));
  if (events.length === 0 && change.turn === undefined) return;
  await tx.run(sql`
    UPDATE conversations SET assignee_id = ${next.assignee}::bigint, team_id = ${next.team}::bigint, priority = ${next.priority}::smallint, turn = ${next.turn},
      turn_set_at = CASE WHEN ${change.turn !== undefined}::boolean THEN ${act.now}::timestamptz ELSE turn_set_at END, acted_at = coalesce(acted_at, ${act.now}::timestamptz)
    WHERE account_id = ${tx.accountId} AND id = ${row.id}`);
  await appendEvents(tx, act, events);
}

async function requireRow(tx: Tx, statement: ReturnType<typeof sql>, noun: string): Promise<void> {
  if ((await tx.rows(sql<object>`${statement}`)).length === 0) throw notFound(noun);
}

import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { DomainEvent } from './event.ts';

export interface AppendedEvent { readonly event: DomainEvent; /** Default: the act's instant. */ readonly happenedAt?: string }

/**
 * Appends events in the transaction of the change they tell of; one statement for all of them.
 * `happenedAt` differs from now where the past is told (a mail's own time).
 */
export async function appendEvents(tx: Tx, act: Act, events: readonly (DomainEvent | AppendedEvent)[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((entry) => {
    const { event, happenedAt } = 'event' in entry ? entry : { event: entry, happenedAt: undefined };
    return {
      type: event.type,
      conversation_id: 'conversationId' in event ? event.conversationId : null,
      message_id: 'messageId' in event ? event.messageId : null,
      data: event.data,
      happened_at: happenedAt ?? act.now,
    };
  });
  await tx.run(sql`
    INSERT INTO events (account_id, type, conversation_id, message_id, data, actor_kind, actor_id, source, origin, happened_at, stored_at)
    SELECT ${tx.accountId}::bigint, r.type, r.conversation_id, r.message_id, r.data, ${act.actor.kind}, ${act.actor.id}::bigint, ${act.source},
           ${act.origin}, r.happened_at, ${act.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(type text, conversation_id bigint, message_id bigint, data jsonb, happened_at timestamptz)`);
}

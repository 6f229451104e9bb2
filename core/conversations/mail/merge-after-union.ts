import type { Act } from '#core/kernel/index.ts';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { moveConversation } from '../move-conversation.ts';

interface Row { id: number; thread_id: number; channel_id: number; is_list: boolean; counterpart_id: number | null; untouched: boolean }

/**
 * After a late mail united threads: open conversations of one thread and one channel that nobody has acted on become one, silently and
 * reversibly; others are linked and shown as linked, so that nothing that waits ends up in what is closed or spam. Outside list mode only
 * conversations with the same counterpart are merged. Returns those that grew.
 */
export async function mergeAfterUnion(tx: Tx, act: Act, threadIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<Row>`
    SELECT c.id, ct.thread_id, c.channel_id, ch.is_list, c.counterpart_id, c.acted_at IS NULL AND c.life = 'open' AS untouched
    FROM conversation_threads ct
    JOIN conversations c ON c.account_id = ct.account_id AND c.id = ct.conversation_id AND c.merged_into IS NULL AND c.life <> 'deleted'
    JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    WHERE ct.account_id = ${tx.accountId} AND ct.thread_id = ANY(${[...new Set(threadIds)]}::bigint[])
    ORDER BY c.id FOR UPDATE OF c`);
  const events: DomainEvent[] = [];
  const grown: number[] = [];
  const gone = new Set<number>();
  for (const group of groupRows(rows)) {
    const [first, ...others] = group.filter((row) => !gone.has(row.id));
    if (!first) continue;
    for (const row of others) {
      if (first.untouched && row.untouched && first.channel_id === row.channel_id) {
        await moveConversation(tx, { from: row.id, into: first.id, because: 'header', now: act.now });
        gone.add(row.id);
        grown.push(first.id);
        events.push({ type: 'conversation.merged', conversationId: first.id, data: { from: row.id, silent: true } });
        continue;
      }
      const linked = await tx.run(sql`
        UPDATE conversations SET linked_to = ${first.id} WHERE account_id = ${tx.accountId} AND id = ${row.id} AND linked_to IS DISTINCT FROM ${first.id}`);
      if (linked > 0) events.push({ type: 'conversation.linked', conversationId: row.id, data: { to: first.id } });
    }
  }
  await appendEvents(tx, act, events);
  return grown;
}

function groupRows(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.is_list ? `${row.thread_id}` : `${row.thread_id}:${row.counterpart_id ?? 'none'}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

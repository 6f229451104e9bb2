import type { Act } from '#core/kernel/index.ts';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { moveConversation } from '../move-conversation.ts';

interface Row { id: number; thread_id: number; is_list: boolean; counterpart_id: number | null; acted: boolean }

/**
 * After a late mail united threads: conversations of one thread that nobody has acted on become one, silently and reversibly; others are
 * linked and shown as linked. Outside list mode only conversations with the same counterpart are merged.
 */
export async function mergeAfterUnion(tx: Tx, act: Act, threadIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<Row>`
    SELECT c.id, ct.thread_id, ch.is_list, c.counterpart_id, c.acted_at IS NOT NULL AS acted
    FROM conversation_threads ct
    JOIN conversations c ON c.account_id = ct.account_id AND c.id = ct.conversation_id AND c.merged_into IS NULL AND c.life <> 'deleted'
    JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    WHERE ct.account_id = ${tx.accountId} AND ct.thread_id = ANY(${[...new Set(threadIds)]}::bigint[])
    ORDER BY ct.thread_id, c.id FOR UPDATE OF c`);
  const events: DomainEvent[] = [];
  const touched: number[] = [];
  const gone = new Map<number, number>();
  for (const group of groupRows(rows)) {
    const alive = group.filter((row) => !gone.has(row.id));
    const into = alive[0];
    if (!into) continue;
    for (const row of alive.slice(1)) {
      if (row.acted && into.acted) {
        const linked = await tx.run(sql`
          UPDATE conversations SET linked_to = ${into.id} WHERE account_id = ${tx.accountId} AND id = ${row.id} AND linked_to IS DISTINCT FROM ${into.id}`);
        if (linked > 0) events.push({ type: 'conversation.linked', conversationId: row.id, data: { to: into.id } });
        continue;
      }
      const [from, target]: [Row, Row] = row.acted ? [into, row] : [row, into];
      await moveConversation(tx, { from: from.id, into: target.id, because: 'header' });
      gone.set(from.id, target.id);
      touched.push(target.id);
      events.push({ type: 'conversation.merged', conversationId: target.id, data: { from: from.id, silent: true } });
      if (from === into) break; // the oldest gave way to one that was acted on; the next union settles the rest
    }
  }
  await appendEvents(tx, act, events);
  return touched;
}

function groupRows(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = row.is_list ? `${row.thread_id}` : `${row.thread_id}:${row.counterpart_id ?? 'none'}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

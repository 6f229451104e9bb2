import { sql, type Tx } from '#storage/index.ts';

interface Line { readonly id: number; readonly interactionId: number; readonly agentId: number | null; readonly what: string; readonly queuedAt: string }

/**
 * Goes through what was committed about one queue of single offers, in the order in which it was written under the queue's lock: at each offer the work must be
 * the one that waits longest of those that are free, and the agent must hold nothing else. An offer in vain is not written under that lock: work that came back
 * by it may have been free a moment later than its line says, so it is not missed where another goes first, and goes first itself where it is offered.
 */
export async function replayOffers(tx: Tx, queueId: number): Promise<{ readonly offers: number; readonly problems: readonly string[] }> {
  const lines = await tx.rows(sql<Line>`
    SELECT e.id, (e.data ->> 'interactionId')::bigint AS "interactionId", (e.data ->> 'agentId')::bigint AS "agentId",
      CASE e.type WHEN 'offer.changed' THEN e.data ->> 'state' ELSE 'queued' END AS what, i.queued_at AS "queuedAt"
    FROM events e JOIN interactions i ON i.account_id = e.account_id AND i.id = (e.data ->> 'interactionId')::bigint
    WHERE e.account_id = ${tx.accountId} AND i.queue_id = ${queueId}
      AND (e.type = 'offer.changed' OR (e.type = 'interaction.changed' AND e.data ->> 'to' = 'queued' AND e.data ->> 'from' IS DISTINCT FROM 'queued'))
    ORDER BY e.id`);
  const free = new Map<number, number>();
  const back = new Map<number, number>();
  const held = new Map<number, number>();
  const problems: string[] = [];
  let offers = 0;
  const isBefore = (a: [number, number], b: [number, number]): boolean => a[1] < b[1] || (a[1] === b[1] && a[0] < b[0]);
  for (const { interactionId, agentId, what, queuedAt } of lines) {
    if (what === 'queued') free.set(interactionId, Date.parse(queuedAt));
    else if (what === 'open') {
      offers += 1;
      if (back.has(interactionId)) free.set(interactionId, back.get(interactionId)!);
      back.delete(interactionId);
      const first = [...free].reduce<[number, number] | null>((best, one) => (best === null || isBefore(one, best) ? one : best), null);
      if (first?.[0] !== interactionId) problems.push(`${interactionId} was offered while ${first?.[0] ?? 'nothing'} was first`);
      if (held.has(agentId!)) problems.push(`agent ${agentId} was offered ${interactionId} while holding ${held.get(agentId!)}`);
      free.delete(interactionId);
      held.set(agentId!, interactionId);
    } else {
      held.delete(agentId!);
      if (what !== 'picked-up') back.set(interactionId, Date.parse(queuedAt));
    }
  }
  return { offers, problems };
}

import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { Offer } from '../engine/store.ts';
import { fromInstant, fromInstantOrNull, toInstant } from './instants.ts';

type OfferRow = Omit<Offer, 'offeredMs' | 'expiresMs' | 'endedMs'> & { readonly offeredAt: string; readonly expiresAt: string; readonly endedAt: string | null };

const columns = sql`o.id, o.interaction_id AS "interactionId", i.kind, o.queue_id AS "queueId", o.agent_id AS "agentId", o.mode, o.is_exclusive AS "isExclusive", o.group_number AS "groupNumber", o.weight,
  o.state, o.offered_at AS "offeredAt", o.expires_at AS "expiresAt", o.ended_at AS "endedAt", o.reason`;

function toOffer({ offeredAt, expiresAt, endedAt, ...rest }: OfferRow): Offer {
  return { ...rest, offeredMs: fromInstant(offeredAt), expiresMs: fromInstant(expiresAt), endedMs: fromInstantOrNull(endedAt) };
}

/** Offers by a condition over `o`, in the order of their ids. */
export async function findOffersWhere(tx: Tx, condition: Sql): Promise<Offer[]> {
  const rows = await tx.rows(sql<OfferRow>`
    SELECT ${columns} FROM offers o JOIN interactions i ON i.account_id = o.account_id AND i.id = o.interaction_id
    WHERE o.account_id = ${tx.accountId} AND ${condition} ORDER BY o.id`);
  return rows.map(toOffer);
}

/** Agents to whom it was held out in vain since then, the last one last. */
export async function missedBy(tx: Tx, interactionId: number, sinceMs: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ agentId: number }>`
    SELECT agent_id AS "agentId" FROM offers
    WHERE account_id = ${tx.accountId} AND interaction_id = ${interactionId} AND offered_at > ${toInstant(sinceMs)} AND state IN ('missed', 'bounced', 'rejected')
    GROUP BY agent_id ORDER BY max(ended_at), agent_id`);
  return rows.map((row) => row.agentId);
}

/** When the first of those who said no may be asked again: at the end of what his offer would have lasted. Null: nobody is waited for. */
export async function nextRetry(tx: Tx, interactionId: number, nowMs: number): Promise<number | null> {
  const { due } = await tx.one(sql<{ due: string | null }>`
    SELECT min(expires_at) AS due FROM offers WHERE account_id = ${tx.accountId} AND interaction_id = ${interactionId} AND state IN ('missed', 'rejected', 'bounced') AND expires_at > ${toInstant(nowMs)}`);
  return fromInstantOrNull(due);
}

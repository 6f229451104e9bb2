import { sql, type Tx } from '#storage/index.ts';

export const historyWeeks = 8;
const handlingsMax = 2_000;

/** Arrivals by local day and interval; only intervals that had any. */
export interface PastArrivals { readonly day: string; readonly startMinute: number; readonly count: number }

/** Stays of the queue that began from `from` on and are over, by local day and interval. */
export async function loadArrivals(tx: Tx, { queueId, kind, from, before, minutes, zone }: { queueId: number; kind: 'call' | 'chat'; from: string; before: string; minutes: number; zone: string }): Promise<PastArrivals[]> {
  return tx.rows(sql<PastArrivals>`
    SELECT day, start_minute AS "startMinute", count(*) AS count
    FROM (
      SELECT local::date AS day, (extract(hour FROM local)::int * 60 + extract(minute FROM local)::int) / ${minutes}::int * ${minutes}::int AS start_minute
      FROM (SELECT started_at AT TIME ZONE ${zone} AS local FROM interaction_spans
        WHERE account_id = ${tx.accountId} AND kind = ${kind} AND type = 'queue' AND ended_at >= ${from}::timestamptz
          AND queue_id = ${queueId} AND target_seconds IS NOT NULL AND started_at >= ${from}::timestamptz AND started_at < ${before}::timestamptz) s) l
    GROUP BY day, start_minute ORDER BY day, start_minute`);
}

export interface Waits {
  /** How many gave up. */
  readonly abandoned: number;
  /** Of everybody, whatever it ended in. */
  readonly waitSeconds: number;
  readonly stays: number;
}

/** Everybody's waits since `from`: for patience, where who was answered only tells that he waited so long. */
export async function loadWaits(tx: Tx, { queueId, kind, from, before }: { queueId: number; kind: 'call' | 'chat'; from: string; before: string }): Promise<Waits> {
  return tx.one(sql<Waits>`
    SELECT count(*) FILTER (WHERE outcome = 'abandoned') AS abandoned, coalesce(sum(extract(epoch FROM ended_at - started_at)), 0)::float8 AS "waitSeconds", count(*) AS stays
    FROM interaction_spans
    WHERE account_id = ${tx.accountId} AND kind = ${kind} AND type = 'queue' AND ended_at >= ${from}::timestamptz AND ended_at < ${before}::timestamptz AND queue_id = ${queueId} AND target_seconds IS NOT NULL`);
}

/** Mean length of the handlings that followed the newest answered stays of the queue; null: nothing was handled. */
export async function loadHandleSeconds(tx: Tx, { queueId, kind, from, before }: { queueId: number; kind: 'call' | 'chat'; from: string; before: string }): Promise<{ readonly seconds: number | null; readonly handlings: number }> {
  const { seconds, handlings } = await tx.one(sql<{ seconds: number; handlings: number }>`
    SELECT coalesce(sum(h.seconds), 0)::float8 AS seconds, count(*) AS handlings
    FROM (
      SELECT DISTINCT interaction_id FROM (
        SELECT interaction_id FROM interaction_spans
        WHERE account_id = ${tx.accountId} AND kind = ${kind} AND type = 'queue' AND ended_at >= ${from}::timestamptz AND ended_at < ${before}::timestamptz AND queue_id = ${queueId} AND outcome = 'answered'
        ORDER BY ended_at DESC LIMIT ${handlingsMax}) newest) i
    CROSS JOIN LATERAL (
      SELECT sum(extract(epoch FROM s.ended_at - s.started_at)) AS seconds
      FROM interaction_spans s JOIN interaction_parties p ON p.account_id = s.account_id AND p.id = s.party_id AND p.kind = 'agent' AND p.role NOT IN ('monitor', 'coach', 'barge') AND p.connected_at IS NOT NULL
      WHERE s.account_id = ${tx.accountId} AND s.interaction_id = i.interaction_id AND s.queue_id = ${queueId}
      GROUP BY s.party_id HAVING bool_and(s.ended_at IS NOT NULL)) h`);
  return { seconds: handlings === 0 ? null : seconds / handlings, handlings };
}

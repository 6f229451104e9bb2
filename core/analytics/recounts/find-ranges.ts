import { sql, type Tx } from '#storage/index.ts';

/** Conversations that one transaction recomputes at most. */
const rangeSizeMax = 500;

export interface RangeOptions {
  /** Only conversations that something happened to since, in epoch milliseconds. */
  readonly fromMs?: number;
  readonly rangeSize?: number;
}

/** The conversations in ranges of ids, so that no transaction is long. `count`: how many are concerned. */
export async function findRanges(tx: Tx, { fromMs = -Infinity, rangeSize = rangeSizeMax }: RangeOptions = {}): Promise<{ fromId: number; toId: number; count: number }[]> {
  const from = Number.isFinite(fromMs) ? new Date(fromMs).toISOString() : '-infinity';
  return tx.rows(sql<{ fromId: number; toId: number; count: number }>`
    SELECT min(id) AS "fromId", max(id) AS "toId", count(*)::int AS count
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / ${rangeSize}::bigint AS part FROM conversations
          WHERE account_id = ${tx.accountId} AND (greatest(last_message_at, closed_at) >= ${from}::timestamptz
            OR id IN (SELECT coalesce(k.merged_into, k.id) FROM interactions i JOIN conversations k ON k.account_id = i.account_id AND k.id = i.conversation_id
                      WHERE i.account_id = ${tx.accountId} AND i.updated_at >= ${from}::timestamptz))) c
    GROUP BY part ORDER BY part`);
}

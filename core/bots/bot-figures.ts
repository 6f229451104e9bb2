import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What became of the conversations that a bot began with. Seconds are whole ones. */
export interface BotFigures {
  readonly botId: number;
  readonly begun: number;
  readonly handedOver: number;
  /** Resolved or closed without a hand-over. */
  readonly solved: number;
  readonly answers: number;
  /** Mean from the beginning to the hand-over; null: none was handed over. No reply time counts it. */
  readonly secondsUntilHandOver: number | null;
}

/** Of conversations begun in [from, to), by bot. A bot without any has no row. */
export async function findBotFigures(tx: Tx, act: Act, { from, to }: { from: string; to: string }): Promise<BotFigures[]> {
  requirePermission(act, 'reports.read');
  return tx.rows(sql<BotFigures>`
    SELECT c.bot_id AS "botId", count(*) AS begun, count(c.handed_over_at) AS "handedOver",
      count(*) FILTER (WHERE c.handed_over_at IS NULL AND c.life IN ('resolved', 'closed')) AS solved,
      coalesce(sum((SELECT count(*) FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.is_bot AND m.direction = 'outgoing')), 0)::bigint AS answers,
      round(avg(floor(extract(epoch FROM c.handed_over_at)) - floor(extract(epoch FROM c.started_at))))::bigint AS "secondsUntilHandOver"
    FROM conversations c WHERE c.account_id = ${tx.accountId} AND c.bot_id IS NOT NULL AND c.merged_into IS NULL AND c.life NOT IN ('deleted', 'spam')
      AND c.started_at >= ${from}::timestamptz AND c.started_at < ${to}::timestamptz
    GROUP BY c.bot_id ORDER BY c.bot_id`);
}

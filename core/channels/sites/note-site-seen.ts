import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

const quietMinutes = 10;

/**
 * A page of this origin loaded the widget. Written at most every ten minutes, or where the page is another than before; the first time is told, so that whoever waits for it sees
 * it at once. For the channel that serves the widget. True: the first time.
 */
export async function noteSiteSeen(tx: Tx, act: Act, channelId: number, origin: string): Promise<boolean> {
  const seen = await tx.maybe(sql<{ isFirst: boolean }>`
    UPDATE sites s SET first_seen_at = coalesce(s.first_seen_at, ${act.now}::timestamptz), seen_at = ${act.now}, seen_on = ${origin.slice(0, 300)}
    FROM sites before WHERE s.account_id = ${tx.accountId} AND s.channel_id = ${channelId} AND before.account_id = s.account_id AND before.channel_id = s.channel_id
      AND (s.seen_at IS NULL OR s.seen_at < ${act.now}::timestamptz - make_interval(mins => ${quietMinutes}))
    RETURNING before.first_seen_at IS NULL AS "isFirst"`);
  if (!seen?.isFirst) return false;
  await appendEvents(tx, act, [{ type: 'channel.changed', data: { channelId } }]);
  return true;
}

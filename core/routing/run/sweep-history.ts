import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Change } from './run-rule.ts';

/** Days that are kept. */
export interface RoutingKeepDays {
  /** Commands to the line after they were acknowledged, or lapsed. */
  readonly commandDays: number;
  /** Commands that nobody acknowledged (or read), from when they were written. What is lost stays as long, for the log of its call. */
  readonly unacknowledgedDays: number;
  /** Offers after they ended: "why me?" of older work is not answered any more. What was offered to whom and what became of it stays in the activity log. */
  readonly offerDays: number;
}
export const usualRoutingKeepDays: RoutingKeepDays = { commandDays: 7, unacknowledgedDays: 30, offerDays: 365 };

/** Rows of a transaction. */
const batchMax = 500;
/** A command that was told and whose repeat nobody has asked for since: nobody reads any more. */
const unreadHours = 1;

/**
 * Takes what nobody asks for any more out of the history of one account, in transactions of 500 rows. Commands that were told, not acknowledged, and of which nobody
 * asks any more are marked lost first. Offers of work that goes on stay, whatever their age: rules look at them.
 */
export async function sweepRoutingHistory(change: Change, act: () => Act, { commandDays, unacknowledgedDays, offerDays }: RoutingKeepDays): Promise<{ lost: number; commands: number; offers: number }> {
  const daysAgo = (days: number): string => new Date(Date.parse(act().now) - days * 86_400_000).toISOString();
  const all = async (batch: (tx: Tx) => Promise<number>): Promise<number> => {
    for (let done = 0; ;) {
      const rows = await change(batch);
      done += rows;
      if (rows < batchMax) return done;
    }
  };
  const { now } = act();
  const unread = new Date(Date.parse(now) - unreadHours * 3_600_000).toISOString();
  const lost = await all((tx) => tx.run(sql`
    UPDATE control_commands SET outcome = 'lost', done_at = ${now}, repeat_at = NULL
    WHERE account_id = ${tx.accountId} AND id IN (
      SELECT id FROM control_commands WHERE account_id = ${tx.accountId} AND kind IN ('call', 'chat') AND repeat_at < ${unread} LIMIT ${batchMax} FOR UPDATE SKIP LOCKED)`));
  const commands = await all((tx) => tx.run(sql`
    DELETE FROM control_commands WHERE account_id = ${tx.accountId} AND id IN (
      SELECT id FROM control_commands WHERE account_id = ${tx.accountId} AND done_at < ${daysAgo(commandDays)} AND (outcome <> 'lost' OR created_at < ${daysAgo(unacknowledgedDays)}) LIMIT ${batchMax} FOR UPDATE SKIP LOCKED)`))
    + await all((tx) => tx.run(sql`
    DELETE FROM control_commands WHERE account_id = ${tx.accountId} AND id IN (
      SELECT id FROM control_commands WHERE account_id = ${tx.accountId} AND done_at IS NULL AND created_at < ${daysAgo(unacknowledgedDays)} LIMIT ${batchMax} FOR UPDATE SKIP LOCKED)`));
  const offers = await all((tx) => tx.run(sql`
    DELETE FROM offers WHERE account_id = ${tx.accountId} AND id IN (
      SELECT o.id FROM offers o JOIN interactions i ON i.account_id = o.account_id AND i.id = o.interaction_id AND i.ended_at IS NOT NULL
      WHERE o.account_id = ${tx.accountId} AND o.ended_at < ${daysAgo(offerDays)} LIMIT ${batchMax} FOR UPDATE OF o SKIP LOCKED)`));
  return { lost, commands, offers };
}

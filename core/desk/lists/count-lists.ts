import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { filterArguments, usualLives, type ConversationFilter } from './conversation-filter.ts';
import type { ConversationCount } from './count-conversations.ts';
import type { ConversationSort } from './find-conversation-rows.ts';

export interface ListToCount { readonly filter: ConversationFilter; readonly sort: ConversationSort }

const cap = 1_000;

/**
 * How many conversations each of these lists holds, in one statement for all: at most 1,000 per life are counted, so that the work is bounded
 * by the number of lists. In the order given.
 */
export async function countLists(tx: Tx, act: Act, lists: readonly ListToCount[]): Promise<ConversationCount[]> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const parts = lists.flatMap(({ filter, sort }, at) => (filter.lives ?? usualLives).map((life) => {
    const rest = sql`(${tx.accountId}::bigint, ${life}::text, ${cap}::integer, ${filterArguments(act, filter)})`;
    return sort === 'waiting' ? sql`SELECT ${at}::integer AS at, count_waiting_conversations${rest} AS n` : sql`SELECT ${at}::integer AS at, count_conversations${rest} AS n`;
  }));
  if (parts.length === 0) return [];
  const rows = await tx.rows(sql<{ at: number; n: number }>`${sql.join(parts, sql` UNION ALL `)}`);
  return lists.map((_, at) => {
    const own = rows.filter((row) => row.at === at);
    return { count: own.reduce((sum, { n }) => sum + Math.min(n, cap), 0), isCapped: own.some(({ n }) => n > cap) };
  });
}

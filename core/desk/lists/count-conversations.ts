import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { filterArguments, usualLives, type ConversationFilter } from './conversation-filter.ts';

export interface ConversationCount {
  readonly count: number;
  /** There are more: shown as "1000+". */
  readonly isCapped: boolean;
}

const cap = 1_000;

/**
 * How many conversations a list holds. Open and snoozed ones are counted exactly, through their partial index; of the others, which only
 * grow, at most 1,000 per life. Capped as soon as one of the lives is.
 */
export async function countConversations(tx: Tx, act: Act, filter: ConversationFilter = {}): Promise<ConversationCount> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  let count = 0;
  let isCapped = false;
  for (const life of filter.lives ?? usualLives) {
    const capOfLife = life === 'open' || life === 'snoozed' ? null : cap;
    const { n } = await tx.one(sql<{ n: number }>`
      SELECT count_conversations(${tx.accountId}::bigint, ${life}::text, ${capOfLife}::integer, ${filterArguments(act, filter)}) AS n`);
    count += capOfLife === null ? n : Math.min(n, capOfLife);
    isCapped ||= capOfLife !== null && n > capOfLife;
  }
  return { count, isCapped };
}

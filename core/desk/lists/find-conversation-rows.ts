import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { filterArguments, usualLives, type ConversationFilter } from './conversation-filter.ts';
import { rowColumns, toRow, type ConversationRow, type RawRow } from './conversation-row.ts';

/** newest: by last message, newest first. waiting: who waits longest first; only where somebody waits. */
export type ConversationSort = 'newest' | 'waiting';

/** Where a page ended: the instant it is sorted by, and the id. */
export interface RowPlace { readonly at: string; readonly id: number }

export interface RowPage { readonly sort?: ConversationSort; readonly after?: RowPlace | null; /** Default 25, at most 100. */ readonly limit?: number }

export interface ConversationRows { readonly rows: readonly ConversationRow[]; readonly next: RowPlace | null }

const limitMax = 100;

/** A page of conversations with all that a list shows: one statement, whatever the filter; a walk along one index per life. */
export async function findConversationRows(tx: Tx, act: Act, filter: ConversationFilter = {}, { sort = 'newest', after = null, limit = 25 }: RowPage = {}): Promise<ConversationRows> {
  requirePermission(act, 'conversations.read');
  requireSameAccount(tx, act);
  const wanted = Math.max(1, Math.min(limit, limitMax));
  const walk = sql`(${tx.accountId}::bigint, ${[...(filter.lives ?? usualLives)]}::text[], ${wanted + 1}::integer, ${after?.at ?? null}::timestamptz, ${after?.id ?? null}::bigint, ${filterArguments(act, filter)})`;
  // One row more than wanted tells whether there is a next page.
  const raw = await tx.rows(sort === 'newest'
    ? sql<RawRow>`SELECT ${rowColumns} FROM list_conversations${walk} c ORDER BY c.last_message_at DESC, c.id DESC`
    : sql<RawRow>`SELECT ${rowColumns} FROM list_waiting_conversations${walk} c ORDER BY c.waiting_since, c.id`);
  const rows = raw.slice(0, wanted).map(toRow);
  const last = rows.at(-1);
  const at = sort === 'newest' ? last?.lastMessageAt : last?.waitingSince;
  return { rows, next: raw.length > wanted && last && at ? { at, id: last.id } : null };
}

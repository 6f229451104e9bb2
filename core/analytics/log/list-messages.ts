import { sql, type Sql, type Tx } from '#storage/index.ts';
import { loadMessageRows } from './load-message-rows.ts';
import type { LogContext } from './log-context.ts';
import type { LogPage } from './log-filter.ts';
import type { LogResult, MessageLogRow } from './log-rows.ts';
import { messageSelection } from './message-selection.ts';
import { pageOf, type SortColumn } from './paging.ts';

const ofMessage = (column: Sql) => sql`(SELECT ${column} FROM messages x WHERE x.account_id = r.account_id AND x.id = r.message_id)`;

const columns: Readonly<Record<string, SortColumn>> = {
  id: { by: sql`r.message_id` },
  conversationId: { by: sql`r.conversation_id` },
  conversationMailCount: { by: sql`r.mail_count`, nullable: true },
  mailId: { by: ofMessage(sql`x.mail_id`), nullable: true },
  at: { by: sql`r.at` },
  subject: { by: ofMessage(sql`lower(x.subject)`), nullable: true },
  classification: { by: sql`r.class` },
  messageType: { by: sql`r.message_type` },
  spanRaw: { by: sql`r.raw`, nullable: true },
  spanBusiness: { by: sql`r.business`, nullable: true },
  touchTime: { by: sql`r.touch_time`, nullable: true },
  isInitialReply: { by: sql`r.initial_reply` },
  isNewest: { by: sql`r.is_newest` },
  isTouch: { by: sql`r.is_touch` },
  isNudge: { by: sql`r.is_nudge` },
  isClosing: { by: sql`r.is_closing` },
  isIncluded: { by: sql`r.included` },
  isRelevant: { by: sql`r.is_relevant` },
  isOutlier: { by: sql`r.outlier` },
};

/** One page of the counted messages that pass `rows`, and how many there are. */
export async function listMessages(tx: Tx, context: LogContext, rows: Sql, page: LogPage): Promise<LogResult<MessageLogRow>> {
  const order = pageOf(page, columns, 'at', sql`r.message_id`);
  const found = await tx.rows(sql<{ id: number }>`SELECT r.message_id AS id FROM (${messageSelection(context)}) r WHERE ${rows} ${order}`);
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*) AS total FROM (${messageSelection(context)}) r WHERE ${rows}`);
  const byId = new Map((await loadMessageRows(tx, { messageIds: found.map((row) => row.id) })).map((row) => [row.id, row]));
  return { total, rows: found.flatMap(({ id }) => byId.get(id) ?? []) };
}

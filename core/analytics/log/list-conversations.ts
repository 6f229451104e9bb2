import { sql, type Sql, type Tx } from '#storage/index.ts';
import { conversationSelection } from './conversation-selection.ts';
import { loadConversationRows } from './load-conversation-rows.ts';
import type { LogContext } from './log-context.ts';
import type { LogPage } from './log-filter.ts';
import type { ConversationLogRow, LogResult } from './log-rows.ts';
import { pageOf, type SortColumn } from './paging.ts';

const columns: Readonly<Record<string, SortColumn>> = {
  id: { by: sql`r.conversation_id` },
  subject: { by: sql`(SELECT lower(x.subject) FROM conversations x WHERE x.account_id = r.account_id AND x.id = r.conversation_id)`, nullable: true },
  type: { by: sql`r.type` },
  status: { by: sql`r.status` },
  startedAt: { by: sql`r.started_at` },
  lastAt: { by: sql`r.last_at` },
  initialReplyBusiness: { by: sql`r.initial_reply_business`, nullable: true },
  initialReplyRaw: { by: sql`r.initial_reply_raw`, nullable: true },
  initialReplyMailId: { by: sql`(SELECT x.mail_id FROM messages x WHERE x.account_id = r.account_id AND x.id = r.first_reply_id)`, nullable: true },
  initialReplyAgentId: { by: sql`r.first_reply_agent_id`, nullable: true },
  initialReplyRelevant: { by: sql`r.initial_relevant` },
  initialReplyIncluded: { by: sql`r.initial_included` },
  initialReplyOutlier: { by: sql`r.initial_outlier` },
  firstAction: { by: sql`r.first_action`, nullable: true },
  totalReply: { by: sql`r.total_reply`, nullable: true },
  closeRaw: { by: sql`r.close_mail_raw`, nullable: true },
  closeBusiness: { by: sql`r.close_mail_business`, nullable: true },
  touches: { by: sql`r.touches` },
  nudges: { by: sql`r.nudges` },
  hasContactSuccess: { by: sql`r.has_contact_success` },
  contactSuccessTime: { by: sql`r.contact_success_time`, nullable: true },
  contactReplyTime: { by: sql`r.contact_reply_time`, nullable: true },
};

/** One page of the counted conversations that pass `rows`, and how many there are. */
export async function listConversations(tx: Tx, context: LogContext, rows: Sql, page: LogPage): Promise<LogResult<ConversationLogRow>> {
  const order = pageOf(page, columns, 'lastAt', sql`r.conversation_id`);
  const found = await tx.rows(sql<{ id: number }>`SELECT r.conversation_id AS id FROM (${conversationSelection(context)}) r WHERE ${rows} ${order}`);
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*) AS total FROM (${conversationSelection(context)}) r WHERE ${rows}`);
  return { total, rows: await loadConversationRows(tx, found.map((row) => row.id), { deal: context.filter.deal }) };
}

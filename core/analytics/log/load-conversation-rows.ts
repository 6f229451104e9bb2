import { sql, type Tx } from '#storage/index.ts';
import { loadDeals } from './load-deals.ts';
import { loadConversationLabels } from './load-labels.ts';
import { loadMessageRows } from './load-message-rows.ts';
import type { DealFilter } from './log-filter.ts';
import type { ConversationLogRow } from './log-rows.ts';

/** Conversations with all their mails, in the order of the ids given; one without facts is left out. `deal`: which of its deals is shown. */
export async function loadConversationRows(tx: Tx, ids: readonly number[], { deal }: { deal?: DealFilter | undefined } = {}): Promise<ConversationLogRow[]> {
  if (ids.length === 0) return [];
  const facts = await tx.rows(sql<Omit<ConversationLogRow, 'labels' | 'messages' | 'deal'>>`
    SELECT cf.conversation_id AS id, c.subject, cf.type, cf.status, cf.started_at AS "startedAt", cf.last_at AS "lastAt",
      cf.initial_reply_business AS "initialReplyBusiness", cf.initial_reply_raw AS "initialReplyRaw", r.mail_id AS "initialReplyMailId",
      cf.first_reply_agent_id AS "initialReplyAgentId", cf.initial_relevant AS "initialReplyRelevant", cf.initial_included AS "initialReplyIncluded",
      cf.initial_outlier AS "initialReplyOutlier", cf.first_action AS "firstAction", cf.total_reply AS "totalReply", cf.close_mail_raw AS "closeRaw",
      cf.close_mail_business AS "closeBusiness", cf.touches, cf.nudges, cf.has_contact_success AS "hasContactSuccess",
      cf.contact_success_time AS "contactSuccessTime", cf.contact_reply_time AS "contactReplyTime"
    FROM conversation_facts cf
      JOIN conversations c ON c.account_id = cf.account_id AND c.id = cf.conversation_id
      LEFT JOIN messages r ON r.account_id = cf.account_id AND r.id = cf.first_reply_id
    WHERE cf.account_id = ${tx.accountId} AND cf.conversation_id = ANY(${[...ids]}::bigint[])`);
  const messages = Map.groupBy(await loadMessageRows(tx, { conversationIds: ids }), (row) => row.conversationId);
  const labels = await loadConversationLabels(tx, ids);
  const deals = await loadDeals(tx, ids, deal);
  const byId = new Map(facts.map((row) => [row.id, { ...row, labels: labels.get(row.id) ?? [], deal: deals.get(row.id) ?? null, messages: messages.get(row.id) ?? [] }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

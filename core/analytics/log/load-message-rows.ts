import { sql, type Tx } from '#storage/index.ts';
import { loadMessageLabels } from './load-labels.ts';
import { loadParticipants } from './load-participants.ts';
import { loadReadStatus } from './load-read-status.ts';
import type { MessageLogRow } from './log-rows.ts';

type FactRow = Pick<MessageLogRow,
  | 'id' | 'conversationId' | 'conversationMailCount' | 'mailId' | 'at' | 'subject' | 'references' | 'classification' | 'messageType' | 'spanRaw' | 'spanBusiness'
  | 'touchTime' | 'isInitialReply' | 'isNewest' | 'isTouch' | 'isNudge' | 'isClosing' | 'isIncluded' | 'isRelevant' | 'isOutlier'>;

/** Messages by their own ids, or all of some conversations; newest first. Four statements for any number. */
export async function loadMessageRows(
  tx: Tx, by: { readonly messageIds: readonly number[] } | { readonly conversationIds: readonly number[] },
): Promise<MessageLogRow[]> {
  const wanted = 'messageIds' in by
    ? sql`mf.message_id = ANY(${[...by.messageIds]}::bigint[])`
    : sql`mf.conversation_id = ANY(${[...by.conversationIds]}::bigint[])`;
  const facts = await tx.rows(sql<FactRow>`
    SELECT mf.message_id AS id, mf.conversation_id AS "conversationId", cf.mail_count AS "conversationMailCount", m.mail_id AS "mailId", mf.at, m.subject,
      m.refs AS references, coalesce(mf.classification, 'calculating') AS classification, mf.message_type AS "messageType", mf.span_raw AS "spanRaw",
      mf.span_business AS "spanBusiness", mf.touch_time AS "touchTime", mf.is_initial_reply AS "isInitialReply", mf.is_newest AS "isNewest",
      mf.is_touch AS "isTouch", mf.is_nudge AS "isNudge", mf.is_closing AS "isClosing", mf.is_included AS "isIncluded", mf.is_relevant AS "isRelevant",
      mf.is_outlier AS "isOutlier"
    FROM message_facts mf
      JOIN conversation_facts cf ON cf.account_id = mf.account_id AND cf.conversation_id = mf.conversation_id
      JOIN messages m ON m.account_id = mf.account_id AND m.id = mf.message_id
    WHERE mf.account_id = ${tx.accountId} AND ${wanted} ORDER BY mf.at DESC, mf.message_id DESC`);
  const ids = facts.map((row) => row.id);
  const participants = await loadParticipants(tx, ids);
  const labels = await loadMessageLabels(tx, ids);
  const readStatus = await loadReadStatus(tx, facts.filter((row) => row.messageType !== 'outbound').map((row) => row.id));
  return facts.map((row) => ({
    ...row, ...participants(row.id), labels: labels.get(row.id) ?? [], readStatus: readStatus.get(row.id) ?? {},
  }));
}

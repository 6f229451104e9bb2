import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { exportTimeoutMs } from './export-messages.ts';

const pageMax = 500;

/**
 * Every conversation that is not deleted or merged away, in order of id, as of one instant. `message_ids` are the Message-IDs of its mails
 * in time order (a mail without one: `no-id:<message id>`), `messages` our own ids of everything in it. `first_reply_...` and `waiting_since` are of messages alone, `first_answer_...` and
 * `clock_waiting_since` of calls and chats as well.
 */
export async function exportConversations(database: Database, act: Act, write: (conversation: object) => Promise<void> | void): Promise<number> {
  requirePermission(act, 'reports.export');
  return database.withAccount(act.accountId, async (tx) => {
    let count = 0;
    for (let after = 0; ;) {
      const rows = await tx.rows(sql<{ id: number }>`
        SELECT c.id, c.uuid, c.channel_id, t.thread_ids, m.message_ids, m.messages, f.type, f.status, c.subject, c.life, c.turn, c.handler, c.priority,
          c.assignee_id, c.team_id, c.contact_id, c.linked_to, c.started_at, c.last_message_at, c.closed_at, c.message_count,
          f.first_reply_at, ra.address AS first_reply_by, f.first_reply_agent_id, f.first_reply_raw AS first_reply_seconds_raw,
          f.first_reply_business AS first_reply_seconds_business, f.initial_reply_raw AS initial_reply_seconds_raw,
          f.initial_reply_business AS initial_reply_seconds_business, f.initial_outlier AS is_initial_reply_outlier, f.close_outlier AS is_close_outlier, f.waiting_since, f.touches, f.nudges,
          f.close_raw AS close_seconds_raw, f.close_business AS close_seconds_business, f.close_mail_raw AS close_mail_seconds_raw,
          f.close_mail_business AS close_mail_seconds_business, coalesce(l.names, '{}') AS labels,
          k.began, k.waiting_since AS clock_waiting_since, k.answers, k.first_asked_at, k.first_answered_at, k.first_answer_by, k.first_agent_id AS first_answer_agent_id, k.first_interaction_id AS first_answer_interaction_id,
          k.first_raw AS first_answer_seconds_raw, k.first_business AS first_answer_seconds_business, k.first_business_agent AS first_answer_seconds_business_agent
        FROM (SELECT * FROM conversations
              WHERE account_id = ${tx.accountId} AND id > ${after} AND merged_into IS NULL AND deleted_at IS NULL ORDER BY id LIMIT ${pageMax}) c
        LEFT JOIN conversation_facts f ON f.account_id = c.account_id AND f.conversation_id = c.id
        LEFT JOIN conversation_clocks k ON k.account_id = c.account_id AND k.conversation_id = c.id
        LEFT JOIN addresses ra ON ra.account_id = c.account_id AND ra.id = f.first_reply_sender_id
        LEFT JOIN LATERAL (
          SELECT coalesce(array_agg(DISTINCT ct.thread_id ORDER BY ct.thread_id), '{}') AS thread_ids FROM conversation_threads ct
          WHERE ct.account_id = c.account_id AND ct.conversation_id = c.id) t ON true
        LEFT JOIN LATERAL (
          SELECT coalesce(array_agg(coalesce(mm.mail_id, 'no-id:' || mm.id) ORDER BY mm.at, coalesce(mm.mail_id, ''), mm.id)
                   FILTER (WHERE mm.direction IN ('incoming', 'outgoing')), '{}') AS message_ids,
                 coalesce(array_agg(mm.id ORDER BY mm.at, coalesce(mm.mail_id, ''), mm.id), '{}') AS messages
          FROM messages mm WHERE mm.account_id = c.account_id AND mm.conversation_id = c.id AND mm.deleted_at IS NULL) m ON true
        LEFT JOIN LATERAL (
          SELECT array_agg(lb.name ORDER BY lb.name) AS names FROM conversation_labels cl JOIN labels lb ON lb.account_id = cl.account_id AND lb.id = cl.label_id
          WHERE cl.account_id = c.account_id AND cl.conversation_id = c.id) l ON true
        ORDER BY c.id`);
      for (const row of rows) await write(row);
      count += rows.length;
      if (rows.length < pageMax) return count;
      after = rows.at(-1)!.id;
    }
  }, { isolation: 'repeatable read', readOnly: true, timeoutMs: exportTimeoutMs });
}

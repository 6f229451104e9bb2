import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';

/** Longest time of an export: it reads one snapshot. */
export const exportTimeoutMs = 6 * 3_600_000;
const pageMax = 1_000;

interface ExportedMessage { readonly id: number; readonly life: string }

/**
 * Every message of the account with its figures, in order of id, as of one instant. Seconds; null where there is none, 0 only for a real
 * zero. Spam has no figures; of a deleted conversation nothing is written. `write` gets one plain object a message and may wait (back pressure).
 */
export async function exportMessages(database: Database, act: Act, write: (message: object) => Promise<void> | void): Promise<number> {
  requirePermission(act, 'reports.export');
  return database.withAccount(act.accountId, async (tx) => {
    let count = 0;
    for (let after = 0; ;) {
      const rows = await tx.rows(sql<ExportedMessage>`
        SELECT c.life, m.id, m.conversation_id, m.thread_id, m.mail_id AS message_id, p.mail_id AS parent_message_id, m.direction,
          CASE WHEN m.direction IN ('incoming', 'outgoing') AND c.life <> 'spam' AND x.message_id IS NULL THEN coalesce(f.classification, 'calculating') END AS classification,
          f.message_type, m.at AS message_at, json_build_object('name', m.sender_name, 'address', a.address) AS "from",
          coalesce(r.parties, '{}'::json) AS recipients, m.subject, m.is_automatic, m.automatic_kind, m.is_forward, m.agent_id,
          coalesce(f.joined_because, x.joined_because) AS joined_because, f.span_raw AS span_seconds_raw, f.span_business AS span_seconds_business, f.span_business_agent AS span_seconds_business_agent, f.span_business_sla AS span_seconds_business_sla,
          f.wait_raw AS wait_seconds_raw, f.wait_business AS wait_seconds_business, f.touch_time AS touch_seconds,
          f.is_initial_reply, f.is_touch, f.is_nudge, f.is_outlier, CASE WHEN x.message_id IS NULL THEN f.is_included ELSE false END AS is_included_in_stats, CASE WHEN x.message_id IS NULL THEN f.excluded_because ELSE 'filtered' END AS excluded_because, f.is_closing AS is_closing_message,
          f.calendar_id, f.calendar_versions, m.flags || coalesce(f.flags, '{}') AS flags, m.has_attachments,
          coalesce(l.names, '{}') AS labels, coalesce(k.copies, '[]'::json) AS copies
        FROM (SELECT * FROM messages WHERE account_id = ${tx.accountId} AND id > ${after} AND deleted_at IS NULL ORDER BY id LIMIT ${pageMax}) m
        JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
        LEFT JOIN message_facts f ON f.account_id = m.account_id AND f.message_id = m.id
        LEFT JOIN filtered_mails x ON x.account_id = m.account_id AND x.message_id = m.id
        LEFT JOIN messages p ON p.account_id = m.account_id AND p.id = f.parent_id
        LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
        LEFT JOIN LATERAL (
          SELECT json_object_agg(role, addresses) AS parties FROM (
            SELECT mp.role, json_agg(json_build_object('name', mp.name, 'address', pa.address) ORDER BY mp.ordinal) AS addresses
            FROM message_parties mp JOIN addresses pa ON pa.account_id = mp.account_id AND pa.id = mp.address_id
            WHERE mp.account_id = m.account_id AND mp.message_id = m.id AND mp.role <> 'from' GROUP BY mp.role) by_role) r ON true
        LEFT JOIN LATERAL (
          SELECT array_agg(lb.name ORDER BY lb.name) AS names FROM message_labels ml JOIN labels lb ON lb.account_id = ml.account_id AND lb.id = ml.label_id
          WHERE ml.account_id = m.account_id AND ml.message_id = m.id) l ON true
        LEFT JOIN LATERAL (
          SELECT json_agg(json_build_object('channel_id', c.channel_id, 'folder', c.folder, 'flags', c.flags, 'at', replace(to_jsonb(c.at) #>> '{}', '+00:00', 'Z')) ORDER BY c.id) AS copies
          FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id) k ON true
        ORDER BY m.id`);
      for (const { life, ...row } of rows) {
        if (life === 'deleted') continue;
        await write(row);
        count += 1;
      }
      if (rows.length < pageMax) return count;
      after = rows.at(-1)!.id;
    }
  }, { isolation: 'repeatable read', readOnly: true, timeoutMs: exportTimeoutMs });
}

import { requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { discoverAgents } from '#core/people/index.ts';
import { loadOurSide } from '../our-side.ts';

/**
 * Judges anew, by who is ours now, whether held mail came in or went out, after internal domains changed for all history. Returns how many
 * messages changed side. The figures follow by an event of its own: it may run long after that of the setting.
 */
export async function reclassifyMail(tx: Tx, act: Act): Promise<number> {
  requirePermission(act, 'settings.write');
  const ours = await loadOurSide(tx);
  const senders = await tx.rows(sql<{ id: number; address: string; name: string; at: string; isUnproved: boolean }>`
    SELECT DISTINCT ON (a.id, "isUnproved") a.id, a.address, m.sender_name AS name, m.at, m.sender_proof IS NOT DISTINCT FROM 'none' AS "isUnproved"
    FROM messages m JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
    WHERE m.account_id = ${tx.accountId} AND m.direction IN ('incoming', 'outgoing') AND m.content_hash IS NOT NULL ORDER BY a.id, "isUnproved", m.at DESC`);
  const inside = senders.filter((sender) => ours.isInternal(sender.address, Date.parse(sender.at)));
  const isOurs = ({ address, at, isUnproved }: (typeof inside)[number]): boolean => ours.isOurMail(address, Date.parse(at), isUnproved);
  const agents = await discoverAgents(tx, act, inside.filter(isOurs));
  const rows = inside.map((sender) => ({ id: sender.id, unproved: sender.isUnproved, ours: isOurs(sender), agent: agents.get(sender.address) ?? null }));
  const changed = await tx.rows(sql<{ conversation_id: number }>`
    WITH inside AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id bigint, unproved boolean, ours boolean, agent bigint)),
    judged AS (
      SELECT m.id, coalesce(i.ours, false) AS is_ours, coalesce(NOT i.ours, false) AS is_unproved_ours, CASE WHEN m.is_automatic THEN NULL ELSE i.agent END AS agent
      FROM messages m LEFT JOIN inside i ON i.id = m.sender_id AND i.unproved = (m.sender_proof IS NOT DISTINCT FROM 'none')
      WHERE m.account_id = ${tx.accountId} AND m.direction IN ('incoming', 'outgoing') AND m.content_hash IS NOT NULL)
    UPDATE messages m SET direction = CASE WHEN j.is_ours THEN 'outgoing' ELSE 'incoming' END, agent_id = CASE WHEN j.is_ours THEN j.agent END,
      is_unproved_ours = j.is_unproved_ours
    FROM judged j WHERE m.account_id = ${tx.accountId} AND m.id = j.id
      AND (m.direction, m.is_unproved_ours) <> (CASE WHEN j.is_ours THEN 'outgoing' ELSE 'incoming' END, j.is_unproved_ours)
    RETURNING m.conversation_id`);
  const touched = [...new Set(changed.map((row) => row.conversation_id))];
  if (touched.length > 0) await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ${touched}::bigint[])`);
  if (changed.length > 0) await appendEvents(tx, act, [{ type: 'mail.reclassified', data: { messages: changed.length } }]);
  return changed.length;
}

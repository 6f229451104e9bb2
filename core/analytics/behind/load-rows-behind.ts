import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { BehindColumns } from './behind-columns.ts';
import type { RowBehind } from './row-behind.ts';

type Row = Omit<RowBehind, 'from'> & { readonly id: number; readonly fromName: string | null; readonly fromAddress: string | null };

/** All that is shown of these rows of a selection, in their order. One statement. */
export async function loadRowsBehind(tx: Tx, unit: 'messages' | 'conversations', { at, business, raw, isOutlier, isWithinGoal }: BehindColumns, from: Sql, ids: readonly number[]): Promise<RowBehind[]> {
  if (ids.length === 0) return [];
  const span = sql`${at} AS at, ${business} AS "businessSeconds", ${raw} AS "rawSeconds", ${isOutlier} AS "isOutlier", CASE WHEN ${business} IS NULL THEN NULL ELSE ${isWithinGoal} END AS "isWithinGoal"`;
  const rows = await tx.rows(unit === 'messages' ? sql<Row>`
    SELECT r.message_id AS id, r.conversation_id AS "conversationId", r.message_id AS "messageId", m.subject, r.message_type AS type, NULL AS status, r.class AS classification,
      f.name AS "fromName", a.address AS "fromAddress", m.agent_id AS "agentId", g.name AS "agentName", m.channel_id AS "channelId", ch.name AS "channelName", ${span}
    FROM (${from}) r
      JOIN messages m ON m.account_id = ${tx.accountId} AND m.id = r.message_id
      JOIN channels ch ON ch.account_id = ${tx.accountId} AND ch.id = m.channel_id
      LEFT JOIN addresses a ON a.account_id = ${tx.accountId} AND a.id = m.sender_id
      LEFT JOIN LATERAL (SELECT p.name FROM message_parties p WHERE p.account_id = ${tx.accountId} AND p.message_id = m.id AND p.role = 'from' ORDER BY p.ordinal LIMIT 1) f ON true
      LEFT JOIN agents g ON g.account_id = ${tx.accountId} AND g.id = m.agent_id
    WHERE r.message_id = ANY(${[...ids]}::bigint[])` : sql<Row>`
    SELECT r.conversation_id AS id, r.conversation_id AS "conversationId", r.first_reply_id AS "messageId", c.subject, r.type, r.status, NULL AS classification,
      coalesce(k.name, '') AS "fromName", a.address AS "fromAddress", r.first_reply_agent_id AS "agentId", g.name AS "agentName", c.channel_id AS "channelId", ch.name AS "channelName", ${span}
    FROM (${from}) r
      JOIN conversations c ON c.account_id = ${tx.accountId} AND c.id = r.conversation_id
      JOIN channels ch ON ch.account_id = ${tx.accountId} AND ch.id = c.channel_id
      LEFT JOIN addresses a ON a.account_id = ${tx.accountId} AND a.id = c.counterpart_id
      LEFT JOIN contacts k ON k.account_id = ${tx.accountId} AND k.id = c.contact_id
      LEFT JOIN agents g ON g.account_id = ${tx.accountId} AND g.id = r.first_reply_agent_id
    WHERE r.conversation_id = ANY(${[...ids]}::bigint[])`);
  const byId = new Map(rows.map(({ id, fromName, fromAddress, ...row }) => [id, { ...row, from: fromAddress === null ? null : { name: fromName ?? '', address: fromAddress } }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

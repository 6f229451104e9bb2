import { sql, type Tx } from '#storage/index.ts';
import { dealMatches, firstDeal, isOutside } from './deal-conditions.ts';
import type { DealFilter } from './log-filter.ts';
import type { LogDeal } from './log-rows.ts';

/** The deal of each conversation, where it has one; of several the first that passes the filter. */
export async function loadDeals(tx: Tx, conversationIds: readonly number[], filter: DealFilter = {}): Promise<Map<number, LogDeal>> {
  if (!(await tx.maybe(sql<object>`SELECT FROM deals WHERE account_id = ${tx.accountId} LIMIT 1`))) return new Map();
  const rows = await tx.rows(sql<LogDeal & { conversationId: number }>`
    SELECT DISTINCT ON (c.conversation_id) c.conversation_id AS "conversationId", d.id, d.name, d.stage_id AS "stageId", d.value::float8 AS value, aa.agent_id AS "ownerId"
    FROM (SELECT DISTINCT mf.conversation_id, p.address_id FROM message_facts mf
          JOIN message_parties p ON p.account_id = mf.account_id AND p.message_id = mf.message_id AND p.role <> 'reply-to'
          WHERE mf.account_id = ${tx.accountId} AND mf.conversation_id = ANY(${[...conversationIds]}::bigint[])) c
      JOIN addresses a ON a.account_id = ${tx.accountId} AND a.id = c.address_id
      JOIN crm_contact_addresses ca ON ca.account_id = ${tx.accountId} AND ca.address = a.address
      JOIN deal_contacts dc ON dc.account_id = ${tx.accountId} AND dc.connection_id = ca.connection_id AND dc.external_id = ca.external_id
      JOIN deals d ON d.account_id = ${tx.accountId} AND d.id = dc.deal_id
      LEFT JOIN deal_stages s ON s.account_id = ${tx.accountId} AND s.id = d.stage_id
      LEFT JOIN crm_owners o ON o.account_id = ${tx.accountId} AND o.connection_id = d.connection_id AND o.external_id = d.owner_id
      LEFT JOIN agent_addresses aa ON aa.account_id = ${tx.accountId} AND aa.address = o.address
    WHERE ${dealMatches(tx.accountId, filter)} AND ${isOutside(tx.accountId)}
    ORDER BY c.conversation_id, ${firstDeal}`);
  return new Map(rows.map(({ conversationId, ...deal }) => [conversationId, deal]));
}

import { invalid } from '#core/kernel/index.ts';
import { allOf, sql, type Sql } from '#storage/index.ts';
import type { DealFilter } from './log-filter.ts';

const valueMax = 1e15;

/** Throws `invalid` for values and names that are none. */
export function checkDealFilter({ name, valueFrom, valueTo }: DealFilter): void {
  for (const [field, value] of [['deal.valueFrom', valueFrom], ['deal.valueTo', valueTo]] as const) {
    if (value !== undefined && !(Number.isFinite(value) && Math.abs(value) <= valueMax)) throw invalid(field, `must be a number, at most ${valueMax}`, 'no-number');
  }
  if (valueFrom !== undefined && valueTo !== undefined && valueFrom > valueTo) throw invalid('deal.valueFrom', 'must not be over valueTo', 'deal-values-backwards');
  if (name?.includes('\u0000')) throw invalid('deal.name', 'must not hold the NUL character', 'bad-characters');
}

export function isDealFilter(deal: DealFilter | undefined): deal is DealFilter {
  return deal !== undefined && Boolean(deal.stageIds?.length || deal.ownerIds?.length || deal.name || deal.valueFrom !== undefined || deal.valueTo !== undefined);
}

/** What the filter asks of a row `d` of deals: all of it of one deal. */
export function dealMatches(accountId: number, { stageIds, ownerIds, name, valueFrom, valueTo }: DealFilter): Sql {
  return allOf([
    sql`d.deleted_at IS NULL`,
    ...(stageIds?.length ? [sql`d.stage_id = ANY(${[...stageIds]}::bigint[])`] : []),
    ...(ownerIds?.length ? [sql`EXISTS (
      SELECT FROM crm_owners o JOIN agent_addresses aa ON aa.account_id = o.account_id AND aa.address = o.address
      WHERE o.account_id = ${accountId} AND o.connection_id = d.connection_id AND o.external_id = d.owner_id AND aa.agent_id = ANY(${[...ownerIds]}::bigint[]))`] : []),
    ...(name ? [sql`position((SELECT lower(unaccent(${name}::text))) IN lower(unaccent(d.name))) > 0`] : []),
    ...(valueFrom === undefined ? [] : [sql`d.value >= ${valueFrom}::numeric`]),
    ...(valueTo === undefined ? [] : [sql`d.value <= ${valueTo}::numeric`]),
  ]);
}

/**
 * Rows (conversation_id) of what deals `d` that pass are about: somebody of the deal stands in one of its mails, as sender or recipient. From the deals on, of which there are few; an address of
 * an agent or a channel makes nothing of a deal, or each conversation of a colleague would be one.
 */
export function conversationsOfDeals(accountId: number, deals: Sql): Sql {
  return sql`
    SELECT mf.conversation_id FROM deals d
      JOIN deal_contacts dc ON dc.account_id = d.account_id AND dc.deal_id = d.id
      JOIN crm_contact_addresses ca ON ca.account_id = dc.account_id AND ca.connection_id = dc.connection_id AND ca.external_id = dc.external_id
      JOIN addresses a ON a.account_id = ca.account_id AND a.address = ca.address
      JOIN message_parties p ON p.account_id = a.account_id AND p.address_id = a.id AND p.role <> 'reply-to'
      JOIN message_facts mf ON mf.account_id = p.account_id AND mf.message_id = p.message_id
    WHERE d.account_id = ${accountId} AND ${deals} AND ${isOutside(accountId)}`;
}

/** The address `ca` is no agent's, no channel's. */
export function isOutside(accountId: number): Sql {
  return sql`NOT EXISTS (SELECT FROM agent_addresses x WHERE x.account_id = ${accountId} AND x.address = ca.address)
    AND NOT EXISTS (SELECT FROM channel_addresses x WHERE x.account_id = ${accountId} AND x.address = ca.address)`;
}

/** Which of several deals of a conversation or contact comes first: an open one, the one that changed last, the younger one. For rows `d` and `s` (its stage). */
export const firstDeal = sql`(coalesce(s.outcome, 'open') = 'open') DESC, d.changed_at DESC NULLS LAST, d.id DESC`;

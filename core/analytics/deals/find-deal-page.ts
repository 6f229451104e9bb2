import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { isOutside } from '../log/deal-conditions.ts';

export type DealSort = 'id' | 'name' | 'value' | 'stage' | 'createdAt' | 'updatedAt';

export interface DealPage {
  /** In the name or in an address of whom it is about; '' finds all. Without regard to case. */
  readonly search: string;
  readonly sort: DealSort;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

export interface DealRow {
  readonly id: number;
  readonly name: string;
  readonly stage: { readonly id: number; readonly label: string; readonly pipeline: string; readonly outcome: 'open' | 'won' | 'lost' } | null;
  /** The agent of ours who has the owner's address; null: nobody here. */
  readonly agent: { readonly id: number; readonly name: string } | null;
  /** As the connected system calls the owner. */
  readonly ownerName: string | null;
  readonly value: number | null;
  readonly currency: string | null;
  readonly closesAt: string | null;
  /** Where the connected system says when it was made and changed, that; else when we saw it. */
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Of whom it is about. */
  readonly addresses: readonly string[];
}

/** How many conversations of one deal are named. */
export const dealConversationsMax = 500;

const order: Readonly<Record<DealSort, Sql>> = {
  id: sql`d.id`, name: sql`lower(d.name)`, value: sql`d.value`, stage: sql`s.position`, createdAt: sql`coalesce(d.opened_at, d.created_at)`, updatedAt: sql`coalesce(d.changed_at, d.updated_at)`,
};

/** A page of the account's deals; what is empty comes last, equal ones follow by id. */
export async function findDealPage(tx: Tx, act: Act, { search, sort, direction, limit, offset }: DealPage): Promise<{ total: number; rows: DealRow[] }> {
  requirePermission(act, 'contacts.read');
  const wanted = search.trim().toLowerCase();
  const where = allOf([sql`d.account_id = ${tx.accountId}`, sql`d.deleted_at IS NULL`, ...(wanted === '' ? [] : [sql`(strpos(lower(d.name), ${wanted}) > 0 OR EXISTS (${addressesOf} AND strpos(ca.address, ${wanted}) > 0))`])]);
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM deals d WHERE ${where}`);
  const rows = await readDeals(tx, where, sql`ORDER BY ${order[sort]} ${direction === 'asc' ? sql`ASC` : sql`DESC`} NULLS LAST, d.id LIMIT ${limit} OFFSET ${offset}`);
  return { total, rows };
}

/** Deals about somebody with one of these addresses, the first of them first, fifty at most. */
export async function findDealsOfAddresses(tx: Tx, act: Act, addresses: readonly string[]): Promise<DealRow[]> {
  requirePermission(act, 'contacts.read');
  if (addresses.length === 0) return [];
  return readDeals(tx, sql`d.account_id = ${tx.accountId} AND d.deleted_at IS NULL AND d.id = ANY(ARRAY(
    SELECT dc.deal_id FROM crm_contact_addresses ca JOIN deal_contacts dc ON dc.account_id = ca.account_id AND dc.connection_id = ca.connection_id AND dc.external_id = ca.external_id
    WHERE ca.account_id = ${tx.accountId} AND ca.address = ANY(${[...addresses]}::text[]) AND ${isOutside(tx.accountId)}))`,
  sql`ORDER BY (coalesce(s.outcome, 'open') = 'open') DESC, d.changed_at DESC NULLS LAST, d.id DESC LIMIT 50`);
}

/** For each deal the conversations with somebody of it, the newest first, `dealConversationsMax` at most. */
export async function findConversationsOfDeals(tx: Tx, act: Act, dealIds: readonly number[]): Promise<Map<number, number[]>> {
  requirePermission(act, 'reports.read');
  const rows = await tx.rows(sql<{ dealId: number; ids: number[] }>`
    SELECT w.id AS "dealId", ARRAY(
      SELECT mf.conversation_id FROM deal_contacts dc
        JOIN crm_contact_addresses ca ON ca.account_id = dc.account_id AND ca.connection_id = dc.connection_id AND ca.external_id = dc.external_id
        JOIN addresses a ON a.account_id = ca.account_id AND a.address = ca.address
        JOIN message_parties p ON p.account_id = a.account_id AND p.address_id = a.id AND p.role <> 'reply-to'
        JOIN message_facts mf ON mf.account_id = p.account_id AND mf.message_id = p.message_id
      WHERE dc.account_id = ${tx.accountId} AND dc.deal_id = w.id AND ${isOutside(tx.accountId)}
      GROUP BY mf.conversation_id ORDER BY mf.conversation_id DESC LIMIT ${dealConversationsMax}) AS ids
    FROM unnest(${[...dealIds]}::bigint[]) AS w(id)`);
  return new Map(rows.map(({ dealId, ids }) => [dealId, ids]));
}

const addressesOf = sql`
  SELECT ca.address FROM deal_contacts dc JOIN crm_contact_addresses ca ON ca.account_id = dc.account_id AND ca.connection_id = dc.connection_id AND ca.external_id = dc.external_id
  WHERE dc.account_id = d.account_id AND dc.deal_id = d.id`;

async function readDeals(tx: Tx, where: Sql, tail: Sql): Promise<DealRow[]> {
  return tx.rows(sql<DealRow>`
    SELECT d.id, d.name, CASE WHEN s.id IS NULL THEN NULL ELSE jsonb_build_object('id', s.id, 'label', s.label, 'pipeline', s.pipeline, 'outcome', s.outcome) END AS stage,
      CASE WHEN g.id IS NULL THEN NULL ELSE jsonb_build_object('id', g.id, 'name', g.name) END AS agent, o.name AS "ownerName", d.value::float8 AS value, d.currency, d.closes_at AS "closesAt",
      coalesce(d.opened_at, d.created_at) AS "createdAt", coalesce(d.changed_at, d.updated_at) AS "updatedAt", ARRAY(SELECT DISTINCT e.address FROM (${addressesOf}) e ORDER BY 1) AS addresses
    FROM deals d
      LEFT JOIN deal_stages s ON s.account_id = d.account_id AND s.id = d.stage_id
      LEFT JOIN crm_owners o ON o.account_id = d.account_id AND o.connection_id = d.connection_id AND o.external_id = d.owner_id
      LEFT JOIN agent_addresses aa ON aa.account_id = d.account_id AND aa.address = o.address
      LEFT JOIN agents g ON g.account_id = d.account_id AND g.id = aa.agent_id
    WHERE ${where} ${tail}`);
}

import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Tx } from '#storage/index.ts';

/** An agent as somebody behind addresses. */
export interface AgentMailbox {
  readonly id: number;
  readonly name: string;
  /** The first of his addresses; without any that of his login; '' where there is neither. */
  readonly address: string;
  /** Normalised, in order. */
  readonly addresses: readonly string[];
  /** May sign in. */
  readonly hasLogin: boolean;
}

export type AgentMailboxSort = 'id' | 'name' | 'address';

export interface AgentMailboxPage {
  /** Of these agents only; absent: of all. */
  readonly ids?: readonly number[];
  /** In the name or an address, without regard to case; '' finds all. */
  readonly search?: string;
  readonly sort?: AgentMailboxSort;
  readonly direction?: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

const mailboxes = sql`
  SELECT g.id, g.name, g.user_id IS NOT NULL AS has_login, x.addresses, coalesce(x.addresses[1], (SELECT u.email FROM users u WHERE u.id = g.user_id), '') AS address
  FROM agents g CROSS JOIN LATERAL (SELECT ARRAY(SELECT a.address FROM agent_addresses a WHERE a.account_id = g.account_id AND a.agent_id = g.id ORDER BY a.address) AS addresses) x`;

/** A page of agents who are at work; equal ones follow by id. */
export async function findAgentMailboxes(
  tx: Tx, act: Act, { ids, search = '', sort = 'name', direction = 'asc', limit, offset }: AgentMailboxPage,
): Promise<{ total: number; rows: AgentMailbox[] }> {
  requirePermission(act, 'people.read');
  const wanted = search.trim().toLowerCase();
  const where = allOf([
    sql`g.account_id = ${tx.accountId}`, sql`g.deactivated_at IS NULL`,
    ...(ids === undefined ? [] : [sql`g.id = ANY(${[...ids]}::bigint[])`]),
    ...(wanted === '' ? [] : [sql`(strpos(lower(g.name), ${wanted}) > 0 OR EXISTS (
      SELECT FROM agent_addresses a WHERE a.account_id = g.account_id AND a.agent_id = g.id AND strpos(a.address, ${wanted}) > 0))`]),
  ]);
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM agents g WHERE ${where}`);
  const order = { id: sql`m.id`, name: sql`lower(m.name)`, address: sql`m.address` }[sort];
  const rows = await tx.rows(sql<AgentMailbox>`
    SELECT m.id, m.name, m.address, m.addresses, m.has_login AS "hasLogin" FROM (${mailboxes} WHERE ${where}) m
    ORDER BY ${order} ${direction === 'asc' ? sql`ASC` : sql`DESC`}, m.id LIMIT ${limit} OFFSET ${offset}`);
  return { total, rows };
}

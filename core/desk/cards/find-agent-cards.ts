import { requirePermission, type Act } from '#core/kernel/index.ts';
import { hot, sql, type Sql, type Tx } from '#storage/index.ts';
import { requireSameAccount } from '../require-same-account.ts';

/** An agent with what is known of the login: as lists of people show them. */
export interface AgentCard {
  readonly id: number;
  readonly name: string;
  /** Of the login, else the first mail address; null: neither. */
  readonly email: string | null;
  readonly userId: number | null;
  /** Of the membership; null: no login here (any more). */
  readonly role: string | null;
  readonly hasPassword: boolean;
  readonly isDeactivated: boolean;
}

/** Agents by id: these, deactivated ones too, or all that are active. */
export async function findAgentCards(tx: Tx, act: Act, ids?: readonly number[]): Promise<AgentCard[]> {
  requirePermission(act, 'people.read');
  requireSameAccount(tx, act);
  return tx.rows(agentCards(tx.accountId, ids));
}

/** Of the login of an agent named a, else its first mail address. */
const agentEmail = sql`coalesce(
  (SELECT l.email FROM memberships k JOIN users l ON l.id = k.user_id WHERE k.account_id = a.account_id AND k.user_id = a.user_id AND k.ended_at IS NULL),
  (SELECT d.address FROM agent_addresses d WHERE d.account_id = a.account_id AND d.agent_id = a.id ORDER BY d.address LIMIT 1))`;

/** What a message shows of its author, as an expression. */
export function agentOfMessage(accountId: number, agentId: number): Sql {
  return sql`(SELECT jsonb_build_object('id', a.id, 'name', a.name, 'email', ${agentEmail}) FROM agents a WHERE a.account_id = ${accountId} AND a.id = ${agentId})`;
}

function agentCards(accountId: number, ids?: readonly number[]): Sql<AgentCard> {
  const statement = sql<AgentCard>`
    SELECT a.id, a.name, a.user_id AS "userId", r.name AS role, coalesce(u.password_hash IS NOT NULL, false) AS "hasPassword", a.deactivated_at IS NOT NULL AS "isDeactivated",
      ${agentEmail} AS email
    FROM agents a
    LEFT JOIN memberships m ON m.account_id = a.account_id AND m.user_id = a.user_id AND m.ended_at IS NULL
    LEFT JOIN users u ON u.id = m.user_id
    LEFT JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id
    WHERE a.account_id = ${accountId} AND ${ids === undefined ? sql`a.deactivated_at IS NULL` : sql`a.id = ANY(${[...ids]}::bigint[])`} ORDER BY a.id`;
  return ids === undefined ? statement : hot(statement);
}

import { sql } from '#storage/index.ts';

/** A person who answers; may have a login, may own mailboxes. */
export interface Agent {
  readonly id: number;
  readonly name: string;
  readonly userId: number | null;
  /** Made because mail of our side was read, not by an administrator. */
  readonly isDiscovered: boolean;
  /** Normalised, in order. */
  readonly addresses: readonly string[];
  readonly createdAt: string;
  readonly deactivatedAt: string | null;
}

export const agentColumns = sql`agents.id, agents.name, agents.user_id AS "userId", agents.is_discovered AS "isDiscovered", agents.created_at AS "createdAt",
  agents.deactivated_at AS "deactivatedAt",
  ARRAY(SELECT a.address FROM agent_addresses a WHERE a.account_id = agents.account_id AND a.agent_id = agents.id ORDER BY a.address) AS addresses`;

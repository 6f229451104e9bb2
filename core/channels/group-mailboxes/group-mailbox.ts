import { sql } from '#storage/index.ts';

/** A shared address and who answers for it. It reads and sends nothing itself: the mail lies in channels. */
export interface GroupMailbox {
  readonly id: number;
  readonly name: string;
  /** Normalised, as are the aliases. */
  readonly address: string;
  readonly aliases: readonly string[];
  /** Deactivated ones too: what they did still counts. */
  readonly agentIds: readonly number[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Of `group_mailboxes g`. */
export const groupMailboxColumns = sql`g.id, g.name,
  coalesce((SELECT x.address FROM group_mailbox_addresses x WHERE x.account_id = g.account_id AND x.group_mailbox_id = g.id AND x.is_own), '') AS address,
  ARRAY(SELECT x.address FROM group_mailbox_addresses x WHERE x.account_id = g.account_id AND x.group_mailbox_id = g.id AND NOT x.is_own ORDER BY x.address) AS aliases,
  ARRAY(SELECT m.agent_id FROM group_mailbox_members m WHERE m.account_id = g.account_id AND m.group_mailbox_id = g.id ORDER BY m.agent_id) AS "agentIds",
  g.created_at AS "createdAt", g.updated_at AS "updatedAt"`;

import type { MailboxProtocol } from '#core/channels/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';

/** A person's mailbox: an agent and the enabled mail channel whose own address is his. */
export interface PersonMailbox {
  readonly agentId: number;
  readonly channelId: number;
  readonly name: string;
  readonly address: string;
  /** Own address and aliases. */
  readonly addresses: readonly string[];
  readonly hasLogin: boolean;
  /** Null: nothing reads it; mail may come by SMTP, an API or an import. */
  readonly protocol: MailboxProtocol | null;
  /** False while its mail server cannot be read. */
  readonly isWell: boolean;
  readonly createdAt: string;
  /** In which hours count for it. */
  readonly zone: string;
  readonly newestMessageAt: string | null;
  /** When its reading began, and when everything up to then was last here; null: not yet. */
  readonly readingSince: string | null;
  readonly readUpTo: string | null;
}

export type PersonMailboxSort = 'id' | 'name' | 'email' | 'createdAt';

export interface PersonMailboxPage {
  /** In the name or an address, without regard to case; '' finds all. */
  readonly search: string;
  readonly sort: PersonMailboxSort;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/** The mailboxes themselves: `g` the agent, `c` the channel. An agent with several has the oldest. */
const mailboxes = (tx: Tx): Sql => sql`
  (SELECT DISTINCT ON (x.agent_id) x.agent_id, c.* FROM channels c JOIN agent_addresses x ON x.account_id = c.account_id AND x.address = c.address
   WHERE c.account_id = ${tx.accountId} AND c.kind = 'email' AND NOT c.is_list AND c.disabled_at IS NULL ORDER BY x.agent_id, c.id) c
  JOIN agents g ON g.account_id = c.account_id AND g.id = c.agent_id`;

const sorts: Readonly<Record<PersonMailboxSort, Sql>> = { id: sql`g.id`, name: sql`lower(g.name)`, email: sql`c.address`, createdAt: sql`c.created_at` };

/** A page of mailboxes; equal ones follow by id. */
export async function findPersonMailboxes(tx: Tx, act: Act, { search, sort, direction, limit, offset }: PersonMailboxPage): Promise<{ total: number; rows: PersonMailbox[] }> {
  requirePermission(act, 'channels.read');
  requirePermission(act, 'people.read');
  const wanted = search.trim().toLowerCase();
  const where = allOf([sql`true`, ...(wanted === '' ? [] : [sql`(strpos(lower(g.name), ${wanted}) > 0 OR EXISTS (
    SELECT FROM channel_addresses a WHERE a.account_id = c.account_id AND a.channel_id = c.id AND strpos(a.address, ${wanted}) > 0))`])]);
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM ${mailboxes(tx)} WHERE ${where}`);
  const rows = await tx.rows(sql<PersonMailbox>`
    WITH page AS MATERIALIZED (
      SELECT g.id AS agent_id, g.name AS agent_name, g.user_id, c.id, c.account_id, c.address, c.created_at, c.calendar_id,
        row_number() OVER (ORDER BY ${sorts[sort]} ${direction === 'asc' ? sql`ASC` : sql`DESC`}, g.id) AS place
      FROM ${mailboxes(tx)} WHERE ${where} ORDER BY place LIMIT ${limit} OFFSET ${offset})
    SELECT p.agent_id AS "agentId", p.id AS "channelId", p.agent_name AS name, p.address, p.user_id IS NOT NULL AS "hasLogin", p.created_at AS "createdAt",
      ARRAY(SELECT a.address FROM channel_addresses a WHERE a.account_id = p.account_id AND a.channel_id = p.id ORDER BY a.address <> p.address, a.address) AS addresses,
      coalesce(s.protocol, (SELECT k.kind FROM channel_connections k WHERE k.account_id = p.account_id AND k.channel_id = p.id AND k.kind = 'imap')) AS protocol,
      m.failing_since IS NULL AS "isWell",
      coalesce((SELECT v.zone FROM calendar_versions v
        WHERE v.account_id = p.account_id AND v.calendar_id = coalesce(p.calendar_id, (SELECT d.id FROM calendars d WHERE d.account_id = p.account_id AND d.is_default))
        ORDER BY v.version DESC LIMIT 1), (SELECT a.zone FROM accounts a WHERE a.id = p.account_id)) AS zone,
      (SELECT max(newest.at) FROM unnest(ARRAY['open', 'snoozed', 'resolved', 'closed']) AS l(life) CROSS JOIN LATERAL (
        SELECT k.last_message_at AS at FROM conversations k WHERE k.account_id = p.account_id AND k.channel_id = p.id AND k.life = l.life AND k.merged_into IS NULL
        ORDER BY k.last_message_at DESC LIMIT 1) newest) AS "newestMessageAt",
      coalesce(s.connected_at, CASE WHEN m.connected_at IS NOT NULL THEN coalesce(m.first_connected_at, p.created_at) END) AS "readingSince",
      CASE WHEN s.protocol IS NULL
        THEN (SELECT CASE WHEN sum(f.backlog) = 0 THEN max(f.seen_at) END FROM mailbox_folders f WHERE f.account_id = p.account_id AND f.channel_id = p.id)
        ELSE (SELECT CASE WHEN bool_and(f.is_complete) THEN max(f.seen_at) END FROM mailbox_cursors f WHERE f.account_id = p.account_id AND f.channel_id = p.id) END AS "readUpTo"
    FROM page p
      LEFT JOIN mailbox_accesses s ON s.account_id = p.account_id AND s.channel_id = p.id
      LEFT JOIN mailboxes m ON m.account_id = p.account_id AND m.channel_id = p.id
    ORDER BY p.place`);
  return { total, rows };
}

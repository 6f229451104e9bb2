import pg from 'pg';
import { clientOptions, type Connection } from '../connection.ts';

export interface StoredFileName { readonly accountId: number; readonly sha256: string; readonly byteCount: number }

/** How the work stands, over all accounts. */
export interface WorkState {
  readonly accounts: number;
  /** Consumers behind the event log: how many events, all accounts together. */
  readonly lagging: readonly { readonly consumer: string; readonly events: number }[];
  /** History whose search documents are still made, all accounts together: messages. `total` null: not all are counted yet. Null: nothing is to be made. */
  readonly searchFill: { readonly accounts: number; readonly done: number; readonly total: number | null } | null;
  /** Events that have no position yet. */
  readonly unsequenced: number;
  readonly failedJobs: number;
  readonly overdueJobs: number;
  readonly quarantined: number;
  /** Mailboxes that are to be read and cannot be, the longest first. */
  readonly failingMailboxes: readonly { readonly accountId: number; readonly address: string; readonly since: string; readonly text: string }[];
  /** Addresses of enabled mailboxes whose mail goes to another account, which had them first. Lists are left out. */
  readonly addressesElsewhere: readonly { readonly accountId: number; readonly address: string }[];
  /** Files that should lie in the store, and some of them by chance. */
  readonly files: number;
  readonly fileSample: readonly StoredFileName[];
  /** The newest sealed value of each kind, with the row it belongs to, to try the key on. */
  readonly sealed: readonly { readonly table: string; readonly column: string; readonly row: string | number; readonly sealed: Buffer }[];
}

/** `consumers`: names that this version has. As the owner, who sees all accounts. */
export async function inspectWork(connection: Connection, { consumers, sampleMax }: { consumers: readonly string[]; sampleMax: number }): Promise<WorkState> {
  const client = new pg.Client({ ...clientOptions(connection, 'owner'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  const count = async (statement: string): Promise<number> => Number((await client.query<{ count: string }>(statement)).rows[0]?.count ?? 0);
  try {
    const lagging = await client.query<{ consumer: string; events: string }>(`
      SELECT n.consumer, sum(h.position - coalesce(c.position, 0)) AS events
      FROM unnest($1::text[]) n(consumer) CROSS JOIN event_heads h LEFT JOIN event_cursors c ON c.account_id = h.account_id AND c.consumer = n.consumer
      WHERE h.position > coalesce(c.position, 0) GROUP BY 1 ORDER BY 1`, [[...consumers]]);
    const fill = (await client.query<{ accounts: string; done: string; total: string | null }>(`
      SELECT count(*) AS accounts, sum(least(done, total)) AS done, CASE WHEN bool_and(total IS NOT NULL) THEN sum(total) END AS total FROM search_fills WHERE finished_at IS NULL HAVING count(*) > 0`)).rows[0];
    const sample = await client.query<{ account_id: string; sha256: string; byte_count: string }>(`
      SELECT account_id, sha256, byte_count FROM (
        SELECT account_id, sha256, byte_count FROM files UNION ALL SELECT account_id, sha256, byte_count FROM raw_mails WHERE packed IS NULL) f
      ORDER BY random() LIMIT $1`, [sampleMax]);
    const totp = await client.query<{ id: string; totp_sealed: Buffer }>('SELECT id, totp_sealed FROM users WHERE totp_sealed IS NOT NULL ORDER BY id DESC LIMIT 1');
    const mailboxes = await client.query<{ account_id: string; address: string; since: Date; text: string }>(`
      SELECT m.account_id, coalesce(c.address, c.name) AS address, m.failing_since AS since, coalesce(m.error_text, '') AS text
      FROM mailboxes m JOIN channels c ON c.account_id = m.account_id AND c.id = m.channel_id JOIN channel_connections k ON k.account_id = c.account_id AND k.channel_id = c.id AND k.kind = 'imap'
      WHERE m.failing_since IS NOT NULL AND c.disabled_at IS NULL ORDER BY m.failing_since LIMIT 100`);
    const elsewhere = await client.query<{ account_id: string; address: string }>(`
      SELECT ca.account_id, ca.address FROM channel_addresses ca
        JOIN channels ch ON ch.account_id = ca.account_id AND ch.id = ca.channel_id AND ch.kind = 'email' AND ch.disabled_at IS NULL AND NOT ch.is_list
        JOIN accounts a ON a.id = ca.account_id AND a.deleted_at IS NULL
        JOIN address_claims cl ON cl.address = regexp_replace(ca.address, '^([^@+]+)\\+[^@]*@', '\\1@') AND cl.account_id <> ca.account_id
      ORDER BY 1, 2 LIMIT 100`);
    const secrets = await client.query<{ place: string; secret_sealed: Buffer }>(`
      SELECT account_id || ':' || channel_id || ':' || kind AS place, secret_sealed FROM channel_connections WHERE secret_sealed IS NOT NULL ORDER BY updated_at DESC LIMIT 1`);
    return {
      accounts: await count('SELECT count(*) FROM accounts WHERE deleted_at IS NULL'),
      lagging: lagging.rows.map(({ consumer, events }) => ({ consumer, events: Number(events) })),
      searchFill: fill ? { accounts: Number(fill.accounts), done: Number(fill.done), total: fill.total === null ? null : Number(fill.total) } : null,
      unsequenced: await count('SELECT count(*) FROM events WHERE position IS NULL'),
      failedJobs: await count('SELECT count(*) FROM jobs WHERE failed_at IS NOT NULL'),
      overdueJobs: await count(`SELECT count(*) FROM jobs WHERE failed_at IS NULL AND run_at < now() - interval '10 minutes' AND (lease_until IS NULL OR lease_until < now())`),
      quarantined: await count('SELECT count(*) FROM quarantine WHERE resolved_at IS NULL'),
      failingMailboxes: mailboxes.rows.map((row) => ({ accountId: Number(row.account_id), address: row.address, since: new Date(row.since).toISOString(), text: row.text })),
      addressesElsewhere: elsewhere.rows.map((row) => ({ accountId: Number(row.account_id), address: row.address })),
      files: await count('SELECT (SELECT count(*) FROM files) + (SELECT count(*) FROM raw_mails WHERE packed IS NULL) AS count'),
      fileSample: sample.rows.map((row) => ({ accountId: Number(row.account_id), sha256: row.sha256, byteCount: Number(row.byte_count) })),
      sealed: [
        ...totp.rows.map((row) => ({ table: 'users', column: 'totp_sealed', row: Number(row.id), sealed: row.totp_sealed })),
        ...secrets.rows.map((row) => ({ table: 'channel_connections', column: 'secret_sealed', row: row.place, sealed: row.secret_sealed })),
      ],
    };
  } finally {
    await client.end().catch(() => {});
  }
}

import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';

/** A mail that could not be read. Its bytes: `readRawMail`, or the file store, by `rawSha256`. */
export interface QuarantinedMail {
  readonly id: number;
  readonly channelId: number;
  readonly channelAddress: string | null;
  /** Key of the copy within its channel. */
  readonly copyKey: string;
  readonly code: string;
  readonly detail: string;
  readonly rawSha256: string;
  readonly rawByteCount: number;
  readonly batchId: number | null;
  readonly createdAt: string;
  readonly resolvedAt: string | null;
}

/** The account's quarantine by id after `after`. */
export async function findQuarantine(tx: Tx, act: Act, { after = 0, limit = 100 }: { after?: number; limit?: number } = {}): Promise<QuarantinedMail[]> {
  requirePermission(act, 'imports.run');
  return tx.rows(sql<QuarantinedMail>`${quarantined(tx)} AND q.id > ${after} ORDER BY q.id LIMIT ${Math.min(limit, 500)}`);
}

export async function getQuarantined(tx: Tx, act: Act, id: number): Promise<QuarantinedMail> {
  requirePermission(act, 'imports.run');
  const mail = await tx.maybe(sql<QuarantinedMail>`${quarantined(tx)} AND q.id = ${id}`);
  if (!mail) throw notFound('mail in quarantine');
  return mail;
}

function quarantined(tx: Tx): Sql {
  return sql`
    SELECT q.id, q.channel_id AS "channelId", c.address AS "channelAddress", q.copy_key AS "copyKey", q.code, q.detail, q.raw_sha256 AS "rawSha256", r.byte_count AS "rawByteCount",
      q.batch_id AS "batchId", q.created_at AS "createdAt", q.resolved_at AS "resolvedAt"
    FROM quarantine q
      JOIN raw_mails r ON r.account_id = q.account_id AND r.sha256 = q.raw_sha256
      JOIN channels c ON c.account_id = q.account_id AND c.id = q.channel_id
    WHERE q.account_id = ${tx.accountId}`;
}

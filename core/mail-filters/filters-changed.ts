import { appendEvents } from '#core/events/index.ts';
import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Makes those who change a filter of the account take turns. The row is there afterwards. */
export async function lockFilters(tx: Tx, act: Act): Promise<{ countsListedOnly: boolean }> {
  return tx.one(sql<{ countsListedOnly: boolean }>`
    INSERT INTO mail_filter_settings AS s (account_id, changed_at) VALUES (${tx.accountId}, ${act.now})
    ON CONFLICT (account_id) DO UPDATE SET version = s.version RETURNING counts_listed_only AS "countsListedOnly"`);
}

/** After a change: it is audited, and asks for the figures of all conversations anew. */
export async function tellFiltersChanged(tx: Tx, act: Act, change: { action: AuditAction; targetId?: number; detail: Readonly<Record<string, unknown>> }): Promise<void> {
  const { version } = await tx.one(sql<{ version: number }>`
    UPDATE mail_filter_settings SET version = version + 1, changed_at = ${act.now} WHERE account_id = ${tx.accountId} RETURNING version`);
  await appendEvents(tx, act, [{ type: 'settings.changed', data: { kind: 'mail-filters', version, recompute: true } }]);
  await writeAudit(tx, act, { action: change.action, targetKind: 'mail-filter', targetId: change.targetId ?? null, detail: { ...change.detail, version } });
}

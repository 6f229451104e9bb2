import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What one run of an import did. */
export interface ImportCounts { readonly read: number; readonly stored: number; readonly alreadyHeld: number; readonly quarantined: number }

export interface ImportBatch {
  readonly id: number;
  readonly channelId: number;
  readonly source: string;
  readonly state: 'running' | 'done' | 'failed' | 'undoing' | 'undone';
  readonly counts: ImportCounts | Record<string, never>;
  readonly startedAt: string;
  readonly finishedAt: string | null;
}

/** Opens a batch: what is stored under it can be undone together. */
export async function startImport(tx: Tx, act: Act, { channelId, source }: { channelId: number; source: string }): Promise<number> {
  requirePermission(act, 'imports.run');
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO import_batches (account_id, channel_id, source, state, started_at) VALUES (${tx.accountId}, ${channelId}, ${source}, 'running', ${act.now}) RETURNING id`);
  return id;
}

export async function finishImport(tx: Tx, act: Act, batchId: number, state: 'done' | 'failed', counts: ImportCounts): Promise<void> {
  requirePermission(act, 'imports.run');
  const changed = await tx.run(sql`
    UPDATE import_batches SET state = ${state}, counts = ${JSON.stringify(counts)}::jsonb, finished_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${batchId}`);
  if (changed === 0) throw notFound('import');
  await appendEvents(tx, act, [{ type: 'import.finished', data: { batchId, stored: counts.stored } }]);
  await writeAudit(tx, act, { action: `import.${state}`, targetKind: 'import', targetId: batchId, detail: { ...counts } });
}

/** The account's imports, newest first. */
export async function findImports(tx: Tx, act: Act, limit = 100): Promise<ImportBatch[]> {
  requirePermission(act, 'imports.run');
  return tx.rows(sql<ImportBatch>`
    SELECT id, channel_id AS "channelId", source, state, counts, started_at AS "startedAt", finished_at AS "finishedAt"
    FROM import_batches WHERE account_id = ${tx.accountId} ORDER BY id DESC LIMIT ${limit}`);
}

import { CoreError, notFound, requirePermission, type Act, type ProblemKey, type ProblemValues } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** What one run of an import did. */
export interface ImportCounts { readonly read: number; readonly stored: number; readonly alreadyHeld: number; readonly quarantined: number }

export interface ImportBatch {
  readonly id: number;
  readonly channelId: number;
  readonly source: string;
  /** stopped: it runs no more and never said so (killed). */
  readonly state: 'running' | 'stopped' | 'done' | 'failed' | 'undoing' | 'undone';
  readonly counts: ImportCounts | Record<string, never>;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** Of a failed one, where it is known. */
  readonly failedBecause: string | null;
  /** Which sentence that is; null: none has a key. */
  readonly failedSaid: { readonly key: ProblemKey; readonly values: ProblemValues } | null;
}

/** Why an import failed, for people; `key`: which sentence it is. */
export interface ImportFailure { readonly text: string; readonly key?: ProblemKey | undefined; readonly values?: ProblemValues | undefined }

/** A run that has given no sign of life for so long is dead. It gives one with every batch it stores, and several a minute beside. */
export const importSilenceMaxSeconds = 60;

/** Opens a batch: what is stored under it can be undone together. */
export async function startImport(tx: Tx, act: Act, { channelId, source }: { channelId: number; source: string }): Promise<number> {
  requirePermission(act, 'imports.run');
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO import_batches (account_id, channel_id, source, state, started_at, seen_at)
    VALUES (${tx.accountId}, ${channelId}, ${source}, 'running', ${act.now}, clock_timestamp()) RETURNING id`);
  return id;
}

/**
 * Writes what a run has done. `running`: so far, in the transaction that stores its mails; it is the run's sign of life too. Only a run that
 * is running may go on or finish: where it is being undone this throws, and what the transaction stored goes with it.
 */
export async function finishImport(tx: Tx, act: Act, batchId: number, state: 'running' | 'done' | 'failed', counts: ImportCounts, failure: ImportFailure | null = null): Promise<void> {
  requirePermission(act, 'imports.run');
  // The row lock of this statement is what undoImport waits for, and the other way round.
  const changed = await tx.run(sql`
    UPDATE import_batches SET state = ${state}, counts = ${JSON.stringify(counts)}::jsonb, seen_at = clock_timestamp(), failed_because = ${failure?.text ?? null},
      failed_said = ${failure?.key ? JSON.stringify({ key: failure.key, values: failure.values ?? {} }) : null}::jsonb,
      finished_at = ${state === 'running' ? null : act.now}::timestamptz
    WHERE account_id = ${tx.accountId} AND id = ${batchId} AND state = 'running'`);
  if (changed === 0) throw new CoreError('conflict', 'This import is being undone; it was stopped.', { key: 'import-undone' });
  if (state === 'running') return;
  await appendEvents(tx, act, [{ type: 'import.finished', data: { batchId, stored: counts.stored } }]);
  await writeAudit(tx, act, { action: `import.${state}`, targetKind: 'import', targetId: batchId, detail: { ...counts } });
}

/** A sign of life of a run whose batch takes long (large mails, a slow machine). Changes nothing of one that is over or being undone. */
export async function touchImport(tx: Tx, act: Act, batchId: number): Promise<void> {
  requirePermission(act, 'imports.run');
  await tx.run(sql`UPDATE import_batches SET seen_at = clock_timestamp() WHERE account_id = ${tx.accountId} AND id = ${batchId} AND state = 'running'`);
}

/** The account's imports, newest first. */
export async function findImports(tx: Tx, act: Act, limit = 100): Promise<ImportBatch[]> {
  requirePermission(act, 'imports.run');
  return tx.rows(sql<ImportBatch>`SELECT ${columns} FROM import_batches WHERE account_id = ${tx.accountId} ORDER BY id DESC LIMIT ${limit}`);
}

export async function getImport(tx: Tx, act: Act, batchId: number): Promise<ImportBatch> {
  requirePermission(act, 'imports.run');
  const batch = await tx.maybe(sql<ImportBatch>`SELECT ${columns} FROM import_batches WHERE account_id = ${tx.accountId} AND id = ${batchId}`);
  if (!batch) throw notFound('import');
  return batch;
}

const columns = sql`
  id, channel_id AS "channelId", source, counts, started_at AS "startedAt", finished_at AS "finishedAt", failed_because AS "failedBecause", failed_said AS "failedSaid",
  CASE WHEN state = 'running' AND coalesce(seen_at, started_at) < clock_timestamp() - make_interval(secs => ${importSilenceMaxSeconds}) THEN 'stopped' ELSE state END AS state`;

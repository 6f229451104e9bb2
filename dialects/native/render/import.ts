import type { ImportBatch, ImportCounts } from '#core/conversations/index.ts';
import type { Import } from '../schemas/imports.ts';

/** A refusal with others has its English text alone. */
const gaps: ReadonlySet<string> = new Set(['line', 'found', 'format', 'path']);

export function renderImport({ id, channelId, source, state, counts, startedAt, finishedAt, failedBecause, failedSaid }: ImportBatch): Import {
  const { read, stored, alreadyHeld, quarantined }: Partial<ImportCounts> = counts; // none before the first batch
  return { id, channelId, source, state, read: read ?? 0, stored: stored ?? 0, alreadyHeld: alreadyHeld ?? 0, quarantined: quarantined ?? 0, startedAt, finishedAt, problem: failedBecause, problemSaid: failedSaid && { key: failedSaid.key, values: Object.fromEntries(Object.entries(failedSaid.values).filter(([name]) => gaps.has(name))) } };
}

import type { ImportBatch } from '#core/conversations/index.ts';
import type { Import } from '../schemas/imports.ts';

export function renderImport({ id, channelId, source, state, counts, startedAt, finishedAt }: ImportBatch): Import {
  const { read = 0, stored = 0, alreadyHeld = 0, quarantined = 0 } = counts;
  return { id, channelId, source, state, read, stored, alreadyHeld, quarantined, startedAt, finishedAt };
}

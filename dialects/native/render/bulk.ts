import type { BulkOperation } from '#core/desk/index.ts';
import type { Bulk } from '../schemas/bulk.ts';

export function renderBulk({ id, state, total, done, changed, restored, createdAt, finishedAt }: BulkOperation): Bulk {
  return { id, state, total, done, changed, restored, createdAt, finishedAt };
}

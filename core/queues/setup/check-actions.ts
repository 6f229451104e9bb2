import { CoreError, invalid } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { QueueAction, QueueKind } from '../queue.ts';

export const actionFields = ['afterHours', 'overCapacity', 'waitedTooLong'] as const;
type Actions = Readonly<Record<(typeof actionFields)[number], QueueAction>>;
interface Node extends Actions { readonly id: number; readonly kind: QueueKind; readonly name: string }

/**
 * What these queues do with work that they cannot take, as it is written now: a queue named there must be there, of the same kind, and no way along such
 * targets may come back to where it began, whatever the reasons on it. Under `lockSetup`, or two commands could make a ring between them.
 */
export async function checkActions(tx: Tx, queueIds: readonly number[]): Promise<void> {
  if (queueIds.length === 0) return;
  const queues = new Map((await tx.rows(sql<Node>`
    SELECT id, kind, name, after_hours AS "afterHours", over_capacity AS "overCapacity", waited_too_long AS "waitedTooLong"
    FROM queues WHERE account_id = ${tx.accountId} AND deleted_at IS NULL`)).map((queue) => [queue.id, queue]));
  for (const id of queueIds) {
    const queue = queues.get(id)!;
    for (const field of actionFields) {
      const action = queue[field];
      if (action.action !== 'queue') continue;
      const target = queues.get(action.queueId);
      if (!target) throw invalid(`${field}.queueId`, 'names no queue', 'no-queue');
      if (target.kind !== queue.kind) throw invalid(`${field}.queueId`, `must be a queue for ${queue.kind}s`, 'queue-other-kind');
    }
    const ring = ringFrom(queue, queues);
    if (ring) {
      const names = ring.map(({ name }) => name).join(' > ');
      throw new CoreError('conflict', `Work would go round in a ring: ${names}.`, { key: 'queue-ring', values: { names } });
    }
  }
}

/** The way from a queue back to itself; null: there is none. */
export function ringFrom<Q extends Actions & { readonly id: number }>(start: Q, queues: ReadonlyMap<number, Q>): readonly Q[] | null {
  const seen = new Set<number>();
  const walk = (queue: Q, way: readonly Q[]): readonly Q[] | null => {
    for (const field of actionFields) {
      const action = queue[field];
      const next = action.action === 'queue' ? queues.get(action.queueId) : undefined;
      if (!next) continue;
      if (next.id === start.id) return [...way, next];
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      const found = walk(next, [...way, next]);
      if (found) return found;
    }
    return null;
  };
  return walk(start, [start]);
}

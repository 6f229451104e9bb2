import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { endDevicesOfGone, findAgentsToRecount } from '#core/presence/index.ts';
import type { Tx } from '#storage/index.ts';
import { ringBell } from './bell.ts';
import { recountAgent } from './engine/index.ts';
import { inStore } from './run/run-rule.ts';

/**
 * Projection: agents who are new in a queue (`queue.changed` names them) are looked at, so that they are asked there without having to change anything
 * about themselves first; so are those whose status, or the account's capacity for whom, was changed. Agents who were deactivated have no devices any more: the standing work makes
 * them offline, and what they had goes on to others. All other readiness is written with what changes it.
 */
export const readinessConsumer: Consumer = { name: 'routing-readiness', kind: 'projection', batchMax: 200, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const agentIds = events.filter((event) => event.type === 'queue.changed').flatMap(({ data }) => (data['agentIds'] as number[] | undefined) ?? []);
  const last = events.at(-1)!;
  const changedIds = [...new Set(events.filter((event) => event.type === 'agent.changed').map(({ data }) => data['agentId'] as number))];
  if (changedIds.length > 0 && await endDevicesOfGone(tx, changedIds, last.storedAt) > 0) tx.afterCommit(() => ringBell('due'));
  const statusIds = events.filter((event) => event.type === 'statuses.changed').map(({ data }) => data['statusId'] as number | undefined).filter((id) => id !== undefined && id > 0) as number[];
  const isForAll = events.some((event) => event.type === 'capacity.changed' && event.data['agentId'] === null);
  const again = isForAll ? await findAgentsToRecount(tx, null) : statusIds.length > 0 ? await findAgentsToRecount(tx, statusIds) : [];
  if (agentIds.length + again.length === 0) return;
  await inStore(tx, systemAct(tx.accountId, last.storedAt, 'routing', last.origin), async (store) => {
    for (const agentId of again) await recountAgent(store, agentId);
    await store.refreshReadiness(agentIds);
  });
  tx.afterCommit(() => ringBell('due'));
}

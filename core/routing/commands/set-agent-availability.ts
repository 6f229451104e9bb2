import type { Act } from '#core/kernel/index.ts';
import { setAvailability, type Availability } from '#core/people/index.ts';
import { getAgentWork, statusIds } from '#core/presence/index.ts';
import type { Tx } from '#storage/index.ts';
import { ringBell } from '../bell.ts';
import { chooseStatus } from '../engine/index.ts';
import { inStore } from '../run/run-rule.ts';

/**
 * Availability, and the status with it for an agent who has one: available is Available, busy is Unavailable, offline is Offline. In the transaction that is
 * open; what it makes possible is matched by the standing work at once after the commit.
 */
export async function setAgentAvailability(tx: Tx, act: Act, agentId: number, change: { readonly availability?: Availability | undefined; readonly autoOffline?: boolean | undefined }): Promise<void> {
  await setAvailability(tx, act, agentId, change);
  const { availability } = change;
  if (availability === undefined || await getAgentWork(tx, agentId) === null) return;
  await inStore(tx, act, (store) => chooseStatus(store, { agentId, statusId: statusOf[availability] }));
  tx.afterCommit(() => ringBell('due'));
}

const statusOf: Readonly<Record<Availability, number>> = { available: statusIds.available, busy: statusIds.unavailable, offline: statusIds.offline };

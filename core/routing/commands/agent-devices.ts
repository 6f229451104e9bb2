import { invalid, nowText, systemAct, type Act, type Clock } from '#core/kernel/index.ts';
import {
  dropDevice, ensureAgentPresence, findEndedDevices, getAgentWork, holdDesks, holdDevice, readStatuses, statusAtReturn, sweepDevices, type AgentWork, type DeviceKind,
} from '#core/presence/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import { agentVanishes, comeOnline, noWake } from '../engine/index.ts';
import type { Wake } from '../engine/store.ts';
import { inStore, runRouting, type Change, type Routed } from '../run/run-rule.ts';
import type { SqlStore } from '../store/open-sql-store.ts';
import { requireDesk } from './require-desk.ts';

export interface DeviceInput { readonly agentId: number; readonly device: string; readonly kind: DeviceKind }

/** A device of an agent says that it is there; to be said again within 45 seconds. The first makes the agent online: login, in the status that `statusAtReturn` names. */
export async function keepDevice(change: Change, act: Act, { agentId, device, kind }: DeviceInput): Promise<void> {
  if (!/^[\x21-\x7e]{1,100}$/.test(device)) throw invalid('device', 'must be 1 to 100 characters without spaces', 'bad-characters');
  if (device === 'desk') throw invalid('device', 'is the name of the desk itself', 'not-offered');
  const isOnline = await change(async (tx) => {
    await requireDesk(tx, act, agentId);
    await ensureAgentPresence(tx, act, agentId);
    await holdDevice(tx, act, agentId, { device, kind });
    return (await getAgentWork(tx, agentId))!.isOnline;
  });
  if (!isOnline) await bringOnline(change, act, agentId);
}

/** The device goes, as when somebody signs out. The last one makes the agent offline. Gone already: nothing happens. */
export async function endDevice(change: Change, act: Act, { agentId, device }: Omit<DeviceInput, 'kind'>): Promise<void> {
  const wasThere = await change(async (tx) => {
    await requireDesk(tx, act, agentId);
    return dropDevice(tx, act, agentId, device);
  });
  if (wasThere) await endPresence(change, act, agentId);
}

/** The desk sockets of these people are open. For the process that holds them, every few seconds. */
export async function keepDesks(change: Change, act: Act, userIds: readonly number[]): Promise<void> {
  for (const agentId of await change((tx) => holdDesks(tx, act, userIds))) await bringOnline(change, act, agentId);
}

async function bringOnline(change: Change, act: Act, agentId: number): Promise<void> {
  await runRouting(change, act, (tx) => routed(tx, act, agentId, async (store, work) => (
    work.isOnline ? noWake : comeOnline(store, { agentId, ...await returnTo(tx, await statusAtReturn(tx, act, work)) }))));
}

async function returnTo(tx: Tx, statusId: number): Promise<{ readonly statusId: number; readonly ownStatusTakesWork: boolean }> {
  return { statusId, ownStatusTakesWork: statusId > 0 && (await readStatuses(tx)).some(({ id, takesWork }) => id === statusId && takesWork) };
}

/** Offline where no device is there any more: looked at under the lock, so that one that comes back at this moment counts. */
async function endPresence(change: Change, act: Act, agentId: number): Promise<void> {
  await runRouting(change, act, (tx) => routed(tx, act, agentId, async (store) => (
    await sweepDevices(tx, act, agentId) ? noWake : agentVanishes(store, { agentId }))));
}

async function routed(
  tx: Tx, act: Act, agentId: number, rule: (store: SqlStore, work: AgentWork) => Promise<Wake>,
): Promise<Routed<null>> {
  const work = await getAgentWork(tx, agentId);
  return { result: null, wake: work === null ? noWake : await inStore(tx, act, (store) => rule(store, work)) };
}

/** Makes those offline whose last device was not heard of in time, in all accounts. Returns how many leases of agents it looked at. */
export async function endLostDevices({ database, clock, onFailure }: { readonly database: Database; readonly clock: Clock; readonly onFailure: (error: unknown, accountId: number) => void }): Promise<number> {
  const ended = await findEndedDevices(database, nowText(clock));
  for (const { accountId, agentId } of ended) {
    await endPresence((work) => database.withAccount(accountId, work), systemAct(accountId, nowText(clock), 'presence'), agentId).catch((error: unknown) => onFailure(error, accountId));
  }
  return ended.length;
}

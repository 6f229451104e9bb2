import { notFound, seesAll, type Act } from '#core/kernel/index.ts';
import { ensureAgentPresence, findStatuses } from '#core/presence/index.ts';
import type { Tx } from '#storage/index.ts';
import { agentVanishes, changeReadiness, chooseStatus, comeOnline, type Wake } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import type { SqlStore } from '../store/open-sql-store.ts';
import { requireDesk } from './require-desk.ts';

/** How an agent stands: own with work.handle, another's with work.supervise. What it makes possible is matched at once. */
async function atDesk(change: Change, act: Act, agentId: number, rule: (store: SqlStore, setBy: number | null, tx: Tx) => Promise<Wake>): Promise<void> {
  await runRouting(change, act, async (tx) => {
    const { setBy } = await requireDesk(tx, act, agentId);
    await ensureAgentPresence(tx, act, agentId);
    return { result: null, wake: await inStore(tx, act, (store) => rule(store, setBy, tx)) };
  });
}

/** The status that he wants to be in; during a call it is what he comes back to. `invalid` for an automatic one, `not-found` for one that is not there. */
export async function setAgentStatus(change: Change, act: Act, { agentId, statusId }: { agentId: number; statusId: number }): Promise<void> {
  await atDesk(change, act, agentId, async (store, setBy, tx) => {
    if (!(await findStatuses(tx, seesAll(act))).some((status) => status.id === statusId)) throw notFound('status');
    return chooseStatus(store, { agentId, statusId, setBy });
  });
}

/** For which kinds he is ready; what is not named stays. */
export async function setAgentReadiness(change: Change, act: Act, { agentId, ...takes }: { agentId: number; takesMessages?: boolean; takesCalls?: boolean; takesChats?: boolean }): Promise<void> {
  await atDesk(change, act, agentId, (store, setBy) => changeReadiness(store, { agentId, ...takes, setBy }));
}

/** His first device is there: he is in this status from now on. */
export async function bringAgentOnline(change: Change, act: Act, { agentId, statusId }: { agentId: number; statusId: number }): Promise<void> {
  await atDesk(change, act, agentId, (store) => comeOnline(store, { agentId, statusId }));
}

/** His last device is gone: what rings goes on to others, what he had in hand waits again. */
export async function takeAgentOffline(change: Change, act: Act, { agentId }: { agentId: number }): Promise<void> {
  await atDesk(change, act, agentId, (store, setBy) => agentVanishes(store, { agentId, setBy }));
}

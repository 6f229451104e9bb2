import type { Act } from '#core/kernel/index.ts';
import { ensureAgentPresence } from '#core/presence/index.ts';
import { agentVanishes, comeOnline, type Wake } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import type { SqlStore } from '../store/open-sql-store.ts';
import { requireDesk } from './require-desk.ts';

/** How an agent stands: own with work.handle, another's with work.supervise. What it makes possible is matched at once. */
async function atDesk(change: Change, act: Act, agentId: number, rule: (store: SqlStore, setBy: number | null) => Promise<Wake>): Promise<void> {
  await runRouting(change, act, async (tx) => {
    const { setBy } = await requireDesk(tx, act, agentId);
    await ensureAgentPresence(tx, act, agentId);
    return { result: null, wake: await inStore(tx, act, (store) => rule(store, setBy)) };
  });
}

/** His first device is there: he is in this status from now on. */
export async function bringAgentOnline(change: Change, act: Act, { agentId, statusId }: { agentId: number; statusId: number }): Promise<void> {
  await atDesk(change, act, agentId, (store) => comeOnline(store, { agentId, statusId }));
}

/** His last device is gone: what rings goes on to others, what he had in hand waits again. */
export async function takeAgentOffline(change: Change, act: Act, { agentId }: { agentId: number }): Promise<void> {
  await atDesk(change, act, agentId, (store, setBy) => agentVanishes(store, { agentId, setBy }));
}

import { writeAudit } from '#core/audit/index.ts';
import type { InteractionKind } from '#core/interactions/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { handOver } from '../engine/hand-over.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import { readLine, requireLine, type LineState } from './line-state.ts';
import { plainText } from './plain-text.ts';
import { requireDesk } from './require-desk.ts';

const reasonMax = 300;

/**
 * Gives a call or chat that waits to a named person, whoever waits longer, for a reason that stands with the offer; the audit log keeps who did it. Needs work.supervise, also for oneself. `conflict`: it
 * waits in no queue (any more), or the person is not free for it; `not-found`: the call, chat or agent is not of the account.
 */
export async function handOverWork(change: Change, act: Act, { kind, interactionId, toAgentId, reason }: { kind: InteractionKind; interactionId: number; toAgentId: number; reason: string }): Promise<LineState> {
  requirePermission(act, 'work.supervise');
  const note = plainText('reason', reason, reasonMax);
  await runRouting(change, act, async (tx) => {
    await requireLine(tx, kind, interactionId);
    await requireDesk(tx, act, toAgentId);
    const { offer, wake } = await inStore(tx, act, (store) => handOver(store, { interactionId, toAgentId, note }));
    await writeAudit(tx, act, { action: 'work.handed-over', targetKind: 'interaction', targetId: interactionId, detail: { agentId: toAgentId, queueId: offer.queueId } });
    return { result: null, wake };
  });
  return change((tx) => readLine(tx, kind, interactionId));
}

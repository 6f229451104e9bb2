import { createInteraction } from '#core/interactions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { takeDirectly } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import { readLine, type LineState } from './line-state.ts';
import { requireOwnDesk } from './require-desk.ts';
import { lineNumber } from './start-line.ts';

/** The acting person's own agent calls a customer: the record is there, the agent has it in hand, and the line is told to dial. `conflict` where he is not free. */
export async function dialCustomer(change: Change, act: Act, { to, from, contactId, lang = 'en' }: { readonly to: string; readonly from?: string; readonly contactId?: number; readonly lang?: string }): Promise<LineState> {
  const interactionId = await runRouting(change, act, async (tx) => {
    const agentId = await requireOwnDesk(tx, act);
    const { id } = await createInteraction(tx, act, {
      kind: 'call', direction: 'out', entry: 'dial', lang, phone: to, outboundNumber: lineNumber(to), ...(from !== undefined && { supportNumber: lineNumber(from) }), contactId: contactId ?? null,
    });
    return { result: id, wake: await inStore(tx, act, (store) => takeDirectly(store, { interactionId: id, agentId })) };
  });
  return change((tx) => readLine(tx, 'call', interactionId));
}

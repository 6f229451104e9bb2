import type { InteractionKind } from '#core/interactions/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { cancelTransfer, completeTransfer, endInteraction, endWrapUp, plainAct, takeDirectly, transfer, type Wake } from '../engine/index.ts';
import { lockInteraction } from '../engine/locks.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import type { SqlStore } from '../store/open-sql-store.ts';
import { readLine, requireLine, type LineState } from './line-state.ts';
import { plainText } from './plain-text.ts';
import { requireDesk, requireOwnDesk, requireWork } from './require-desk.ts';

/** What an agent does with a call or chat. */
export const workActions = [
  'hold', 'resume', 'transfer', 'transfer-complete', 'transfer-cancel', 'end', 'wrap-up-done', 'dispose', 'join', 'leave', 'take', 'read-voicemail', 'redaction-start', 'redaction-end', 'verify', 'ticket',
] as const;
export type WorkActionName = (typeof workActions)[number];

export interface Work {
  readonly action: WorkActionName;
  /** Who does it; default: the acting person's own agent. */
  readonly agentId?: number;
  readonly toAgentId?: number;
  readonly toQueueId?: number;
  readonly kind?: 'cold' | 'warm';
  readonly role?: 'barge' | 'monitor' | 'coach';
  readonly code?: string;
  readonly note?: string;
  readonly ticketId?: string;
  readonly ticketUrl?: string;
  readonly isVerified?: boolean;
}

/** Joining somebody else's talk is for whoever supervises. */
const forSupervisors: readonly WorkActionName[] = ['join'];

/**
 * One act of an agent: at one's own desk with work.handle, at another's with work.supervise. `conflict` where the state does not allow it; what is so already
 * changes nothing.
 */
export async function doWork(change: Change, act: Act, { kind, interactionId, work }: { kind: InteractionKind; interactionId: number; work: Work }): Promise<LineState> {
  requireWork(act);
  await runRouting(change, act, async (tx) => {
    const agentId = work.agentId ?? await requireOwnDesk(tx, act);
    await requireDesk(tx, act, agentId);
    if (forSupervisors.includes(work.action)) requirePermission(act, 'work.supervise');
    await requireLine(tx, kind, interactionId);
    return { result: null, wake: await inStore(tx, act, (store) => done(tx, act, store, interactionId, agentId, work)) };
  });
  return change((tx) => readLine(tx, kind, interactionId));
}

async function done(tx: Tx, act: Act, store: SqlStore, interactionId: number, agentId: number, work: Work): Promise<Wake> {
  switch (work.action) {
    case 'hold': return plainAct(store, { interactionId, act: { type: 'hold', agentId } });
    case 'resume': return plainAct(store, { interactionId, act: { type: 'resume', agentId } });
    case 'join': return plainAct(store, { interactionId, act: { type: 'join', agentId, role: work.role ?? 'monitor' } });
    case 'leave': return plainAct(store, { interactionId, act: { type: 'leave', agentId } });
    case 'read-voicemail': return plainAct(store, { interactionId, act: { type: 'voicemail-read', agentId } });
    case 'redaction-start': return took(store, interactionId, agentId, act, () => plainAct(store, { interactionId, act: { type: 'redaction-starts', agentId } }));
    case 'redaction-end': return took(store, interactionId, agentId, act, () => plainAct(store, { interactionId, act: { type: 'redaction-ends', agentId } }));
    case 'verify': return took(store, interactionId, agentId, act, () => plainAct(store, { interactionId, act: { type: 'verify', verified: work.isVerified ?? true } }));
    case 'take': return takeDirectly(store, { interactionId, agentId });
    case 'end': return endByAgent(tx, act, store, interactionId, agentId);
    case 'wrap-up-done': return endWrapUp(store, { agentId });
    case 'transfer-complete': return own(store, interactionId, agentId, act, () => completeTransfer(store, { interactionId }));
    case 'transfer-cancel': return own(store, interactionId, agentId, act, () => cancelTransfer(store, { interactionId }));
    case 'transfer': return transferTo(store, interactionId, agentId, work);
    case 'dispose': {
      const code = plainText('code', work.code, 100);
      return plainAct(store, { interactionId, act: { type: 'dispose', agentId, code, ...(work.note !== undefined && { note: plainText('note', work.note, 2_000) }) } });
    }
    case 'ticket': {
      if (work.ticketUrl !== undefined && !/^https?:\/\/[^\s]+$/i.test(work.ticketUrl)) throw invalid('ticketUrl', 'must be an address that begins with http:// or https://', 'no-link');
      const ticket = { ticketId: plainText('ticketId', work.ticketId, 200), ...(work.ticketUrl !== undefined && { ticketUrl: plainText('ticketUrl', work.ticketUrl, 2_000) }) };
      return took(store, interactionId, agentId, act, () => plainAct(store, { interactionId, act: { type: 'ticket', ...ticket } }));
    }
  }
}

function transferTo(store: SqlStore, interactionId: number, byAgentId: number, { kind = 'cold', toAgentId, toQueueId }: Work): Promise<Wake> {
  if ((toAgentId === undefined) === (toQueueId === undefined)) throw invalid('toAgentId', 'must be named, or a queue', 'agent-or-queue');
  return transfer(store, { interactionId, byAgentId, kind, to: toAgentId === undefined ? { queueId: toQueueId! } : { agentId: toAgentId } }).then(({ wake }) => wake);
}

/** Whoever is in it ends it; who supervises may end anything. */
function endByAgent(_tx: Tx, act: Act, store: SqlStore, interactionId: number, agentId: number): Promise<Wake> {
  return own(store, interactionId, agentId, act, async () => (await endInteraction(store, { interactionId, by: 'agent' })).wake);
}

/** What changes it for all who are in it is for them, and for whoever supervises. */
async function own(store: SqlStore, interactionId: number, agentId: number, act: Act, rule: () => Promise<Wake>): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  if (!interaction.parties.some((party) => party.agentId === agentId && party.leftMs === null)) requirePermission(act, 'work.supervise');
  return rule();
}

/** What is said of it, also afterwards, is for those who had a part in it, and for whoever supervises. */
async function took(store: SqlStore, interactionId: number, agentId: number, act: Act, rule: () => Promise<Wake>): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  if (!interaction.parties.some((party) => party.agentId === agentId)) requirePermission(act, 'work.supervise');
  return rule();
}

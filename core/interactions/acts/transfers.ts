import type { InteractionAct, Party, Transfer } from '../interaction.ts';
import { agentInIt, agentsInIt, changeTransfer, customerSpan, mainAgent, moveAgent, moveCustomer, openTransfer, partyOfAgent, placeOf, refuse, releaseAgent, type Draft } from './draft.ts';
import { wait } from './queue.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/**
 * cold: the agent leaves at once and wraps up, whoever was beside him leaves too, and the customer waits in the queue or, without a promise of
 * service, for the agent who was asked. warm: the customer holds until the transfer is complete or called off.
 */
export function transfer(draft: Draft, { kind, byAgentId, to }: ActOf<'transfer'>): boolean {
  const party = agentInIt(draft, byAgentId);
  if (openTransfer(draft)) refuse('interaction-transfer-open', 'A transfer is under way already.');
  if (mainAgent(draft)?.id !== party.id) refuse('interaction-not-in-it', `Only who has the ${draft.kind} can transfer it.`);
  const span = customerSpan(draft);
  if (span.type !== 'talk' && !(span.type === 'hold' && span.agentId === byAgentId)) refuse('interaction-not-talking', 'There is nothing to transfer now.');
  if ('agentId' in to && partyOfAgent(draft, to.agentId)) refuse('interaction-taken', `Agent ${to.agentId} is in this ${draft.kind} already.`);
  const place = placeOf(draft, party);
  const made: Transfer = {
    id: draft.newId(), kind, state: 'transferring', failReason: 'none', fromAgentId: byAgentId, toAgentId: 'agentId' in to ? to.agentId : null,
    fromQueueId: place.queueId, toQueueId: 'stay' in to ? to.stay.queueId : null, deflection: 'none', createdMs: draft.now, assignedMs: null, connectedMs: null, endedMs: null, updatedMs: draft.now,
  };
  draft.transfers.push(made);
  if (kind === 'warm') {
    if (span.type === 'talk') {
      moveAgent(draft, party, 'hold');
      moveCustomer(draft, 'hold', place, { state: 'on-hold' });
    }
    if ('stay' in to) Object.assign(draft, { queueId: to.stay.queueId, lang: to.stay.lang, ...(to.stay.menuPathId !== null && { menuPathId: to.stay.menuPathId }) });
    return true;
  }
  for (const other of agentsInIt(draft)) releaseAgent(draft, other, { wrapUp: true });
  if ('stay' in to) wait(draft, to.stay, { outcome: 'finished', transferId: made.id });
  else {
    moveCustomer(draft, 'queue', { ...place, agentId: null, transferId: made.id }, { outcome: 'finished', state: 'waiting' });
    draft.state = 'queued';
  }
  return true;
}

export function transferComplete(draft: Draft): boolean {
  const underway = openTransfer(draft);
  if (!underway) return draft.transfers.at(-1)?.state === 'finished' ? false : refuse('interaction-no-transfer', 'No transfer is under way.');
  const target = targetOf(draft, underway);
  if (underway.state !== 'connected' || !target) refuse('interaction-transfer-waits', 'Nobody has answered the transfer yet.');
  const main = mainAgent(draft);
  if (main) releaseAgent(draft, main, { wrapUp: true });
  moveAgent(draft, target, 'talk');
  draft.agentId = target.agentId;
  moveCustomer(draft, 'talk', placeOf(draft, target), { state: 'connected' });
  changeTransfer(draft, underway.id, { state: 'finished', endedMs: draft.now });
  return true;
}

/** warm: the first agent has the customer again. cold: the customer goes on waiting where he is. */
export function transferCancel(draft: Draft, { failReason }: ActOf<'transfer-cancel'>): boolean {
  const underway = openTransfer(draft);
  if (!underway) return ['cancelled', 'failed'].includes(draft.transfers.at(-1)?.state ?? '') ? false : refuse('interaction-no-transfer', 'No transfer is under way.');
  const isCalledOff = failReason === 'none' || failReason === 'agent-cancelled';
  const target = targetOf(draft, underway);
  changeTransfer(draft, underway.id, { state: isCalledOff ? 'cancelled' : 'failed', failReason, endedMs: draft.now });
  if (underway.kind === 'cold') return true;
  if (target) releaseAgent(draft, target, { wrapUp: false, failReason: target.connectedMs === null ? (isCalledOff ? 'none' : failReason) : 'none' });
  const main = mainAgent(draft);
  if (!main) return true;
  const place = placeOf(draft, main);
  moveAgent(draft, main, 'talk');
  moveCustomer(draft, 'talk', place, { state: 'connected' });
  Object.assign(draft, { queueId: place.queueId, menuPathId: place.menuPathId, lang: place.lang ?? draft.lang });
  return true;
}

function targetOf(draft: Draft, underway: Transfer): Party | undefined {
  if (underway.assignedMs === null || underway.toAgentId === null) return undefined;
  const party = partyOfAgent(draft, underway.toAgentId);
  return party && party.agentId !== draft.agentId ? party : undefined;
}

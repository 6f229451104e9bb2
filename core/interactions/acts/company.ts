import type { InteractionAct, Party } from '../interaction.ts';
import { addParty, agentsInIt, changeParty, customerSpan, mainAgent, moveCustomer, openSpan, openTransfer, partyOfAgent, placeOf, refuse, releaseAgent, type Draft } from './draft.ts';
import { transferCancel, transferComplete } from './transfers.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

export function joinOrLeave(draft: Draft, act: ActOf<'join' | 'leave' | 'third-joins' | 'third-leaves'>): boolean {
  switch (act.type) {
    case 'join': return join(draft, act);
    case 'leave': return leave(draft, act);
    case 'third-joins': return thirdJoins(draft, act);
    case 'third-leaves': return thirdLeaves(draft, act);
  }
}

/** barge: talks with both. monitor and coach: with nobody or with the agent, so the time is no talk. */
function join(draft: Draft, { agentId, role }: ActOf<'join'>): boolean {
  const there = partyOfAgent(draft, agentId);
  if (there) return there.role === role ? false : refuse('interaction-taken', `Agent ${agentId} is in this ${draft.kind} already.`);
  const main = mainAgent(draft) ?? refuse('interaction-not-taken', `Nobody has this ${draft.kind} now.`);
  const party = addParty(draft, { kind: 'agent', role, agentId, state: 'connected', connectedMs: draft.now });
  openSpan(draft, party.id, role === 'barge' ? 'talk' : 'consult', { ...placeOf(draft, main), agentId, transferId: null }, role === 'barge' ? { isBarge: true } : {});
  return true;
}

/**
 * Who has it may leave to somebody who barged in, or by completing a transfer; the last one ends it or transfers it instead. A transfer's target who
 * leaves calls the transfer off.
 */
function leave(draft: Draft, { agentId }: ActOf<'leave'>): boolean {
  const party = partyOfAgent(draft, agentId);
  if (!party) return false;
  const underway = openTransfer(draft);
  const isMain = mainAgent(draft)?.id === party.id;
  if (underway?.kind === 'warm') {
    if (isMain) return transferComplete(draft);
    if (party.role === 'transfer') return transferCancel(draft, { type: 'transfer-cancel', failReason: 'agent-cancelled' });
  }
  if (!isMain) {
    releaseAgent(draft, party, { wrapUp: true });
    return true;
  }
  const heir = agentsInIt(draft).find((other) => other.role === 'barge');
  if (!heir) refuse('interaction-last-agent', `Nobody else is in this ${draft.kind}: end it or transfer it.`);
  return leaveTo(draft, party, heir);
}

function leaveTo(draft: Draft, party: Party, heir: Party): boolean {
  releaseAgent(draft, party, { wrapUp: true });
  draft.agentId = heir.agentId;
  changeParty(draft, heir.id, { role: 'main' });
  if (customerSpan(draft).type !== 'event') moveCustomer(draft, 'talk', placeOf(draft, heir), { state: 'connected' });
  return true;
}

function thirdJoins(draft: Draft, { name }: ActOf<'third-joins'>): boolean {
  if (draft.parties.some((party) => party.kind === 'third' && party.name === name && party.leftMs === null)) return false;
  addParty(draft, { kind: 'third', role: 'main', name, state: 'connected', connectedMs: draft.now });
  return true;
}

function thirdLeaves(draft: Draft, { partyId }: ActOf<'third-leaves'>): boolean {
  const party = draft.parties.find((one) => one.id === partyId && one.kind === 'third');
  if (!party) refuse('interaction-not-in-it', 'There is no such participant.');
  if (party.leftMs !== null) return false;
  changeParty(draft, party.id, { state: 'finished', leftMs: draft.now });
  return true;
}

import type { InteractionAct, Party } from '../interaction.ts';
import { addParty, changeDetail, changeTransfer, customerSpan, mainAgent, moveAgent, moveCustomer, openSpan, openSpanOf, openTransfer, partyOfAgent, placeOf, refuse, togetherState, isTogether, type Draft } from './draft.ts';
import { leaveBot } from './menus.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

export function connect(draft: Draft, act: ActOf<'assign' | 'connecting' | 'switching' | 'connected'>): boolean {
  switch (act.type) {
    case 'assign': return assign(draft, act);
    case 'connecting': return connecting(draft);
    case 'switching': return switching(draft, act);
    case 'connected': return connected(draft);
  }
}

function assign(draft: Draft, act: ActOf<'assign'>): boolean {
  if (isTogether(draft)) return assignTarget(draft, act);
  if (draft.state === 'selecting' && draft.direction === 'in') refuse('interaction-state', `A ${draft.kind} in the menus cannot be taken.`);
  const main = mainAgent(draft);
  if (main) return main.agentId === act.agentId ? false : refuse('interaction-taken', `This ${draft.kind} has been taken already.`);
  const underway = openTransfer(draft);
  const isChat = draft.kind === 'chat';
  const party = addParty(draft, { kind: 'agent', role: underway ? 'transfer' : 'main', agentId: act.agentId, state: isChat ? 'connected' : 'connecting', connectedMs: isChat ? draft.now : null });
  const place = { agentId: act.agentId, queueId: draft.queueId, menuPathId: draft.menuPathId, lang: draft.lang, transferId: underway?.id ?? null };
  openSpan(draft, party.id, isChat ? 'talk' : (act.beforeWorkSeconds ?? 0) > 0 ? 'before-work' : 'connecting', place);
  leaveBot(draft);
  const span = customerSpan(draft);
  if (!isChat && span.type === 'connecting') changeAgentOfStay(draft, act.agentId);
  else moveCustomer(draft, isChat ? 'talk' : 'connecting', place, { outcome: span.type === 'queue' ? 'answered' : span.outcome ?? 'finished', state: isChat ? 'connected' : 'connecting' });
  if (span.type === 'queue') changeAgentOf(draft, span.id, act.agentId);
  Object.assign(draft, { state: 'assigned', agentId: act.agentId, assignedMs: draft.connectedMs === null || draft.assignedMs === null ? draft.now : draft.assignedMs });
  changeDetail(draft, { answerMode: act.answerMode });
  if (isChat) draft.connectedMs ??= draft.now;
  if (underway) {
    changeTransfer(draft, underway.id, { assignedMs: draft.now, toAgentId: act.agentId, ...(isChat && { state: 'finished', connectedMs: draft.now, endedMs: draft.now }) });
  }
  return true;
}

/** A warm transfer's target took it: the customer holds on meanwhile. In a chat the two have each other at once. */
function assignTarget(draft: Draft, act: ActOf<'assign'>): boolean {
  const underway = openTransfer(draft);
  if (!underway) return partyOfAgent(draft, act.agentId) ? false : refuse('interaction-taken', `This ${draft.kind} has been taken already.`);
  const there = partyOfAgent(draft, act.agentId);
  if (there?.role === 'transfer' && openSpanOf(draft, there.id)?.transferId === underway.id) return false;
  if (there) refuse('interaction-taken', `Agent ${act.agentId} is in this ${draft.kind} already.`);
  if (underway.assignedMs !== null) refuse('interaction-taken', 'Somebody has taken the transfer already.');
  const party = addParty(draft, { kind: 'agent', role: 'transfer', agentId: act.agentId, state: 'connecting' });
  openSpan(draft, party.id, draft.kind === 'call' && (act.beforeWorkSeconds ?? 0) > 0 ? 'before-work' : 'connecting',
    { agentId: act.agentId, queueId: draft.queueId, menuPathId: draft.menuPathId, lang: draft.lang, transferId: underway.id });
  changeTransfer(draft, underway.id, { assignedMs: draft.now, toAgentId: act.agentId });
  if (draft.kind === 'chat') consult(draft, party);
  return true;
}

function connecting(draft: Draft): boolean {
  const party = beingJoined(draft);
  const isBeforeWork = party !== undefined && openSpanOf(draft, party.id)?.type === 'before-work';
  if (isBeforeWork) moveAgent(draft, party, 'connecting', 'connecting');
  if (draft.state === 'connected') return isBeforeWork;
  const isNew = draft.state !== 'connecting';
  draft.state = 'connecting';
  return isNew || isBeforeWork;
}

function switching(draft: Draft, { provider }: ActOf<'switching'>): boolean {
  if (draft.state === 'switching' && draft.detail.provider === provider) return false;
  changeDetail(draft, { provider });
  draft.state = 'switching';
  return true;
}

function connected(draft: Draft): boolean {
  const party = beingJoined(draft);
  if (isTogether(draft)) {
    if (!party) return false;
    consult(draft, party);
    return true;
  }
  if (!party) refuse('interaction-not-taken', 'Nobody has taken this call.');
  moveAgent(draft, party, 'talk');
  moveCustomer(draft, 'talk', placeOf(draft, party), { outcome: 'finished', state: 'connected' });
  Object.assign(draft, { state: togetherState(draft), connectedMs: draft.connectedMs ?? draft.now });
  const underway = openTransfer(draft);
  if (underway) changeTransfer(draft, underway.id, { state: 'finished', connectedMs: draft.now, endedMs: draft.now });
  return true;
}

/** The two agents talk while the customer holds. */
function consult(draft: Draft, target: Party): void {
  moveAgent(draft, target, 'consult');
  const main = mainAgent(draft);
  if (main && main.id !== target.id) moveAgent(draft, main, 'consult');
  const underway = openTransfer(draft)!;
  changeTransfer(draft, underway.id, { state: 'connected', connectedMs: draft.now });
}

/** The agent whose line is not there yet. */
function beingJoined(draft: Draft): Party | undefined {
  return draft.parties.findLast((party) => party.kind === 'agent' && party.leftMs === null && party.state === 'connecting');
}

function changeAgentOf(draft: Draft, spanId: number, agentId: number): void {
  const at = draft.spans.findIndex((span) => span.id === spanId);
  draft.spans[at] = { ...draft.spans[at]!, agentId };
}

function changeAgentOfStay(draft: Draft, agentId: number): void {
  changeAgentOf(draft, customerSpan(draft).id, agentId);
}


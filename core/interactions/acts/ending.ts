import type { DisconnectedBy, FailReason, InteractionAct, InteractionState } from '../interaction.ts';
import { agentsInIt, changeDetail, changeParty, changeTransfer, closeSpanOf, customerOf, customerSpan, openTransfer, releaseAgent, type Draft } from './draft.ts';
import { closeRecordings } from './recordings.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

export function end(draft: Draft, act: ActOf<'end'>): boolean {
  if (draft.endedMs !== null) return false;
  const { state, failReason } = endOf(draft, act);
  if (act.failDetails !== undefined) changeDetail(draft, { failDetails: act.failDetails });
  if (act.adapterCode !== undefined) changeDetail(draft, { adapterCode: act.adapterCode });
  finish(draft, { state, failReason, by: act.by, outcome: outcomeOf(draft, act.by, failReason), wrapUp: act.wrapUp });
  return true;
}

export function wrapUpEnds(draft: Draft, { agentId }: ActOf<'wrap-up-ends'>): boolean {
  const wrapping = draft.parties.filter((party) => party.agentId === agentId && party.state === 'wrap-up');
  for (const party of wrapping) {
    closeSpanOf(draft, party.id);
    changeParty(draft, party.id, { state: party.failReason === 'none' ? 'finished' : 'failed' });
  }
  return wrapping.length > 0;
}

interface Finish { readonly state: InteractionState; readonly failReason: FailReason; readonly by: DisconnectedBy; readonly outcome: string; readonly wrapUp: boolean }

/** The end of the customer's time: every party leaves, what is open closes. */
export function finish(draft: Draft, { state, failReason, by, outcome, wrapUp }: Finish): void {
  const isBroken = failReason !== 'none';
  const underway = openTransfer(draft);
  if (underway) {
    changeTransfer(draft, underway.id, {
      state: underway.state === 'connected' ? 'cancelled' : 'failed', failReason: isBroken ? failReason : by === 'customer' ? 'customer-abandoned' : 'unknown', endedMs: draft.now,
    });
  }
  for (const party of agentsInIt(draft)) releaseAgent(draft, party, { wrapUp, ...(isBroken && party.connectedMs === null && { failReason }) });
  const customer = customerOf(draft);
  closeSpanOf(draft, customer.id, outcome);
  changeParty(draft, customer.id, { state: isBroken ? 'failed' : 'finished', failReason, leftMs: draft.now });
  for (const party of draft.parties) if (party.leftMs === null) changeParty(draft, party.id, { state: 'finished', leftMs: draft.now });
  closeRecordings(draft);
  Object.assign(draft, { state, failReason, endedMs: draft.now });
  changeDetail(draft, { disconnectedBy: by, ...(draft.detail.unansweredSinceMs !== undefined && { unansweredSinceMs: null }) });
}

/** What the end makes of it, by where it stood. A reason that was given wins over the one that follows. */
function endOf(draft: Draft, { by, failReason }: ActOf<'end'>): { state: InteractionState; failReason: FailReason } {
  const given = failReason !== undefined && failReason !== 'none' ? failReason : null;
  const failed = (follows: FailReason): { state: InteractionState; failReason: FailReason } => ({ state: 'failed', failReason: given ?? follows });
  switch (draft.state) {
    case 'external': return given ? failed(given) : { state: 'external-finished', failReason: 'none' };
    case 'voicemail': return { state: 'deflected', failReason: given ?? 'none' };
    case 'bot': return given ? failed(given) : { state: 'finished', failReason: 'none' };
    case 'scheduled': return failed(by === 'customer' ? 'customer-cancelled' : by === 'agent' ? 'agent-cancelled' : 'expired');
    case 'selecting': return draft.kind === 'chat' && by === 'customer' ? { state: 'cancelled', failReason: given ?? 'customer-left-menu' } : failed(by === 'customer' ? 'customer-left-menu' : by === 'agent' ? 'agent-cancelled' : 'unknown');
    case 'queued': return draft.kind === 'chat' && by === 'customer' ? { state: 'cancelled', failReason: given ?? 'customer-abandoned' } : failed(by === 'customer' ? 'customer-abandoned' : by === 'agent' ? 'agent-cancelled' : 'expired');
    case 'assigned': case 'connecting': case 'switching': case 'connected': case 'finished': case 'failed': case 'recovered': case 'deflected': case 'voicemail-received': case 'voicemail-read': case 'external-finished': case 'cancelled':
    case 'no-response': return given ? { state: given === 'no-response' && draft.kind === 'chat' ? 'no-response' : 'failed', failReason: given } : endTogether(draft, by);
  }
}

function endTogether(draft: Draft, by: DisconnectedBy): { state: InteractionState; failReason: FailReason } {
  if (draft.kind === 'chat') return { state: 'finished', failReason: 'none' };
  if (draft.state === 'connected') return { state: draft.parentId === null ? 'finished' : 'recovered', failReason: 'none' };
  return { state: 'failed', failReason: by === 'customer' ? (draft.direction === 'out' ? 'customer-no-answer' : 'customer-abandoned') : by === 'agent' ? 'agent-cancelled' : 'connection-failed' };
}

function outcomeOf(draft: Draft, by: DisconnectedBy, failReason: FailReason): string {
  const span = customerSpan(draft);
  if (span.type === 'queue') return by === 'customer' ? 'abandoned' : failReason === 'expired' ? 'expired' : 'moved';
  if (span.type === 'bot') return span.outcome ?? 'finished';
  if (span.type === 'menu' || span.type === 'event' || span.type === 'voicemail') return by === 'customer' ? 'abandoned' : 'finished';
  return 'finished';
}

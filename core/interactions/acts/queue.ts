import type { Deflection, DeflectionAction, InteractionAct, QueueStay } from '../interaction.ts';
import { agentsInIt, changeDetail, changeSpan, changeTransfer, customerSpan, moveCustomer, openTransfer, refuse, releaseAgent, type Draft } from './draft.ts';
import { finish } from './ending.ts';
import { leaveBot } from './menus.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/**
 * It waits for an agent: first time, after a bot, moved from another queue, or again because the agent who took it is gone (whose party fails).
 * A cold transfer that is still on its way goes on with the new stay; a warm one is given up.
 */
export function enqueue(draft: Draft, { stay, transferId }: ActOf<'enqueue'>): boolean {
  const span = customerSpan(draft);
  if (draft.state === 'queued' && span.queueId === stay.queueId && span.lang === stay.lang && span.serviceLevel !== null) return false;
  loseAgents(draft);
  const underway = openTransfer(draft);
  if (underway && transferId === undefined) changeTransfer(draft, underway.id, { toQueueId: stay.queueId, assignedMs: null });
  wait(draft, stay, { outcome: outcomeOf(draft), transferId: transferId ?? underway?.id ?? null });
  return true;
}

export function due(draft: Draft, { stay }: ActOf<'due'>): boolean {
  wait(draft, stay, { outcome: 'finished', transferId: null });
  return true;
}

/** Held out to a further group; said again, it changes nothing. */
export function cast(draft: Draft, { mode, group }: ActOf<'cast'>): boolean {
  const castings = draft.detail.castings ?? [];
  const since = customerSpan(draft).startedMs;
  const isKnown = castings.some((casting) => casting.group === group && casting.atMs >= since);
  if (isKnown && draft.detail.offerMode === mode) return false;
  changeDetail(draft, { offerMode: mode, ...(!isKnown && { castings: [...castings, { atMs: draft.now, group }] }) });
  return true;
}

/** Sent elsewhere instead of waiting, by our side: the stay in the queue is excluded from the service level. */
export function deflect(draft: Draft, { cause, action, stay, scheduledMs }: ActOf<'deflect'>): boolean {
  if (draft.kind === 'chat' && (action === 'voicemail' || action === 'callback' || action === 'schedule')) refuse('interaction-calls-only', 'Only a call can be put off or go to voicemail.');
  if (action === 'queue' && !stay) refuse('interaction-needs-queue', 'This needs the queue that it goes to.');
  noteDeflection(draft, cause, action);
  const outcome = draft.state === 'bot' ? outcomeOf(draft) : 'deflected';
  if (action === 'queue') {
    wait(draft, stay!, { outcome, transferId: openTransfer(draft)?.id ?? null });
    return true;
  }
  if (stay) Object.assign(draft, { queueId: stay.queueId, lang: stay.lang, ...(stay.menuPathId !== null && { menuPathId: stay.menuPathId }) });
  leaveBot(draft);
  if (action === 'message' || action === 'end') {
    finish(draft, { state: 'deflected', failReason: 'none', by: 'system', outcome, wrapUp: false });
    return true;
  }
  giveUpTransfer(draft);
  const { queueId, menuPathId, lang } = draft;
  moveCustomer(draft, action === 'voicemail' ? 'voicemail' : 'scheduled', { queueId, menuPathId, lang }, { outcome, state: 'waiting', detail: { deflection: cause } });
  draft.state = action === 'voicemail' ? 'voicemail' : 'scheduled';
  if (action !== 'voicemail') Object.assign(draft, { isScheduled: true, scheduledMs: scheduledMs ?? draft.scheduledMs });
  return true;
}

/** The customer waits in a queue from now on. `outcome`: of what he was in. */
export function wait(draft: Draft, stay: QueueStay, { outcome, transferId }: { outcome: string; transferId: number | null }): void {
  leaveBot(draft);
  const { queueId, menuPathId, lang, serviceLevel } = stay;
  moveCustomer(draft, 'queue', { queueId, menuPathId, lang, transferId, serviceLevel }, { outcome, state: 'waiting' });
  Object.assign(draft, { state: 'queued', queueId, lang, ...(menuPathId !== null && { menuPathId }), queuedMs: draft.queuedMs ?? draft.now });
}

function noteDeflection(draft: Draft, cause: Exclude<Deflection, 'none'>, action: DeflectionAction): void {
  changeDetail(draft, { deflection: cause, deflectionAction: action });
  const span = customerSpan(draft);
  if (span.type === 'bot' || span.type === 'queue') changeSpan(draft, span.id, { detail: { ...span.detail, deflection: cause } });
  const underway = openTransfer(draft);
  if (underway) changeTransfer(draft, underway.id, { deflection: cause });
}

function giveUpTransfer(draft: Draft): void {
  const underway = openTransfer(draft);
  if (underway) changeTransfer(draft, underway.id, { state: 'failed', failReason: 'expired', endedMs: draft.now });
}

/** How what the customer is in ends where it simply goes on. */
function outcomeOf(draft: Draft): string {
  const span = customerSpan(draft);
  if (span.type === 'queue') return 'moved';
  return span.outcome ?? 'finished';
}

/** Who had it is gone without having ended it. */
function loseAgents(draft: Draft): void {
  const underway = openTransfer(draft);
  if (underway?.kind === 'warm') changeTransfer(draft, underway.id, { state: 'failed', failReason: 'connection-failed', endedMs: draft.now });
  for (const party of agentsInIt(draft)) {
    const isTaker = party.role === 'main' || party.role === 'transfer';
    releaseAgent(draft, party, { wrapUp: false, ...(isTaker && { failReason: party.connectedMs === null ? 'agent-ignored' : 'connection-failed' }) });
  }
}

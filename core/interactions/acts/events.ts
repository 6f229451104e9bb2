import type { InteractionAct } from '../interaction.ts';
import { agentsInIt, customerSpan, mainAgent, moveCustomer, openTransfer, placeOf, refuse, releaseAgent, type Draft } from './draft.ts';
import { finish } from './ending.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/** payment: the agent stays on the line (his talk goes on). csat: the agents leave first and wrap up; with its end the whole ends. */
export function eventStarts(draft: Draft, { event }: ActOf<'event-starts'>): boolean {
  const span = customerSpan(draft);
  if (span.type === 'event') return span.detail.event === event ? false : refuse('interaction-not-talking', 'Another step is under way.');
  if (span.type !== 'talk' || openTransfer(draft)) refuse('interaction-not-talking', 'There is no conversation to leave for it now.');
  const { queueId, menuPathId, lang, agentId, transferId } = span;
  if (event === 'csat') for (const party of agentsInIt(draft)) releaseAgent(draft, party, { wrapUp: true });
  moveCustomer(draft, 'event', { queueId, menuPathId, lang, agentId, transferId }, { detail: { event }, state: 'connected' });
  return true;
}

export function eventEnds(draft: Draft, { outcome }: ActOf<'event-ends'>): boolean {
  if (draft.endedMs !== null || customerSpan(draft).type !== 'event') return false;
  const main = mainAgent(draft);
  if (main) moveCustomer(draft, 'talk', placeOf(draft, main), { outcome, state: 'connected' });
  else finish(draft, { state: draft.kind === 'call' && draft.parentId !== null ? 'recovered' : 'finished', failReason: 'none', by: outcome === 'abandoned' ? 'customer' : 'system', outcome, wrapUp: false });
  return true;
}

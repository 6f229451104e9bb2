import type { InteractionAct } from '../interaction.ts';
import { agentInIt, customerSpan, moveAgent, moveCustomer, openTransfer, placeOf, refuse, type Draft } from './draft.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/** The customer and the agent who asked hold; whoever is beside them goes on. */
export function hold(draft: Draft, { agentId }: ActOf<'hold'>): boolean {
  const party = agentInIt(draft, agentId);
  const span = customerSpan(draft);
  if (span.type === 'hold') return span.agentId === agentId ? false : refuse('interaction-on-hold', 'Another agent has put the customer on hold.');
  if (span.type !== 'talk' || party.state !== 'connected') refuse('interaction-not-talking', 'There is no conversation to put on hold now.');
  moveAgent(draft, party, 'hold');
  moveCustomer(draft, 'hold', placeOf(draft, party), { state: 'on-hold' });
  return true;
}

/** Only who asked for it ends a hold; one that belongs to a transfer ends with the transfer. */
export function resume(draft: Draft, { agentId }: ActOf<'resume'>): boolean {
  const party = agentInIt(draft, agentId);
  const span = customerSpan(draft);
  if (span.type !== 'hold') return false;
  if (openTransfer(draft)) refuse('interaction-transfer-open', 'The customer holds for a transfer: complete it or call it off.');
  if (span.agentId !== agentId) refuse('interaction-on-hold', 'Another agent has put the customer on hold.');
  moveAgent(draft, party, 'talk');
  moveCustomer(draft, 'talk', placeOf(draft, party), { state: 'connected' });
  return true;
}

import type { InteractionAct } from '../interaction.ts';
import { addParty, changeParty, changeSpan, customerSpan, moveCustomer, type Draft } from './draft.ts';

type ActOf<Type extends InteractionAct['type']> = Extract<InteractionAct, { type: Type }>;

/** The stay in the menus is one span, named for the way that it ended in. */
export function chooseMenu(draft: Draft, { menuId, menuPathId }: ActOf<'menu'>): boolean {
  if (draft.menuId === menuId && draft.menuPathId === menuPathId) return false;
  Object.assign(draft, { menuId, menuPathId });
  changeSpan(draft, customerSpan(draft).id, { menuPathId });
  return true;
}

/** A bot that takes over from another one ends that one's stay. */
export function botTakes(draft: Draft, { botName, menuPathId, lang, queueId: inFront }: ActOf<'bot-takes'>): boolean {
  const queueId = inFront ?? draft.queueId;
  const span = customerSpan(draft);
  if (span.type === 'bot' && span.detail.botName === botName && span.outcome === null) return false;
  leaveBot(draft);
  addParty(draft, { kind: 'bot', role: 'main', name: botName, state: 'connected', connectedMs: draft.now });
  moveCustomer(draft, 'bot', { queueId, menuPathId, lang }, {
    outcome: span.type === 'queue' ? 'moved' : 'finished', detail: { botName, initiatedBy: draft.direction === 'in' ? 'end_user' : 'system' }, state: 'waiting',
  });
  Object.assign(draft, { state: 'bot', lang, queueId, ...(menuPathId !== null && { menuPathId }) });
  return true;
}

/** Why a person is wanted. The customer stays with the bot until he waits or is sent elsewhere. */
export function botEscalates(draft: Draft, { reason, sentiment, fallbackCount }: ActOf<'bot-escalates'>): boolean {
  const span = customerSpan(draft);
  if (span.outcome === 'escalated') return false;
  changeSpan(draft, span.id, {
    outcome: 'escalated', detail: { ...span.detail, escalationReason: reason, ...(sentiment !== undefined && { sentiment }), ...(fallbackCount !== undefined && { fallbackCount }) },
  });
  return true;
}

/** The bot has gone: its party ends. */
export function leaveBot(draft: Draft): void {
  for (const bot of draft.parties.filter((party) => party.kind === 'bot' && party.leftMs === null)) changeParty(draft, bot.id, { state: 'finished', leftMs: draft.now });
}

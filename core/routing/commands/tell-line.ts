import type { InteractionKind } from '#core/interactions/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { botTakes, chatMessage, connected, endInteraction, escalateFollowing, lineConnects, noWake, plainAct, refuseOffer, type EnterInput, type Entered, type Wake } from '../engine/index.ts';
import { inStore, runRouting, settleWake, transactOf, type Change } from '../run/run-rule.ts';
import type { SqlStore } from '../store/open-sql-store.ts';
import { chooseMenu } from './choose-menu.ts';
import { enterQueue } from './enter-queue.ts';
import { actOf, checkLineEvent, type LineEvent } from './line-event.ts';
import { scheduledMsOf } from './scheduled-ms.ts';
import { readLine, requireLine, type LineState } from './line-state.ts';
import { postChatMessage } from './post-chat-message.ts';

/**
 * What a carrier or chat channel saw. Something that is known already (a second hang-up) changes nothing; `conflict` where the state does not allow it,
 * `not-found` for what is not of the account and kind, `invalid` for an event that makes no sense.
 */
export async function tellLine(change: Change, act: Act, { kind, interactionId, event }: { kind: InteractionKind; interactionId: number; event: LineEvent }): Promise<LineState> {
  requirePermission(act, 'work.supervise');
  checkLineEvent(kind, event);
  await change((tx) => requireLine(tx, kind, interactionId));
  let asksTime = false;
  if (event.event === 'menu') asksTime = (await chose(change, act, kind, interactionId, event))?.outcome === 'asks-time';
  else if (event.event === 'bot-escalated') asksTime = (await escalated(change, act, interactionId, event)).outcome === 'asks-time';
  else await runRouting(change, act, async (tx) => ({ result: null, wake: await inStore(tx, act, (store) => happened(tx, act, store, interactionId, event)) }));
  return { ...await change((tx) => readLine(tx, kind, interactionId)), asksTime };
}

const wishOf = (act: Act, { priority, scheduledAt }: LineEvent): Pick<EnterInput, 'priority' | 'scheduledMs'> => ({ ...(priority !== undefined && { priority }), ...(scheduledAt !== undefined && { scheduledMs: scheduledMsOf(act, scheduledAt) }) });

async function chose(change: Change, act: Act, kind: InteractionKind, interactionId: number, event: LineEvent): Promise<Entered | null> {
  const { menuId, queueId, lang } = event;
  if ((menuId === undefined) === (queueId === undefined)) throw invalid('menuId', 'must be named, or a queue', 'menu-or-queue');
  if (menuId !== undefined) return chooseMenu(change, act, { kind, interactionId, menuId, ...wishOf(act, event), ...(lang !== undefined && { lang }) });
  return enterQueue(change, act, { interactionId, queueId: queueId!, ...wishOf(act, event) });
}

async function escalated(change: Change, act: Act, interactionId: number, event: LineEvent): Promise<Entered> {
  const { reason, sentiment, fallbackCount, queueId } = event;
  const entered = await escalateFollowing(transactOf(change, act), {
    interactionId, reason: reason!, ...(sentiment !== undefined && { sentiment }), ...(fallbackCount !== undefined && { fallbackCount }), ...(queueId !== undefined && { queueId }),
    ...wishOf(act, event),
  });
  await settleWake(change, act, entered.wake);
  return entered;
}

async function happened(tx: Tx, act: Act, store: SqlStore, interactionId: number, event: LineEvent): Promise<Wake> {
  const one = actOf(event);
  if (one !== null) return plainAct(store, { interactionId, act: one });
  switch (event.event as RoutedEvent) {
    case 'connected': return connected(store, { interactionId });
    case 'connecting': return lineConnects(store, { interactionId });
    case 'hang-up': return hungUp(store, interactionId, event);
    case 'no-answer': return notAnswered(store, interactionId, event);
    case 'message': return message(tx, act, store, interactionId, event);
    case 'bot-took': return botTakes(store, { interactionId, botName: event.name! });
  }
}

/** Those that are no plain act. */
type RoutedEvent = 'connected' | 'connecting' | 'hang-up' | 'no-answer' | 'message' | 'bot-took';

async function hungUp(store: SqlStore, interactionId: number, event: LineEvent): Promise<Wake> {
  const { failReason } = event;
  const { wake } = await endInteraction(store, {
    interactionId, by: event.by ?? 'customer', ...(failReason !== undefined && { failReason }), ...(event.details !== undefined && { failDetails: event.details }),
    ...(event.adapterCode !== undefined && { adapterCode: event.adapterCode }),
  });
  return wake;
}

/** An agent's device that did not answer is not missed by him: his offer bounces. A customer who does not answer a call of ours ends it. */
async function notAnswered(store: SqlStore, interactionId: number, event: LineEvent): Promise<Wake> {
  if (event.agentId === undefined) return hungUp(store, interactionId, { by: 'system', failReason: 'customer-no-answer', ...event });
  const open = (await store.openOffersOf(interactionId)).find((offer) => offer.agentId === event.agentId);
  if (!open) return noWake;
  return (await refuseOffer(store, { offerId: open.id, agentId: open.agentId, as: 'bounced' })).wake;
}

async function message(tx: Tx, act: Act, store: SqlStore, interactionId: number, { by, agentId, isFallback, text }: LineEvent): Promise<Wake> {
  if (by !== 'customer' && by !== 'agent' && by !== 'bot') throw invalid('by', 'must be customer, agent or bot', 'not-offered');
  const wake = await chatMessage(store, { interactionId, by, ...(agentId !== undefined && { agentId }), ...(isFallback !== undefined && { isFallback }) });
  if (text !== undefined) await postChatMessage(tx, act, interactionId, { by, text, agentId: agentId ?? null });
  return wake;
}

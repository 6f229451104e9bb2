import type { Deflection, DeflectionAction, Interaction } from '#core/interactions/index.ts';
import { CoreError, notFound } from '#core/kernel/index.ts';
import { entryDecision, type QueueRules } from '#core/queues/index.ts';
import { lockAgentsOf, lockInteraction } from './locks.ts';
import { putInQueue, takeFromQueue, type QueuePlace } from './put-in-queue.ts';
import { act, saveChange } from './save-change.ts';
import { stayOf } from './stay-of.ts';
import type { RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeQueue } from './wake.ts';
import { withdrawOffers } from './close-offer.ts';

export interface EnterInput {
  readonly interactionId: number;
  readonly queueId: number;
  /** Default: the queue's. */
  readonly priority?: number;
  /** Who had the customer last: asked first where the queue is sticky. */
  readonly preferredAgentId?: number | null;
  /** When the customer wants to be called, where the queue asks for it (`asks-time`). */
  readonly scheduledMs?: number;
  /** It was sent on from another queue, for this reason: no bot any more. */
  readonly cause?: Exclude<Deflection, 'none'>;
  /** Sent on so often that it waits wherever it is now. */
  readonly mustWait?: boolean;
}

export interface Entered {
  /**
   * waits, bot: it does. deflected: message, voicemail, callback, schedule, end. elsewhere: nothing was changed, enter `queueId` with `cause`. asks-time: nothing was changed, ask when
   * and enter again with `scheduledMs`. already: it was there before.
   */
  readonly outcome: 'waits' | 'bot' | 'deflected' | 'elsewhere' | 'asks-time' | 'already';
  readonly queueId: number;
  readonly cause?: Exclude<Deflection, 'none'>;
  readonly action?: DeflectionAction;
  readonly wake: Wake;
}

/** A customer has chosen a queue: hours and capacity decide whether it waits; a bot in front takes it first (and whatever the hours: they are asked when it gives the work to people). */
export async function enter(store: RoutingStore, input: EnterInput): Promise<Entered> {
  const queue = await lockQueueFor(store, input.queueId);
  const interaction = await lockInteraction(store, input.interactionId);
  const { queueId } = input;
  if (interaction.state === 'bot' ? interaction.queueId === queueId && input.cause === undefined : interaction.state !== 'selecting') {
    if (interaction.endedMs !== null) throw new CoreError('conflict', `This ${interaction.kind} is over.`, { key: 'interaction-state' });
    return { outcome: 'already', queueId, wake: noWake };
  }
  requireKind(queue, interaction);
  if (queue.botName !== null && input.cause === undefined) {
    const wake = await saveChange(store, interaction, act(store, interaction, { type: 'bot-takes', botName: queue.botName, menuPathId: queue.menuPathId, lang: queue.lang, queueId }));
    return { outcome: 'bot', queueId, wake };
  }
  return admit(store, queue, interaction, input);
}

export interface EscalateInput extends Omit<EnterInput, 'queueId'> {
  readonly reason: string;
  readonly sentiment?: number;
  readonly fallbackCount?: number;
  /** Default: the queue in front of which the bot answers. */
  readonly queueId?: number;
}

/** The bot gives the work to people: now the hours and the capacity of the queue count. */
export async function escalate(store: RoutingStore, input: EscalateInput): Promise<Entered> {
  const seen = input.queueId ?? (await lockInteractionQueue(store, input.interactionId));
  const queue = await lockQueueFor(store, seen, { isThere: input.queueId === undefined });
  const interaction = await lockInteraction(store, input.interactionId);
  if (interaction.state === 'queued') return { outcome: 'already', queueId: seen, wake: noWake };
  const { reason, sentiment, fallbackCount } = input;
  const escalated = act(store, interaction, { type: 'bot-escalates', reason, ...(sentiment !== undefined && { sentiment }), ...(fallbackCount !== undefined && { fallbackCount }) });
  const entered = await admit(store, queue, escalated, { ...input, queueId: seen }, interaction);
  const isUndecided = entered.outcome === 'elsewhere' || entered.outcome === 'asks-time';
  return isUndecided ? { ...entered, wake: joinWakes(entered.wake, await saveChange(store, interaction, escalated)) } : entered;
}

/** The queue of a bot does not change while the bot has the work, so it is read before the lock on it is taken. */
async function lockInteractionQueue(store: RoutingStore, interactionId: number): Promise<number> {
  const queueId = await store.queueOf(interactionId);
  if (queueId === null) throw notFound('queue');
  return queueId;
}

/** It waits, or the queue does something else with it. The queue and the interaction are locked. */
async function admit(store: RoutingStore, queue: QueueRules, interaction: Interaction, input: EnterInput, before = interaction): Promise<Entered> {
  const decided = entryDecision(queue, { phase: await store.phaseOf(queue), ...await howFull(store, queue) });
  if (decided.decision === 'deflect' && input.mustWait !== true) {
    const { action, cause } = decided;
    if (action.action === 'queue') return { outcome: 'elsewhere', queueId: action.queueId, cause, wake: noWake };
    if (action.action === 'schedule' && input.scheduledMs === undefined) return { outcome: 'asks-time', queueId: queue.id, cause, action: 'schedule', wake: noWake };
    const wake = await putOff(store, queue, interaction, { cause, action: action.action, ...(input.scheduledMs !== undefined && { scheduledMs: input.scheduledMs }) }, before);
    return { outcome: 'deflected', queueId: queue.id, cause, action: action.action, wake };
  }
  const after = input.cause === undefined
    ? act(store, interaction, { type: 'enqueue', stay: stayOf(queue) })
    : act(store, interaction, { type: 'deflect', cause: input.cause, action: 'queue', stay: stayOf(queue) });
  const wake = await startWaiting(store, queue, before, after, input);
  return { outcome: 'waits', queueId: queue.id, wake };
}

/** What `entryDecision` asks for: counted only where the queue has a limit. */
export async function howFull(store: RoutingStore, queue: QueueRules): Promise<{ readonly waiting: number; readonly readyAgents: number }> {
  if (queue.waitingMax === null) return { waiting: 0, readyAgents: 0 };
  const waiting = await store.countWaiting(queue.id);
  return { waiting, readyAgents: (await store.readyAgents(queue.id, { from: 1, to: 20 }, { excluding: [], limit: waiting + 1 })).length };
}

/** Saves it as waiting and puts it in the line. */
export async function startWaiting(store: RoutingStore, queue: QueueRules, before: Interaction, after: Interaction, place: QueuePlace = {}): Promise<Wake> {
  const wake = await saveChange(store, before, after);
  await putInQueue(store, queue, after, place);
  return joinWakes(wake, wakeQueue(queue.id));
}

/** Message, voicemail, callback, schedule, end: out of the line, if it was in one. A call that is put off is called at the time that was named, else after `callbackSeconds` of the queue, when the line is free again. */
export async function putOff(
  store: RoutingStore, queue: QueueRules, interaction: Interaction, to: { readonly cause: Exclude<Deflection, 'none'>; readonly action: Exclude<DeflectionAction, 'queue'>; readonly scheduledMs?: number },
  before = interaction,
): Promise<Wake> {
  await lockAgentsOf(store, [interaction]);
  const agents = await withdrawOffers(store, interaction.id);
  await takeFromQueue(store, interaction.id);
  const isCall = interaction.kind === 'call';
  const action = isCall || to.action === 'message' || to.action === 'end' ? to.action : 'message';
  const scheduledMs = action === 'callback' || action === 'schedule' ? Math.max(store.nowMs, to.scheduledMs ?? store.nowMs + queue.callbackSeconds * 1000) : undefined;
  const after = act(store, interaction, { type: 'deflect', cause: to.cause, action, stay: stayOf(queue), ...(scheduledMs !== undefined && { scheduledMs }) });
  const wake = await saveChange(store, before, after);
  if (scheduledMs !== undefined) await store.setTimer('scheduled', interaction.id, scheduledMs);
  return joinWakes(wake, { queues: [], agents });
}

async function lockQueueFor(store: RoutingStore, queueId: number, { isThere = false }: { isThere?: boolean } = {}): Promise<QueueRules> {
  const queue = await store.lockQueue(queueId);
  if (queue === null || (queue.isDeleted === true && !isThere)) throw notFound('queue');
  return queue;
}

function requireKind(queue: QueueRules, interaction: Interaction): void {
  if (queue.kind !== interaction.kind) throw new CoreError('conflict', `This queue takes ${queue.kind}s only.`, { key: 'queue-other-kind', values: { kind: queue.kind } });
}

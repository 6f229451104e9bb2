import { getBot } from '#core/bots/index.ts';
import { changeHandler } from '#core/conversations/index.ts';
import { CoreError, nowText, systemAct, type Act } from '#core/kernel/index.ts';
import {
  beginTry, cancelDelivery, findDeliveryToSend, findHeldConversations, keepBody, openSecrets, putOffUnrendered, recordTry, type DeliveryToSend, type FormatSurroundings, type TryRecorded, type WebhookFormats,
} from '#core/webhooks/index.ts';
import { createDialSlots } from '#channels/email/send/dial-slots.ts';
import { isDatabaseAway } from '#http/index.ts';
import type { Resolve } from '#http/outbound/index.ts';
import { crashPoint, type Tx } from '#storage/index.ts';
import type { WorkContext } from '../standing-work.ts';
import { callReceiver } from './call-receiver.ts';
import { enqueueDelivery, enqueueProbe, enqueueRelease } from './enqueue.ts';
import { signedHeaders } from './sign.ts';

/** What sending has of this server. */
export interface DeliverContext extends Pick<WorkContext, 'database' | 'clock' | 'key'> {
  readonly formats: WebhookFormats;
  /** `https://desk.example`, or '' where none is set. */
  readonly base: string;
  /** Private networks that may be called (PATCHBAY_OUTBOUND_ALLOW). */
  readonly allow: readonly string[];
  /** Tests shorten it. */
  readonly timeoutMs?: number;
  readonly resolve?: Resolve;
  readonly random?: () => number;
}

export interface Deliver {
  (accountId: number, deliveryId: number, options?: { readonly isUrgent?: boolean }): Promise<void>;
}

/** A place at a receiver's door was not to be had: come again so soon. */
const busyMs = 3_000;
const bodyBytesMax = 1024 * 1024;
/** A bot that failed so often in a row keeps no customer waiting: people get the conversations. */
const botFailuresMax = 2;

/**
 * One try of a delivery: body, claim, call, record, each committed before the next begins. A process that dies anywhere leaves it to a later try with the same id and body.
 * At least once, never silently not.
 */
export function createDeliver(context: DeliverContext): Deliver {
  const doors = createDialSlots();
  return async (accountId, deliveryId, { isUrgent = false } = {}) => {
    const act = (): Act => systemAct(accountId, nowText(context.clock), 'webhooks');
    const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => context.database.withAccount(accountId, work);
    const delivery = await prepare(context, within, act, deliveryId).catch(async (error: unknown) => {
      if (isDatabaseAway(error)) throw error;
      const next = await within((tx) => putOffUnrendered(tx, act(), deliveryId, `it could not be rendered: ${(error as Error).message.slice(0, 300)}`));
      if (next !== null) await within((tx) => enqueueDelivery(tx, deliveryId, next));
      return null;
    });
    if (delivery === null) return;
    const leave = isUrgent ? () => {} : await doors.take(`${accountId} ${delivery.webhook.id}`);
    if (leave === null) {
      await within((tx) => enqueueDelivery(tx, deliveryId, new Date(context.clock.nowMs() + busyMs).toISOString()));
      return;
    }
    try {
      const begun = await within(async (tx) => {
        const result = await beginTry(tx, act(), deliveryId, { isUrgent });
        if (result.kind === 'later') await enqueueDelivery(tx, deliveryId, result.at);
        if (result.kind === 'held') {
          await enqueueProbe(tx, delivery.webhook.id, result.probeAt);
          if (delivery.webhook.kind === 'bot' && result.failures >= botFailuresMax) await giveToPeople(tx, act(), asksBot(delivery));
        }
        return result;
      });
      if (begun.kind !== 'go') return;
      await send(context, within, act, { ...begun.delivery, body: delivery.body }, begun.attempt);
    } finally {
      leave();
    }
  };
}

type Within = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** With its body: rendered soon after the event, whether the receiver works or not, and kept. Null: there is nothing to send. */
async function prepare(context: DeliverContext, within: Within, act: () => Act, id: number): Promise<(DeliveryToSend & { body: string }) | null> {
  const key = await context.key();
  return within(async (tx) => {
    const delivery = await findDeliveryToSend(tx, act(), id);
    if (!delivery || (delivery.state !== 'queued' && delivery.state !== 'held')) return null;
    if (delivery.body !== null) return { ...delivery, body: delivery.body };
    const format = context.formats[delivery.webhook.format];
    const at: FormatSurroundings = { webhook: delivery.webhook, base: context.base, key, nowMs: context.clock.nowMs() };
    const body = !format ? null : delivery.told.topic === 'test' ? format.sample(at, act()) : await format.render(tx, act(), delivery.told, at).catch(nothingThere);
    if (body === null || Buffer.byteLength(body) > bodyBytesMax) {
      await cancelDelivery(tx, act(), id, !format ? `nobody renders ${delivery.webhook.format}` : body === null ? 'there is nothing to tell any more' : 'it is larger than 1 MiB');
      return null;
    }
    await keepBody(tx, act(), id, body);
    return { ...delivery, body };
  });
}

/** What was there when it happened may be gone by now. */
function nothingThere(error: unknown): null {
  if (error instanceof CoreError && error.code === 'not-found') return null;
  throw error;
}

async function send(context: DeliverContext, within: Within, act: () => Act, delivery: DeliveryToSend & { body: string | null }, attempt: number): Promise<void> {
  const { webhook, messageKey, told } = delivery;
  const body = delivery.body!;
  const key = await context.key();
  const { url, secrets } = await within(async (tx) => ({
    url: webhook.botId !== null && webhook.kind === 'bot' ? (await getBot(tx, act(), webhook.botId).catch(() => null))?.outgoingUrl ?? null : webhook.url, secrets: await openSecrets(tx, act(), key, webhook.id),
  }));
  if (url === null) return within((tx) => cancelDelivery(tx, act(), delivery.id, 'there is no address to call'));
  crashPoint('webhook-claimed');
  const atMs = context.clock.nowMs();
  const signed = signedHeaders({ id: messageKey, atMs, body, secrets });
  const { outcome, answer } = await callReceiver({
    url, body, secrets: [...secrets, ...secrets.map((secret) => secret.slice('whsec_'.length)), ...signed['webhook-signature']!.split(' ').map((one) => one.slice(3))],
    headers: {
      'content-type': 'application/json; charset=utf-8', 'user-agent': 'Patchbay-Webhooks/1', ...signed,
      ...(told.sequence !== null && { 'webhook-conversation': String(told.conversationId), 'webhook-sequence': String(told.sequence) }),
    },
  }, { rules: { allow: context.allow }, nowMs: atMs, ...(context.timeoutMs !== undefined && { timeoutMs: context.timeoutMs }), ...(context.resolve && { resolve: context.resolve }) });
  crashPoint('webhook-called');
  const format = context.formats[webhook.format];
  await untilRecorded(() => within(async (tx) => {
    const recorded = await recordTry(tx, act(), { id: delivery.id, webhookId: webhook.id, attempt }, outcome, context.random);
    if (recorded.isDelivered && told.topic !== 'test' && answer !== null) await format?.answered?.(tx, act(), told, answer, webhook).catch(nothingThere);
    if (webhook.kind === 'bot' && recorded.failures >= botFailuresMax) await giveToPeople(tx, act(), [...asksBot(delivery), ...await findHeldConversations(tx, act(), webhook.id)]);
    await follow(tx, delivery, recorded);
  }));
}

async function follow(tx: Tx, { id, webhook }: DeliveryToSend, { nextTryAt, probeAt, release }: TryRecorded): Promise<void> {
  if (nextTryAt !== null) await enqueueDelivery(tx, id, nextTryAt);
  if (probeAt !== null) await enqueueProbe(tx, webhook.id, probeAt);
  if (release !== null) await enqueueRelease(tx, webhook.id, release);
}

/** The conversation in which a customer waits for the bot to be told of his message. */
function asksBot({ told }: DeliveryToSend): number[] {
  return told.conversationId !== null && told.type === 'message.stored' && told.data['direction'] === 'incoming' ? [told.conversationId] : [];
}

/** A bot that cannot be reached answers nobody. What people have already stays theirs. */
async function giveToPeople(tx: Tx, act: Act, conversationIds: readonly number[]): Promise<void> {
  for (const id of new Set(conversationIds)) {
    await changeHandler(tx, act, id, 'person').catch((error: unknown) => {
      if (!(error instanceof CoreError) || error.code !== 'not-found') throw error;
    });
  }
}

const recordPatienceMs = 10 * 60_000;

/** What is known is not forgotten because the database is away at that moment. */
async function untilRecorded(work: () => Promise<void>): Promise<void> {
  const endMs = performance.now() + recordPatienceMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}

import { randomBytes } from 'node:crypto';
import { parseSecretKey, type SecretKey } from '#core/accounts/index.ts';
import { createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { openConversation, postMessage } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, testClock, type Act } from '#core/kernel/index.ts';
import { createWebhook, findDeliveries, getWebhookDelivery, type DeliveryWithTries, type Topic, type Webhook } from '#core/webhooks/index.ts';
import { finishJob, takeJobs } from '#jobs/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { startReceiver, type HttpReceiver } from '#testkit/http-receiver/start-receiver.ts';
import { deskNow, openDesk, type Desk } from '#testkit/people/open-desk.ts';
import type { DeliverContext } from '../deliver.ts';
import { webhookFormats } from '../formats.ts';
import { webhookQueue } from '../enqueue.ts';
import { webhookJobs } from '../webhook-jobs.ts';
import { webhooksReactor } from '../webhooks-reactor.ts';

/** A desk with a channel for software, whose webhooks call a receiver here, and a clock that the test turns. */
export interface HookRoom {
  readonly desk: Desk;
  readonly context: DeliverContext;
  readonly clock: ReturnType<typeof testClock>;
  readonly receiver: HttpReceiver;
  readonly key: SecretKey;
  readonly apiChannelId: number;
  readonly contactId: number;
  now(): Act;
  within<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The reactor and every job that is due, until nothing is left to do now. Returns how many jobs there were. */
  drain(): Promise<number>;
  hook(options?: { topics?: readonly Topic[]; url?: string; format?: string; channelId?: number | null }): Promise<Webhook>;
  open(): Promise<number>;
  say(conversationId: number, text: string, more?: { direction?: 'incoming' | 'outgoing' | 'note'; act?: Act }): Promise<number>;
  /** The log, oldest first, with bodies and tries. */
  log(webhookId: number): Promise<DeliveryWithTries[]>;
  /** Turns the clock in steps and drains after each. */
  pass(ms: number, steps?: number): Promise<void>;
  /** No webhook, no delivery, no job, no call. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openHookRoom(): Promise<HookRoom> {
  const desk = await openDesk();
  const receiver = await startReceiver();
  const clock = testClock(deskNow);
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  const context: DeliverContext = {
    database: desk.database, clock, key: async () => key, formats: webhookFormats, base: 'https://desk.example', allow: ['127.0.0.1'], timeoutMs: 400, random: () => 0,
    resolve: async (host) => [{ address: host === 'hooks.test' ? '127.0.0.1' : host, family: 4 }],
  };
  const within: HookRoom['within'] = (work) => desk.database.withAccount(desk.accountId, work);
  const now = (): Act => systemAct(desk.accountId, new Date(clock.nowMs()).toISOString(), 'test');
  const jobs = webhookJobs(context);
  const { apiChannelId, contactId } = await within(async (tx) => ({
    apiChannelId: (await createApiChannel(tx, now(), { name: 'App' })).id, contactId: (await createContact(tx, now(), { name: 'Bo', points: [{ kind: 'email', value: 'bo@home.test' }] })).id,
  }));
  const drain = async (): Promise<number> => {
    for (let done = 0; ;) {
      await catchUp(desk.database, [webhooksReactor]);
      const taken = await takeJobs(desk.database, { queue: webhookQueue, limit: 20, leaseMs: 60_000, nowMs: clock.nowMs() });
      if (taken.length === 0) return done;
      for (const job of taken) {
        await jobs[job.kind]!(job, { signal: new AbortController().signal });
        await desk.database.withoutAccount((tx) => finishJob(tx, job));
        done += 1;
      }
    }
  };
  return {
    desk, context, clock, receiver, key, apiChannelId, contactId, now, within, drain,
    hook: ({ topics = ['conversation.opened', 'message.stored'], url = receiver.url, format = 'native', channelId = null } = {}) => within((tx) => createWebhook(tx, now(), { kind: 'account', url, format, topics, channelId })),
    open: async () => (await within((tx) => openConversation(tx, now(), { channelId: apiChannelId, contactId, isBots: false }))).id,
    say: async (conversationId, text, { direction = 'incoming', act = now() } = {}) => (await postMessage(desk.database, act, { conversationId, direction, text })).messageId,
    log: (webhookId) => within(async (tx) => {
      const { rows } = await findDeliveries(tx, now(), webhookId, { limit: 5_000 });
      const all: DeliveryWithTries[] = [];
      for (const { id } of rows.toReversed()) all.push(await getWebhookDelivery(tx, now(), webhookId, id));
      return all;
    }),
    pass: async (ms, steps = 1) => {
      for (let step = 0; step < steps; step += 1) {
        clock.advance(ms / steps);
        await drain();
      }
    },
    clear: async () => {
      await catchUp(desk.database, [webhooksReactor]);
      await desk.database.rows(sql<object>`DELETE FROM jobs`);
      await within(async (tx) => {
        for (const table of [sql`webhook_tries`, sql`webhook_deliveries`, sql`webhook_sequences`, sql`webhooks`]) await tx.run(sql`DELETE FROM ${table} WHERE account_id = ${desk.accountId}`);
      });
      receiver.calls.length = 0;
      receiver.behave(() => ({ status: 200, body: 'ok' }));
    },
    close: async () => {
      await receiver.close();
      await desk.close();
    },
  };
}

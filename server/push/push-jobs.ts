import { recheckAccess, type SecretKey } from '#core/accounts/index.ts';
import { ensurePushKeys, loadPushSaid, loadPushTarget, recordPush, type PushTarget } from '#core/notifications/index.ts';
import { nowText, type Clock } from '#core/kernel/index.ts';
import type { OutboundRules, Resolve } from '#http/outbound/index.ts';
import type { JobHandler } from '#jobs/index.ts';
import type { Database } from '#storage/index.ts';
import { sendPush } from './send-push.ts';
import { pushKind, testPushKind } from './enqueue-pushes.ts';
import { messageOf, testMessageOf, type PushMessage } from './push-message.ts';

export interface PushContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly key: () => Promise<SecretKey>;
  readonly publicUrl: string | undefined;
  readonly outbound: OutboundRules;
  readonly resolve?: Resolve;
}

/** What is older is no news: nobody's phone rings for yesterday after an outage. */
const newsMs = 60 * 60_000;
/** Somebody waits at the other end. */
const urgent: ReadonlySet<string> = new Set(['new-chat', 'goal-at-risk', 'reply']);

/** The work of the queue `push`. A push may go twice where a process dies after the call: it has the same tag, and stands there once. */
export function pushJobs(context: PushContext): Readonly<Record<string, JobHandler>> {
  const { database, clock } = context;
  return {
    [pushKind]: async ({ accountId, payload }) => {
      const deviceId = Number(payload['deviceId']);
      const target = await findTarget(context, accountId!, deviceId);
      if (!target) return;
      const said = await database.withAccount(accountId!, (tx) => loadPushSaid(tx, Number(payload['notificationId']), deviceId), { readOnly: true });
      if (!said || clock.nowMs() - Date.parse(said.createdAt) > newsMs) return;
      await push(context, accountId!, target, messageOf(target, said), urgent.has(said.kind));
    },
    [testPushKind]: async ({ accountId, payload }) => {
      const target = await findTarget(context, accountId!, Number(payload['deviceId']));
      if (target) await push(context, accountId!, target, testMessageOf(target), true);
    },
  };
}

/** Null, and forgotten, where the sign-in it belongs to is over, or its owner may read no conversations any more. */
async function findTarget({ database, clock, key }: PushContext, accountId: number, deviceId: number): Promise<PushTarget | null> {
  const secretKey = await key();
  const target = await database.withAccount(accountId, (tx) => loadPushTarget(tx, secretKey, deviceId), { readOnly: true });
  if (!target) return null;
  const access = (await recheckAccess(database, [{ kind: 'session', id: target.sessionId }], nowText(clock))).get(`session ${target.sessionId}`);
  if (access?.accountId === accountId && access.userId === target.userId && access.permissions.has('conversations.read')) return target;
  await database.withAccount(accountId, (tx) => recordPush(tx, nowText(clock), deviceId, { kind: 'gone' }));
  return null;
}

async function push({ database, clock, key, publicUrl, outbound, resolve }: PushContext, accountId: number, { subscription, deviceId }: PushTarget, message: PushMessage, isUrgent: boolean): Promise<void> {
  const keys = await ensurePushKeys(database, await key(), nowText(clock));
  const subject = publicUrl?.startsWith('https:') ? publicUrl : 'mailto:postmaster@localhost';
  const outcome = await sendPush({ subscription, payload: JSON.stringify(message), keys, subject, isUrgent, rules: outbound, ...(resolve && { resolve }) });
  await database.withAccount(accountId, (tx) => recordPush(tx, nowText(clock), deviceId, outcome));
}

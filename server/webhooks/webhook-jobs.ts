import { nowText, systemAct, type Act } from '#core/kernel/index.ts';
import { findProbe, releaseDeliveries, replayRound, webhookRoundMax, type ReplayRange } from '#core/webhooks/index.ts';
import { enqueueJob, type JobHandler } from '#jobs/index.ts';
import { createDeliver, type DeliverContext } from './deliver.ts';
import { deliverKind, enqueueDelivery, enqueueRelease, probeKind, releaseKind, replayKind, webhookQueue } from './enqueue.ts';

/** The work of the queue `webhooks`. */
export function webhookJobs(context: DeliverContext): Readonly<Record<string, JobHandler>> {
  const { database, clock } = context;
  const deliver = createDeliver(context);
  const act = (accountId: number): Act => systemAct(accountId, nowText(clock), 'webhooks');
  return {
    [deliverKind]: async ({ accountId, payload }) => deliver(accountId!, Number(payload['deliveryId'])),
    [probeKind]: async ({ accountId, payload }) => {
      const id = await database.withAccount(accountId!, (tx) => findProbe(tx, act(accountId!), Number(payload['webhookId'])));
      if (id !== null) await deliver(accountId!, id);
    },
    [releaseKind]: async ({ accountId, payload }) => {
      const [webhookId, hurries] = [Number(payload['webhookId']), payload['hurries'] === true];
      await database.withAccount(accountId!, async (tx) => {
        const { now } = act(accountId!);
        const ids = await releaseDeliveries(tx, act(accountId!), webhookId, { hurries });
        for (const id of ids) await enqueueDelivery(tx, id, now);
        if (ids.length === webhookRoundMax) await enqueueRelease(tx, webhookId, { hurries, runAt: now });
      });
    },
    [replayKind]: async ({ accountId, payload }) => {
      const { afterId, ...range } = payload as unknown as ReplayRange & { afterId: number };
      await database.withAccount(accountId!, async (tx) => {
        const { now } = act(accountId!);
        const ids = await replayRound(tx, act(accountId!), range, afterId);
        for (const id of ids) await enqueueDelivery(tx, id, now);
        if (ids.length === webhookRoundMax) await enqueueJob(tx, { queue: webhookQueue, kind: replayKind, payload: { ...range, afterId: ids.at(-1) }, runAt: now });
      });
    },
  };
}

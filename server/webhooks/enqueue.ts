import { enqueueJob } from '#jobs/index.ts';
import type { Tx } from '#storage/index.ts';

export const webhookQueue = 'webhooks';
export const deliverKind = 'deliver-webhook';
export const probeKind = 'probe-webhook';
export const releaseKind = 'release-webhook';
export const replayKind = 'replay-webhook';

/** The instant is in the key: a try that was moved has a job of its own, a repeat none. */
export async function enqueueDelivery(tx: Tx, deliveryId: number, runAt: string): Promise<void> {
  await enqueueJob(tx, { queue: webhookQueue, kind: deliverKind, payload: { deliveryId }, runAt, uniqueKey: `${deliveryId}@${new Date(runAt).toISOString()}` });
}

export async function enqueueProbe(tx: Tx, webhookId: number, runAt: string): Promise<void> {
  await enqueueJob(tx, { queue: webhookQueue, kind: probeKind, payload: { webhookId }, runAt, uniqueKey: `${webhookId}@${new Date(runAt).toISOString()}` });
}

export async function enqueueRelease(tx: Tx, webhookId: number, { hurries, runAt = epoch }: { hurries: boolean; runAt?: string }): Promise<void> {
  await enqueueJob(tx, { queue: webhookQueue, kind: releaseKind, payload: { webhookId, hurries }, runAt });
}

/** Due at once, by whatever clock the runner has. */
const epoch = '1970-01-01T00:00:00.000Z';

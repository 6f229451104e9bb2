import type { PlannedPush } from '#core/notifications/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Tx } from '#storage/index.ts';

export const pushQueue = 'push';
export const pushKind = 'push';
export const testPushKind = 'test-push';

/** Tries over about eleven minutes: after that what happened is no news. */
const attemptsMax = 5;

/** A job for each device, in the transaction of the caller. */
export async function enqueuePushes(tx: Tx, planned: readonly PlannedPush[], now: string): Promise<void> {
  for (const { notificationId, deviceId } of planned) {
    await enqueueJob(tx, { queue: pushQueue, kind: pushKind, payload: { notificationId, deviceId }, runAt: now, uniqueKey: `${notificationId}/${deviceId}`, attemptsMax });
  }
}

import type { LaterWork } from '#core/channels/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Tx } from '#storage/index.ts';
import { pushQueue, testPushKind } from './push/enqueue-pushes.ts';
import { deliverKind, releaseKind, replayKind, webhookQueue } from './webhooks/enqueue.ts';

export const automationQueue = 'automation';

const queues: Partial<Record<LaterWork['kind'], { readonly queue: string; readonly attemptsMax: number }>> = {
  bulk: { queue: 'desk', attemptsMax: 4 },
  'mail-team': { queue: automationQueue, attemptsMax: 4 }, 'mail-transcript': { queue: automationQueue, attemptsMax: 4 }, 'rule-webhook': { queue: automationQueue, attemptsMax: 10 },
  'mail-domain-warning': { queue: 'settings', attemptsMax: 10 },
  [testPushKind]: { queue: pushQueue, attemptsMax: 3 },
  [deliverKind]: { queue: webhookQueue, attemptsMax: 10 }, [releaseKind]: { queue: webhookQueue, attemptsMax: 10 }, [replayKind]: { queue: webhookQueue, attemptsMax: 10 },
};

/** Which queue does what a command leaves for later. The handlers: settings-jobs.ts, *-mail-jobs.ts, desk-jobs.ts, automation-jobs.ts. */
export async function enqueueWork(tx: Tx, act: Act, { kind, ...payload }: LaterWork): Promise<void> {
  const { queue, attemptsMax } = queues[kind] ?? { queue: 'settings', attemptsMax: 4 };
  await enqueueJob(tx, { queue, kind, payload: { ...payload, userId: act.actor.kind === 'user' ? act.actor.id : null }, runAt: act.now, attemptsMax });
}

import { lookForAwaited } from './await-agent.ts';
import { chatFellSilent } from './chat-message.ts';
import { connectTimedOut, endBeforeWork } from './connect-call.ts';
import { lookAgain } from './look-again.ts';
import { expireOffer } from './refuse-offer.ts';
import { scheduledDue } from './scheduled-due.ts';
import type { RoutingStore, TimerKind, Wake } from './store.ts';
import { waitedTooLong } from './waited-too-long.ts';
import { endWrapUp } from './wrap-up.ts';

/**
 * What happens when nobody did anything. The caller has read the timer without locking it; each rule looks again under the locks, so a timer that two processes run, or that is
 * no longer true, does nothing and is taken away.
 */
export function runTimer(store: RoutingStore, { kind, subjectId }: { kind: TimerKind; subjectId: number }): Promise<Wake> {
  switch (kind) {
    case 'offer': return expireOffer(store, subjectId);
    case 'cascade': return lookAgain(store, subjectId);
    case 'wrap-up': return endWrapUp(store, { agentId: subjectId, isDue: true });
    case 'wait-max': return waitedTooLong(store, subjectId);
    case 'connect': return connectTimedOut(store, subjectId);
    case 'scheduled': return scheduledDue(store, subjectId);
    case 'before-work': return endBeforeWork(store, { interactionId: subjectId, isDue: true });
    case 'chat-silence': return chatFellSilent(store, subjectId);
    case 'direct-wait': return lookForAwaited(store, subjectId);
  }
}

import type { QueueStay } from '#core/interactions/index.ts';
import type { QueueRules } from '#core/queues/index.ts';

/** What a queue promises to whoever enters it now. */
export function stayOf(queue: QueueRules): QueueStay {
  const { targetSeconds, targetPercent, abandonSeconds } = queue;
  return { queueId: queue.id, menuPathId: queue.menuPathId, lang: queue.lang, serviceLevel: { targetSeconds, targetPercent, abandonSeconds } };
}

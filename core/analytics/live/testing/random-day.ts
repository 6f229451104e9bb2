import { applyToInteraction, startInteraction, type Interaction, type InteractionAct, type NewId, type QueueStay } from '#core/interactions/index.ts';
import { seededRandom } from '#core/analytics/log/testing/random.ts';

export interface DayQueue { readonly id: number; readonly kind: 'call' | 'chat'; readonly targetSeconds: number; readonly abandonSeconds: number }

/** Calls and chats of some hours up to `nowMs`, made by the very acts that production applies: answered, given up, moved, transferred, held, some of them still under way. */
export function randomDay({ seed, queues, agentIds, conversationId, count, fromMs, nowMs, firstId = 1 }: {
  seed: number; queues: readonly DayQueue[]; agentIds: readonly number[]; conversationId: number; count: number; fromMs: number; nowMs: number; firstId?: number;
}): Interaction[] {
  const random = seededRandom(seed);
  let last = firstId * 1_000;
  const newId: NewId = () => (last += 1);
  return Array.from({ length: count }, (_, at) => {
    const queue = random.pick(queues);
    let ms = fromMs + random.below(Math.max(1, nowMs - fromMs));
    let one = startInteraction({ id: firstId + at, kind: queue.kind, conversationId, direction: 'in', entry: queue.kind === 'call' ? 'ivr' : 'web', lang: 'en', contactId: null }, ms, newId);
    const apply = (secondsMax: number, act: InteractionAct): boolean => {
      ms += random.below(secondsMax * 1000) + 1;
      if (ms > nowMs) return false;
      one = applyToInteraction(one, act, ms, newId);
      return true;
    };
    const stayOf = (to: DayQueue): QueueStay => ({ queueId: to.id, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: to.targetSeconds, targetPercent: 80, abandonSeconds: to.abandonSeconds } });
    const talk = (agentId: number): boolean => {
      if (!apply(40, { type: 'assign', agentId, answerMode: 'manual' })) return false;
      if (queue.kind === 'call' && !(apply(2, { type: 'connecting' }) && apply(4, { type: 'connected' }))) return false;
      if (random.chance(0.3) && !(apply(90, { type: 'hold', agentId }) && apply(60, { type: 'resume', agentId }))) return false;
      return true;
    };
    const steps = (): void => {
      if (!apply(20, { type: 'enqueue', stay: stayOf(queue) })) return;
      if (random.chance(0.2)) return void apply(30, { type: 'end', by: 'customer', wrapUp: false });
      const others = queues.filter(({ kind, id }) => kind === queue.kind && id !== queue.id);
      if (random.chance(0.1) && others.length > 0 && !apply(30, { type: 'enqueue', stay: stayOf(random.pick(others)) })) return;
      if (random.chance(0.05)) return void apply(60, { type: 'end', by: 'system', failReason: 'expired', wrapUp: false });
      const agentId = random.pick(agentIds);
      if (!talk(agentId)) return;
      if (random.chance(0.15)) {
        const next = random.pick(agentIds.filter((id) => id !== agentId));
        const to = random.chance(0.5) && others.length > 0 ? { stay: stayOf(random.pick(others)) } : { agentId: next };
        if (!apply(300, { type: 'transfer', kind: 'cold', byAgentId: agentId, to })) return;
        if (!apply(40, { type: 'wrap-up-ends', agentId })) return;
        if (!talk(next)) return;
      }
      const last = one.agentId!;
      if (random.chance(0.1) && !apply(20, { type: 'join', agentId: agentIds.find((id) => id !== last)!, role: random.chance(0.5) ? 'monitor' : 'barge' })) return;
      if (apply(600, { type: 'end', by: random.chance(0.5) ? 'customer' : 'agent', wrapUp: true })) apply(60, { type: 'wrap-up-ends', agentId: last });
    };
    steps();
    return one;
  });
}

import type { Member } from '../memory-world.ts';
import { agentWork, everyFault, exponential, queueRules, type Behaviour, type Faults, type Plan } from './plan.ts';
import { startMs } from './simulate.ts';

/** A house with every way to offer, to overflow and to come back, and people who do everything that people do. Agents 1 to n. */
export function mixedPlan({ seed, arrivals, agents = 40, faults = everyFault }: { seed: number; arrivals: number; agents?: number; faults?: Faults }): Plan {
  const queues = [
    queueRules(1, { priority: 2, transferWaitSeconds: 40 }),
    queueRules(2, { mode: 'multicast', isSticky: true, wrapUpSeconds: 0 }),
    queueRules(3, { mode: 'cascade', cascadeSeconds: 15, offerSeconds: 40, waitSecondsMax: 45, waitedTooLong: { action: 'voicemail' } }),
    queueRules(4, { kind: 'chat', botName: 'Robin', wrapUpSeconds: 10, transferWaitSeconds: 90, directSeconds: 15 }),
    queueRules(5, { kind: 'chat', mode: 'multicast', waitingMax: 5, overCapacity: { action: 'message' }, wrapUpSeconds: 0 }),
    queueRules(6, { agingSeconds: 30, waitSecondsMax: 60, waitedTooLong: { action: 'queue', queueId: 1 }, isSticky: true, beforeWorkSeconds: 5 }),
    queueRules(7, { kind: 'chat', mode: 'cascade', cascadeSeconds: 10, waitSecondsMax: 60, waitedTooLong: { action: 'end' } }),
    queueRules(8, { calendarId: 1, afterHours: { action: 'callback' }, waitSecondsMax: 45, waitedTooLong: { action: 'callback' } }),
    queueRules(9, { calendarId: 1, afterHours: { action: 'queue', queueId: 1 }, waitingMax: 3, overCapacity: { action: 'schedule' } }),
  ];
  const members = Array.from({ length: agents }, (_, at) => at + 1).flatMap((agentId): Member[] => [
    { queueId: 1, agentId, level: 1 + (agentId % 3) },
    { queueId: 2 + (agentId % 2), agentId, level: 1 + (agentId % 4 === 0 ? 1 : 0) },
    { queueId: 4, agentId, level: 1 },
    { queueId: 5 + 2 * (agentId % 2), agentId, level: 1 + (agentId % 3) },
    { queueId: 6, agentId, level: 1 },
    ...(agentId % 2 === 0 ? [{ queueId: 8, agentId, level: 2 }, { queueId: 9, agentId, level: 1 }] : []),
  ]);
  const work = members.length === 0 ? [] : Array.from({ length: agents }, (_, at) => agentWork(at + 1, startMs + at, at % 5 === 0 ? { capacity: 10 } : {}));
  return {
    seed, arrivals, queues, members, agents: work, faults, behaviour: everything(agents), settings: { connectSeconds: 20, chatSilenceSeconds: 120 },
    shares: [
      { queueId: 1, weight: 3 }, { queueId: 1, weight: 0.5, priority: 9 }, { queueId: 2, weight: 2 }, { queueId: 3, weight: 2 }, { queueId: 4, weight: 3 }, { queueId: 5, weight: 2 },
      { queueId: 6, weight: 1, priority: 1 }, { queueId: 6, weight: 1, priority: 4 }, { queueId: 7, weight: 2 }, { queueId: 8, weight: 1 }, { queueId: 9, weight: 1 },
    ],
    overlaps: 0.3, shifts: { onMs: 4 * 3_600_000, offMs: 3_600_000 },
    // Shut for a quarter of every two hours.
    phase: (queue, nowMs) => (queue.calendarId !== null && (nowMs / 3_600_000) % 2 < 0.5 ? 'closed' : 'open'),
  };
}

/** Busy: the load swings between less than a half and more than what the agents can do, once in four hours. */
function everything(agents: number): Behaviour {
  const meanMs = 110_000 / agents;
  return {
    untilNextMs: (random, atMs) => exponential(meanMs / (0.9 + 0.5 * Math.sin(atMs / 14_400_000 * 2 * Math.PI)))(random),
    patienceMs: exponential(90_000), handleMs: (random, kind) => exponential(kind === 'call' ? 120_000 : 180_000)(random), pickUpMs: (random) => 500 + random() * 8_000, connectMs: (random) => 200 + random() * 3_000,
    ignores: 0.06, rejects: 0.03, bounces: 0.02, neverConnects: 0.01, transfers: 0.08, holds: 0.2, joins: 0.02, surveys: 0.05, customerLeavesMenu: 0.03, botsTake: 0.03, customerFallsSilent: 0.05, breaksPerAgentHour: 0.7,
    isDetailed: true,
  };
}

import type { RoutingSettings } from '#core/routing/engine/index.ts';
import type { AgentWork } from '#core/presence/index.ts';
import type { QueueRules } from '#core/queues/index.ts';
import type { Member } from '../memory-world.ts';

export type Random = () => number;

/** How often something goes wrong: chances per command or per offer; rates per hour for the whole house. */
export interface Faults {
  /** The process dies inside a transaction: nothing of it is there. */
  readonly deathInside: number;
  /** It dies after the commit, before anything was matched, and the caller is told nothing. */
  readonly deathAfter: number;
  /** All is done, and the caller is told nothing: he says it again. */
  readonly lostAnswer: number;
  readonly vanishesPerHour: number;
  readonly clockStepsPerHour: number;
  readonly clockStepMaxMs: number;
}

export const noFaults: Faults = { deathInside: 0, deathAfter: 0, lostAnswer: 0, vanishesPerHour: 0, clockStepsPerHour: 0, clockStepMaxMs: 0 };
export const everyFault: Faults = { deathInside: 0.01, deathAfter: 0.01, lostAnswer: 0.02, vanishesPerHour: 6, clockStepsPerHour: 4, clockStepMaxMs: 20_000 };

/** How people behave. Chances add up to at most 1; durations in milliseconds. */
export interface Behaviour {
  /** Until the next arrival. */
  readonly untilNextMs: (random: Random, atMs: number) => number;
  readonly patienceMs: (random: Random) => number;
  readonly handleMs: (random: Random, kind: 'call' | 'chat') => number;
  readonly pickUpMs: (random: Random) => number;
  readonly connectMs: (random: Random) => number;
  readonly ignores: number;
  readonly rejects: number;
  readonly bounces: number;
  readonly neverConnects: number;
  readonly transfers: number;
  readonly holds: number;
  readonly joins: number;
  readonly surveys: number;
  readonly customerLeavesMenu: number;
  /** The line lets a bot of its own take it first. */
  readonly botsTake: number;
  readonly customerFallsSilent: number;
  readonly breaksPerAgentHour: number;
  /** Chats have messages, calls recordings and dispositions. Off where only waiting times count. */
  readonly isDetailed: boolean;
}

export interface Plan {
  readonly seed: number;
  readonly arrivals: number;
  readonly queues: readonly QueueRules[];
  readonly members: readonly Member[];
  readonly agents: readonly AgentWork[];
  /** How arrivals are shared out: queue id and weight. Each kind of customer may be more urgent than the queue says. */
  readonly shares: readonly { readonly queueId: number; readonly weight: number; readonly priority?: number }[];
  readonly settings: RoutingSettings;
  readonly behaviour: Behaviour;
  readonly faults: Faults;
  /** Shifts: each agent is on for so long, then off, one after another so that some are always there. Null: nobody goes home. */
  readonly shifts?: { readonly onMs: number; readonly offMs: number } | null;
  /** In this share of the turns two or three processes run at once and take turns at every point of the port. */
  readonly overlaps?: number;
  /** Hours of the queues: closed for a part of the day. */
  readonly phase?: (queue: QueueRules, nowMs: number) => 'open' | 'backup' | 'closed';
}

export const exponential = (meanMs: number) => (random: Random): number => -Math.log(1 - random()) * meanMs;

export function queueRules(id: number, change: Partial<QueueRules> = {}): QueueRules {
  return {
    id, kind: 'call', name: `queue ${id}`, menuPathId: null, menuPath: null, lang: 'en', queueGroupId: null, priority: 0, agingSeconds: null, targetSeconds: 20, targetPercent: 80, abandonSeconds: 5,
    calendarId: null, mode: 'deltacast', offerSeconds: 20, cascadeSeconds: 30, wrapUpSeconds: 30, beforeWorkSeconds: 0, directSeconds: 30, transferWaitSeconds: 0, callbackSeconds: 60, closedAgainSeconds: 300,
    waitSecondsMax: null, waitingMax: null, isSticky: false, botName: null,
    afterHours: { action: 'wait' }, overCapacity: { action: 'wait' }, waitedTooLong: { action: 'end' }, version: 1, ...change,
  };
}

export function agentWork(agentId: number, atMs: number, change: Partial<AgentWork> = {}): AgentWork {
  return {
    agentId, statusId: 0, statusSinceMs: atMs, resumeStatusId: null, ownStatusTakesWork: false, isOnline: true, takesMessages: true, takesCalls: true, takesChats: true, capacity: 6, callWeight: 6, chatWeight: 2,
    load: 0, calls: 0, chats: 0, idleSinceMs: atMs, wrapUpUntilMs: null, ...change,
  };
}

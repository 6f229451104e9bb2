import type { Interaction } from '#core/interactions/index.ts';
import type { Member } from '../memory-world.ts';
import { agentWork, exponential, noFaults, queueRules, type Plan } from './plan.ts';
import { simulate, startMs } from './simulate.ts';

export interface WaitingInput {
  readonly seed: number;
  readonly arrivals: number;
  readonly agents: number;
  /** Erlangs: arrivals per mean handle time. */
  readonly load: number;
  readonly handleMs: number;
  /** Mean; null: everybody waits as long as it takes. */
  readonly patienceMs: number | null;
}

/** A mean with the half width of its confidence interval, from the means of batches. */
export interface Estimate { readonly mean: number; readonly halfWidth: number }
export interface WaitingEstimate { readonly waits: Estimate; readonly meanWaitMs: Estimate; readonly abandons: Estimate; readonly arrivals: number; readonly seconds: number }

const batches = 20;
/** Student's t with 19 degrees of freedom, two-sided 0.1 %: of a thousand right means one lies outside. */
const student = 3.883;
/** The house begins empty: what comes first is not counted. */
const warmUp = 0.1;

/**
 * One queue with exponential everything, run through the rules of routing: offers that are taken at once, no wrap-up, the longest idle first. What comes out is to be what Erlang C
 * or, with patience, Erlang A says.
 */
export async function simulateWaiting(input: WaitingInput): Promise<WaitingEstimate> {
  const waitedMs = new Float64Array(input.arrivals + 1);
  const isServed = new Uint8Array(input.arrivals + 1);
  const result = await simulate(planOf(input), {
    auditEvery: 50_000,
    onEnded: (interaction) => {
      waitedMs[interaction.id] = queueMs(interaction);
      isServed[interaction.id] = interaction.connectedMs === null ? 0 : 1;
    },
  });
  const first = Math.floor(input.arrivals * warmUp) + 1;
  const estimate = (value: (id: number) => number): Estimate => batchMeans(first, input.arrivals, value);
  return {
    waits: estimate((id) => (waitedMs[id]! > 0 ? 1 : 0)), meanWaitMs: estimate((id) => waitedMs[id]!), abandons: estimate((id) => 1 - isServed[id]!), arrivals: result.arrivals, seconds: result.seconds,
  };
}

function queueMs(interaction: Interaction): number {
  return interaction.spans.reduce((sum, span) => (span.type === 'queue' ? sum + span.endedMs! - span.startedMs : sum), 0);
}

function batchMeans(first: number, last: number, value: (id: number) => number): Estimate {
  const size = Math.floor((last - first + 1) / batches);
  const means = Array.from({ length: batches }, (_, batch) => {
    let sum = 0;
    for (let at = 0; at < size; at += 1) sum += value(first + batch * size + at);
    return sum / size;
  });
  const mean = means.reduce((sum, one) => sum + one, 0) / batches;
  const variance = means.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (batches - 1);
  return { mean, halfWidth: student * Math.sqrt(variance / batches) };
}

function planOf({ seed, arrivals, agents, load, handleMs, patienceMs }: WaitingInput): Plan {
  const ids = Array.from({ length: agents }, (_, at) => at + 1);
  return {
    seed, arrivals, faults: noFaults, settings: { connectSeconds: 3600, chatSilenceSeconds: null },
    queues: [queueRules(1, { wrapUpSeconds: 0, offerSeconds: 3600 })],
    members: ids.map((agentId): Member => ({ queueId: 1, agentId, level: 1 })),
    agents: ids.map((agentId) => agentWork(agentId, startMs)),
    shares: [{ queueId: 1, weight: 1 }],
    behaviour: {
      untilNextMs: exponential(handleMs / load), patienceMs: patienceMs === null ? () => Infinity : exponential(patienceMs), handleMs: exponential(handleMs), pickUpMs: () => 0, connectMs: () => 0,
      ignores: 0, rejects: 0, bounces: 0, neverConnects: 0, transfers: 0, holds: 0, joins: 0, surveys: 0, customerLeavesMenu: 0, botsTake: 0, customerFallsSilent: 0, breaksPerAgentHour: 0, isDetailed: false,
    },
  };
}

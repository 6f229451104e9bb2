import { startInteraction, type Interaction } from '#core/interactions/index.ts';
import type { AgentWork } from '#core/presence/index.ts';
import type { QueueRules } from '#core/queues/index.ts';
import { enterFollowing, retrying, runTimer, settle, type EnterInput, type Entered, type Offer, type RoutingSettings, type RoutingStore, type Wake } from '#core/routing/engine/index.ts';
import { memoryTransact } from './memory-store.ts';
import { openWorld, type Member, type World } from './memory-world.ts';
import { audit } from './simulation/audit.ts';
import { checkCommit } from './simulation/check-commit.ts';
import { checkSettled } from './simulation/check-settled.ts';
import { agentWork } from './simulation/plan.ts';

export interface SmallFloor {
  readonly world: World;
  /** Seconds since it opened. */
  readonly clock: () => number;
  /** Lets the time pass; timers that become due run at their instants. */
  readonly wait: (seconds: number) => Promise<void>;
  /** A rule in a transaction, and the matches that follow. */
  readonly run: <Result extends Wake | { readonly wake: Wake }>(rule: (store: RoutingStore) => Promise<Result>) => Promise<Result>;
  readonly begin: (kind?: 'call' | 'chat', change?: { readonly direction?: 'in' | 'out' }) => Promise<number>;
  readonly enter: (queueId: number, input?: Partial<EnterInput>) => Promise<{ readonly id: number; readonly entered: Entered }>;
  readonly interaction: (id: number) => Interaction;
  readonly agent: (agentId: number) => AgentWork;
  /** Open offers of an agent, or of an interaction. */
  readonly ringing: (of: { readonly agentId: number } | { readonly interactionId: number }) => readonly Offer[];
}

/** A few queues and agents over memory with a clock in the test's hand; the checks of the simulation run with every step. */
export function openSmallFloor({ queues, members, agents, settings, phase, distort }: {
  queues: readonly QueueRules[]; members: readonly Member[]; agents: readonly (Partial<AgentWork> & { readonly agentId: number })[]; settings?: RoutingSettings;
  phase?: (queue: QueueRules) => 'open' | 'backup' | 'closed';
  /** Around the store of each transaction: what others do between two of its steps. */
  distort?: (store: RoutingStore) => RoutingStore;
}): SmallFloor {
  const startMs = Date.UTC(2026, 0, 5, 9);
  let nowMs = startMs;
  let lastId = 0;
  const world = openWorld({ queues, members, agents: agents.map(({ agentId, ...change }) => agentWork(agentId, startMs - 60_000 + agentId, change)), ...(settings && { settings }) });
  if (phase) world.phase = phase;
  const transact = memoryTransact(world, () => nowMs, { onCommit: (changes, _nowMs, began) => { checkCommit(world, changes, nowMs, began); }, ...(distort && { distort }) });

  const run: SmallFloor['run'] = async (rule) => {
    const result = await retrying(transact)(rule);
    await settle(transact, 'wake' in result ? result.wake : result);
    checkSettled(world, nowMs);
    audit(world);
    return result;
  };
  const begin: SmallFloor['begin'] = async (kind = 'call', { direction = 'in' } = {}) => {
    lastId += 1;
    const id = lastId;
    await transact(async (store) => {
      const entry = direction === 'out' ? 'dial' : kind === 'call' ? 'ivr' : 'web';
      const made = startInteraction({ id, kind, conversationId: id, direction, entry, lang: 'en', contactId: null }, nowMs, store.newId);
      await store.saveInteraction(made, { ...made });
    });
    return id;
  };

  return {
    world, run, begin,
    clock: () => (nowMs - startMs) / 1000,
    wait: async (seconds) => {
      const untilMs = nowMs + seconds * 1000;
      for (let timer = world.timersDue.first(); timer !== null && timer.dueMs <= untilMs; timer = world.timersDue.first()) {
        const { kind, subjectId } = timer;
        nowMs = Math.max(nowMs, timer.dueMs);
        await run((store) => runTimer(store, { kind, subjectId }));
      }
      nowMs = untilMs;
    },
    enter: async (queueId, input = {}) => {
      const id = await begin(world.queues.get(queueId)!.kind);
      const entered = await enterFollowing(transact, { interactionId: id, queueId, ...input });
      await settle(transact, entered.wake);
      checkSettled(world, nowMs);
      audit(world);
      return { id, entered };
    },
    interaction: (id) => world.interactions.get(id)!,
    agent: (agentId) => world.agents.get(agentId)!,
    ringing: (of) => [...world.offers.values()].filter((offer) => offer.state === 'open' && ('agentId' in of ? offer.agentId === of.agentId : offer.interactionId === of.interactionId)),
  };
}

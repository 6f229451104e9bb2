import { AsyncLocalStorage } from 'node:async_hooks';
import { isEnded, type Interaction } from '#core/interactions/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { pickUp, retrying, runTimer, settle, type RoutingStore, type Transact, type Wake } from '#core/routing/engine/index.ts';
import { seededRandom } from '../../corpora/seeded-random.ts';
import { memoryTransact } from '../memory-store.ts';
import { openWorld, type Changes, type Timer, type World } from '../memory-world.ts';
import { audit } from './audit.ts';
import { checkCommit } from './check-commit.ts';
import { checkSettled } from './check-settled.ts';
import { checkSpans } from './check-spans.ts';
import { eventQueue } from './event-queue.ts';
import { actAsPeople } from './people.ts';
import type { Plan } from './plan.ts';
import { openTurns } from './turns.ts';
import { Violation } from './violation.ts';

export interface SimulationResult {
  readonly seed: number;
  readonly arrivals: number;
  readonly commands: number;
  readonly transactions: number;
  readonly virtualHours: number;
  readonly seconds: number;
  /** Turns in which processes ran at once, and how often one had to wait for a lock of another. */
  readonly overlaps: number;
  readonly lockWaits: number;
  readonly states: Readonly<Record<string, number>>;
  readonly offers: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  /** What happened on the way: deflections, transfers, vanished agents, work that came back to a queue. */
  readonly events: Readonly<Record<string, number>>;
  /** Refusals by key: late pick-ups, acts that came too late. */
  readonly refused: Readonly<Record<string, number>>;
}

export interface Watch {
  /** Each interaction that is over and wrapped up, once. */
  readonly onEnded?: (interaction: Interaction) => void;
  /** Lies to the rules, to see that the checks notice. */
  readonly distort?: (store: RoutingStore) => RoutingStore;
  /** Locks that nobody takes, by their keys (`agent 3`, `interaction 7`, `queue 1`): a planted fault. */
  readonly forgets?: (key: string) => boolean;
  /** Another rule in the place of `pickUp`: a planted fault. */
  readonly pickUp?: typeof pickUp;
  /** Work that is not checked here: rates in a loop. */
  readonly auditEvery?: number;
}

/** The death of a process: what it had not committed is gone. */
class Death extends Error {}

/** Time the record of an interaction is kept after its end, for callers who say things again. */
const keepMs = 600_000;
const sweepAfterMs = 1_000;
/** So long after a death, and a step of the clock back, whoever waits for one agent may not have been looked at. */
const awaitedMs = 60_000;
export const startMs = Date.UTC(2026, 0, 5, 8);

/** How far ahead of each other things may be that happen at once. */
const overlapMs = 3_000;

/** What people do is told to the house by these. */
export interface House {
  readonly world: World;
  readonly random: () => number;
  /** True time: it does not step. */
  readonly nowMs: () => number;
  readonly plan: Plan;
  readonly at: (delayMs: number, run: () => Promise<void>) => void;
  /** A command as a client gives it: refused where it comes too late, given again where no answer came. Null: refused, or unknown. */
  readonly command: <Result>(run: (transact: Transact) => Promise<Result>, wakeOf: (result: Result) => Wake) => Promise<Result | null>;
  readonly newInteraction: (start: (id: number) => Interaction) => Promise<number>;
  readonly isOver: () => boolean;
  readonly pickUp: typeof pickUp;
}

/**
 * Runs the rules of routing over a world in memory with a virtual clock. Everything follows from the seed. Throws `Violation` at the first thing that must never be so.
 */
export async function simulate(plan: Plan, watch: Watch = {}): Promise<SimulationResult> {
  const random = seededRandom(plan.seed);
  const events = eventQueue();
  const world = openWorld(plan);
  if (plan.phase !== undefined) world.phase = plan.phase;
  const tally = { commands: 0, transactions: 0, states: {} as Record<string, number>, offers: {} as Record<string, number>, events: {} as Record<string, number>, faults: {} as Record<string, number>, refused: {} as Record<string, number> };
  const began = performance.now();
  let trueMs = startMs;
  let diedMs = -Infinity;
  let stepMs = 0;
  /** The process that runs a command: after so many steps it dies. */
  const life = new AsyncLocalStorage<{ stepsToDeath: number | null }>();
  const processes = openTurns(random, watch.forgets);
  let running = 0;
  let overlaps = 0;
  /** Deaths after which nobody has looked yet. A look that was under way when the next one died does not count for that one. */
  let unswept = 0;
  let arrivalsLeft = plan.arrivals;
  let endedCount = 0;
  let started = 0;
  const clock = (): number => trueMs + stepMs;
  /** What is due at this instant and has not run yet may be what puts it right. */
  const isTimerDue = (): boolean => (world.timersDue.first()?.dueMs ?? Infinity) <= clock();

  const transact = memoryTransact(world, clock, {
    onStep: () => {
      const own = life.getStore();
      if (own !== undefined && own.stepsToDeath !== null) {
        own.stepsToDeath -= 1;
        if (own.stepsToDeath <= 0) {
          own.stepsToDeath = null;
          throw new Death();
        }
      }
      return processes.step();
    },
    onCommit: (changes, nowMs, began) => {
      tally.transactions += 1;
      checkCommit(world, changes, nowMs, began);
      notice(changes);
    },
    onLost: (key) => { throw new Violation('lost-update', `${key} was written over although another transaction had changed it since it was read`); },
    ...(watch.distort && { distort: watch.distort }),
  }, processes.locks);

  const house: House = {
    world, random, plan, nowMs: () => trueMs, pickUp: watch.pickUp ?? pickUp,
    at: (delayMs, run) => { events.add(trueMs + Math.max(0, Math.round(delayMs)), run); },
    command,
    newInteraction: async (start) => {
      started += 1;
      const id = started;
      await transact(async (store) => {
        const interaction = start(id);
        await store.saveInteraction(interaction, interaction.version === 1 ? { ...interaction } : interaction);
      });
      return id;
    },
    isOver: () => arrivalsLeft === 0 && endedCount === started,
  };
  const people = actAsPeople(house);

  async function command<Result>(run: (transact: Transact) => Promise<Result>, wakeOf: (result: Result) => Wake): Promise<Result | null> {
    tally.commands += 1;
    const roll = random();
    const { deathInside, deathAfter, lostAnswer } = plan.faults;
    const fault = roll < deathInside ? 'deathInside' : roll < deathInside + deathAfter ? 'deathAfter' : roll < deathInside + deathAfter + lostAnswer ? 'lostAnswer' : null;
    const again = (): void => { house.at(1_000 + random() * 2_000, async () => { await command(run, wakeOf); }); };
    running += 1;
    try {
      return await life.run({ stepsToDeath: fault === 'deathInside' ? 1 + Math.floor(random() * 25) : null }, () => commandOf(run, wakeOf, fault, again));
    } finally {
      running -= 1;
    }
  }

  /** Nothing is on its way that may put right what is still wrong. */
  const isQuiet = (): boolean => unswept === 0 && running <= 1 && !isTimerDue();

  async function commandOf<Result>(run: (transact: Transact) => Promise<Result>, wakeOf: (result: Result) => Wake, fault: 'deathInside' | 'deathAfter' | 'lostAnswer' | null, again: () => void): Promise<Result | null> {
    try {
      const result = await run(transact);
      if (fault === 'deathAfter') {
        died(fault);
        again();
        return null;
      }
      await settle(transact, wakeOf(result));
      if (isQuiet()) checkSettled(world, clock(), { isAfterDeath: trueMs - diedMs < awaitedMs });
      if (fault === 'lostAnswer') {
        count(tally.faults, fault);
        again();
        return null;
      }
      return result;
    } catch (error) {
      if (error instanceof CoreError) {
        count(tally.refused, error.key ?? error.code);
        return null;
      }
      if (!(error instanceof Death)) throw error;
      died('deathInside');
      again();
      return null;
    }
  }

  /** Whoever looks each second finds what the dead one left: timers are there, and queues in which something waits beside somebody ready. */
  function died(fault: string): void {
    diedMs = trueMs;
    count(tally.faults, fault);
    unswept += 1;
    house.at(sweepAfterMs, async () => {
      const due = [...world.queues.keys()].filter((queueId) => world.waiting.get(queueId)!.first() !== null && world.ready.get(queueId)!.first() !== null);
      await settle(transact, { queues: due, agents: [] });
      unswept -= 1;
      if (unswept === 0 && running === 0 && !isTimerDue()) checkSettled(world, clock(), { isAfterDeath: trueMs - diedMs < awaitedMs });
    });
  }

  /** What a commit means to the people in it. Called before it is applied, so the world still holds what was. */
  function notice(changes: Changes): void {
    for (const offer of changes.offers.values()) {
      const before = world.offers.get(offer.id);
      if (before?.state === offer.state) continue;
      count(tally.offers, offer.state === 'open' ? 'made' : offer.state);
      if (offer.state === 'open') people.offered(offer);
    }
    for (const after of changes.interactions.values()) {
      const before = world.interactions.get(after.id);
      people.changed(before ?? null, after);
      countEvents(before, after);
      if (!isEnded(after) || (before !== undefined && isEnded(before))) continue;
      count(tally.states, `${after.kind} ${after.state}${after.failReason === 'none' ? '' : ` (${after.failReason})`}`);
      endedCount += 1;
      house.at(keepMs, () => put(after.id));
    }
    for (const after of changes.agents.values()) {
      const before = world.agents.get(after.agentId)!;
      people.agentChanged(before, after);
      if (before.isOnline && !after.isOnline) count(tally.faults, before.calls + before.chats > 0 ? 'vanished with work' : 'vanished');
    }
  }

  function countEvents(before: Interaction | undefined, after: Interaction): void {
    if (after.detail.deflection !== before?.detail.deflection || after.detail.deflectionAction !== before?.detail.deflectionAction) count(tally.events, `${after.detail.deflection}: ${after.detail.deflectionAction}`);
    if (after.state === 'queued' && before !== undefined && before.agentId !== null && before?.state !== 'queued') count(tally.events, 'back in a queue');
    for (const transfer of after.transfers) {
      const was = before?.transfers.find((one) => one.id === transfer.id);
      if (was?.state !== transfer.state && transfer.endedMs !== null) count(tally.events, `${transfer.kind} transfer ${transfer.state}`);
    }
  }

  /** Over and wrapped up: its seconds are counted a last time, and it is forgotten. */
  async function put(interactionId: number): Promise<void> {
    const interaction = world.interactions.get(interactionId)!;
    if (interaction.parties.some((party) => party.state === 'wrap-up') || world.openOffersOf.has(interactionId)) {
      house.at(keepMs, () => put(interactionId));
      return;
    }
    checkSpans(interaction);
    watch.onEnded?.(interaction);
    world.forget(interactionId);
  }

  async function runDue({ kind, subjectId }: Timer): Promise<void> {
    await command((run) => retrying(run)((store) => runTimer(store, { kind, subjectId })), (wake) => wake);
  }

  async function arrive(): Promise<void> {
    arrivalsLeft -= 1;
    if (arrivalsLeft > 0) house.at(plan.behaviour.untilNextMs(random, trueMs), arrive);
    await people.arrive();
  }

  function stepClock(): void {
    const { clockStepsPerHour, clockStepMaxMs } = plan.faults;
    if (clockStepsPerHour === 0) return;
    house.at(-Math.log(1 - random()) * 3_600_000 / clockStepsPerHour, async () => {
      if (arrivalsLeft === 0) return;
      count(tally.faults, 'clockStep');
      stepMs = Math.round((random() * 2 - 1) * clockStepMaxMs);
      stepClock();
    });
  }

  house.at(0, arrive);
  people.begin();
  stepClock();
  let turns = 0;
  for (;;) {
    const timer = world.timersDue.first();
    const timerMs = timer === null ? Infinity : Math.max(trueMs, timer.dueMs - stepMs);
    const eventMs = events.nextMs() ?? Infinity;
    if (timerMs === Infinity && eventMs === Infinity) break;
    const isTimer = timer !== null && timerMs <= eventMs;
    trueMs = Math.max(trueMs, isTimer ? timerMs : eventMs);
    const tasks = [isTimer ? (): Promise<void> => runDue(timer) : events.take().run];
    if (plan.overlaps !== undefined && random() < plan.overlaps) {
      // A timer that two processes have in hand; and what comes next, a moment early or together with it.
      if (isTimer && random() < 0.3) tasks.push(() => runDue(timer));
      for (let more = random() < 0.3 ? 2 : 1; more > 0 && (events.nextMs() ?? Infinity) <= trueMs + overlapMs; more -= 1) {
        const event = events.take();
        trueMs = Math.max(trueMs, event.atMs);
        tasks.push(event.run);
      }
    }
    if (tasks.length > 1) overlaps += 1;
    await processes.run(tasks);
    if (tasks.length > 1 && unswept === 0 && !isTimerDue()) checkSettled(world, clock(), { isAfterDeath: trueMs - diedMs < awaitedMs });
    turns += 1;
    if (turns % (watch.auditEvery ?? 5_000) === 0) audit(world);
  }
  audit(world);
  if (world.interactions.size > 0 || world.entries.size > 0 || world.timers.size > 0 || endedCount !== started) {
    throw new Violation('lost', `at the end ${world.interactions.size} interactions, ${world.entries.size} entries and ${world.timers.size} timers are left; ${started} began, ${endedCount} ended`);
  }
  return { seed: plan.seed, arrivals: started, commands: tally.commands, transactions: tally.transactions, virtualHours: (trueMs - startMs) / 3_600_000, seconds: (performance.now() - began) / 1000, overlaps, lockWaits: processes.waits(), states: tally.states, offers: tally.offers, events: tally.events, faults: tally.faults, refused: tally.refused };
}

function count(of: Record<string, number>, key: string): void {
  of[key] = (of[key] ?? 0) + 1;
}


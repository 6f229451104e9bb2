import { AsyncLocalStorage } from 'node:async_hooks';
import type { Locks } from '../memory-store.ts';
import { Violation } from './violation.ts';

interface Process { state: 'ready' | 'running' | 'blocked' | 'done'; waitsFor: string; go: () => void; parked: () => void; error: unknown }

export interface Turns {
  /** Runs these as processes of their own that take turns at every `step`, chosen by the seed, until all are done; the first error is thrown. One alone is simply run. */
  readonly run: (tasks: readonly (() => Promise<void>)[]) => Promise<void>;
  /** A point at which another process may go on. */
  readonly step: () => Promise<void> | void;
  /** Locks of transactions: who wants one that another transaction holds waits for its end. Two that wait for each other are a violation (PostgreSQL would end one of them). */
  readonly locks: Locks;
  /** How often somebody had to wait for a lock. */
  readonly waits: () => number;
}

/**
 * Several processes in one, as deterministic as a single one: between two points of the port exactly one of them runs, and which goes on is drawn from the seed. So a rule that reads before it locks, or
 * forgets a lock, meets sooner or later the order of steps in which that matters, and the seed replays it.
 * `forgets`: keys whose locks are not kept, as if no rule took them (a planted fault).
 */
export function openTurns(random: () => number, forgets: (key: string) => boolean = () => false): Turns {
  const own = new AsyncLocalStorage<Process>();
  const held = new Map<string, object>();
  let processes: Process[] = [];
  let waits = 0;

  function park(process: Process, state: 'ready' | 'blocked'): Promise<void> {
    if (process.state !== 'running') throw new Violation('broken', 'a rule asks the store two things at once: one transaction does one thing after another');
    return new Promise((resolve) => {
      process.state = state;
      process.go = resolve;
      process.parked();
    });
  }

  async function live(process: Process, task: () => Promise<void>): Promise<void> {
    await park(process, 'ready');
    try {
      await task();
    } catch (error) {
      process.error = error;
    }
    process.state = 'done';
    process.parked();
  }

  async function run(tasks: readonly (() => Promise<void>)[]): Promise<void> {
    if (tasks.length === 1) return tasks[0]!();
    processes = tasks.map(() => ({ state: 'running', waitsFor: '', go: () => undefined, parked: () => undefined, error: null }));
    const lives = processes.map((process, at) => own.run(process, () => live(process, tasks[at]!)));
    for (;;) {
      const ready = processes.filter(({ state }) => state === 'ready');
      if (ready.length === 0) break;
      const process = ready[Math.floor(random() * ready.length)]!;
      await new Promise<void>((resolve) => {
        process.parked = resolve;
        process.state = 'running';
        process.go();
      });
      const failed = processes.find(({ error }) => error !== null);
      if (failed) throw failed.error;
    }
    const blocked = processes.filter(({ state }) => state === 'blocked');
    if (blocked.length > 0) throw new Violation('order-of-locks', `processes wait for each other: ${blocked.map(({ waitsFor }) => waitsFor).join(', ')}`);
    await Promise.all(lives);
    processes = [];
  }

  return {
    run,
    step: () => {
      const process = own.getStore();
      return process === undefined ? undefined : park(process, 'ready');
    },
    locks: {
      acquire: (key, owner) => {
        const process = own.getStore();
        return process === undefined || forgets(key) ? undefined : acquire(process, key, owner);
      },
      releaseAll: (owner) => {
        for (const [key, by] of held) if (by === owner) held.delete(key);
        for (const process of processes) if (process.state === 'blocked' && !held.has(process.waitsFor)) process.state = 'ready';
      },
    },
    waits: () => waits,
  };

  async function acquire(process: Process, key: string, owner: object): Promise<void> {
    while (held.has(key) && held.get(key) !== owner) {
      waits += 1;
      process.waitsFor = key;
      await park(process, 'blocked');
    }
    held.set(key, owner);
  }
}

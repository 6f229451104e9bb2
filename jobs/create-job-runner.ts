import type { Database } from '#storage/index.ts';
import { extendLease } from './extend-lease.ts';
import { failJob } from './fail-job.ts';
import { finishJob } from './finish-job.ts';
import type { Job, JobClock, JobHandler } from './job.ts';
import { takeJobs } from './take-jobs.ts';

export interface JobRunnerOptions {
  readonly database: Database;
  /** Queue -> kind -> handler. A kind without one fails its job, so that it is seen. */
  readonly handlers: Readonly<Record<string, Readonly<Record<string, JobHandler>>>>;
  readonly clock: JobClock;
  /** Jobs at once, by queue. Default 4. */
  readonly concurrency?: Readonly<Record<string, number>>;
  /** A job is extended at a third of it for as long as its handler runs. Default 60 s. */
  readonly leaseMs?: number;
  /** Default 1 s. */
  readonly pollMs?: number;
  /** A handler threw, or jobs cannot be taken because the database does not answer (job null; told once until it does). */
  readonly onFailure?: (error: unknown, job: Job | null, gaveUp: boolean) => void;
  /** For jitter; tests give a seeded one. */
  readonly random?: () => number;
}

export interface JobRunner {
  /** Something was enqueued here: look now. */
  wake(): void;
  /** Takes no more, tells handlers to end (`signal`) and waits for them. */
  stop(): Promise<void>;
}

/** Works off the queues that have handlers. Any number of runners, in any number of processes, share them. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { database, handlers, clock, concurrency = {}, leaseMs = 60_000, pollMs = 1_000, onFailure = () => {} } = options;
  const stopping = new AbortController();
  const wakers = new Set<() => void>();

  async function serve(queue: string): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const atOnceMax = concurrency[queue] ?? 4;
    let isAway = false;
    while (!stopping.signal.aborted) {
      const free = atOnceMax - underWay.size;
      const taken = await takeJobs(database, { queue, limit: free, leaseMs, nowMs: clock.nowMs() }).catch((error: unknown): null => {
        if (!isAway) onFailure(error, null, false);
        return null;
      });
      isAway = taken === null;
      const jobs = taken ?? [];
      for (const job of jobs) {
        const work = run(job).finally(() => underWay.delete(work));
        underWay.add(work);
      }
      if (underWay.size >= atOnceMax) await Promise.race(underWay);
      else if (jobs.length === 0) await sleep();
    }
    await Promise.all(underWay);
  }

  async function run(job: Job): Promise<void> {
    const ended = new AbortController();
    const heartbeat = setInterval(() => void keep(job, ended), Math.max(10, leaseMs / 3));
    try {
      const handler = handlers[job.queue]?.[job.kind];
      if (!handler) throw new Error(`no handler for ${job.queue}/${job.kind}`);
      await handler(job, { signal: AbortSignal.any([stopping.signal, ended.signal]) });
      await database.withoutAccount((tx) => finishJob(tx, job));
    } catch (error) {
      const outcome = await untilNoted(() => database.withoutAccount((tx) => failJob(tx, job, { error, nowMs: clock.nowMs(), ...(options.random && { random: options.random }) })));
      onFailure(error, job, outcome.gaveUp === true);
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** While the database is away it is asked again, for as long as nobody else can have the job; after that the lease runs out by itself. */
  async function untilNoted(note: () => Promise<{ gaveUp: boolean | null }>): Promise<{ gaveUp: boolean | null }> {
    for (const endMs = performance.now() + leaseMs; ;) {
      try {
        return await note();
      } catch {
        if (performance.now() > endMs || stopping.signal.aborted) return { gaveUp: null };
        await sleep();
      }
    }
  }

  async function keep(job: Job, ended: AbortController): Promise<void> {
    const isKept = await extendLease(database, job, { leaseMs, nowMs: clock.nowMs() }).catch(() => true); // try again at the next beat
    if (!isKept) ended.abort(new Error('the lease was lost'));
  }

  function sleep(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        wakers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, pollMs);
      wakers.add(done);
      if (stopping.signal.aborted) done();
    });
  }

  const wake = (): void => { for (const done of wakers) done(); };
  const running = Promise.all(Object.keys(handlers).map((queue) => serve(queue)));
  return {
    wake,
    stop: async () => {
      stopping.abort(new Error('the runner stops'));
      wake();
      await running;
    },
  };
}

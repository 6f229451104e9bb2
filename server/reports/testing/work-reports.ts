import type { SendContext } from '#channels/email/send/send-context.ts';
import { failJob, finishJob, takeJobs } from '#jobs/index.ts';
import { beginDueReports } from '../../work/report-clock.ts';
import { reportJobs, reportQueue } from '../report-jobs.ts';

/** A look at what is due, then every job that may be taken now, one after another, as the runner does it. Returns how many tries there were. */
export async function workReports(context: SendContext, { onFailure = () => {} }: { readonly onFailure?: (error: unknown) => void } = {}): Promise<number> {
  const { database, clock } = context;
  const handlers = reportJobs({ database, clock, send: () => context, wake: () => {}, onFailure });
  await beginDueReports({ database, clock, onFailure: (error) => { throw error; } });
  let tries = 0;
  for (let jobs = await takeJobs(database, take()); jobs.length > 0; jobs = await takeJobs(database, take())) {
    for (const job of jobs) {
      tries += 1;
      try {
        await handlers[job.kind]!(job, { signal: new AbortController().signal });
        await database.withoutAccount((tx) => finishJob(tx, job));
      } catch (error) {
        await database.withoutAccount((tx) => failJob(tx, job, { error, nowMs: clock.nowMs() }));
      }
    }
  }
  return tries;

  function take() {
    return { queue: reportQueue, limit: 20, leaseMs: 60_000, nowMs: clock.nowMs() };
  }
}

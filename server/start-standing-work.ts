import { recheckQueue } from '#channels/email/prove/recheck-sender.ts';
import { mailQueue } from '#channels/email/send/enqueue-tries.ts';
import { createJobRunner } from '#jobs/index.ts';
import { openWakeChannel } from '#storage/index.ts';
import { startBackground, type Background } from './background.ts';
import { consumers } from './consumers.ts';
import { startHousekeeping } from './housekeeping.ts';
import { jobHandlers } from './job-handlers.ts';
import { reportQueue } from './reports/report-jobs.ts';
import type { StandingWork, WorkContext } from './standing-work.ts';
import { webhookQueue } from './webhooks/enqueue.ts';

/** A job whose process died is taken by another, or by this server's next life, after so long. */
const jobLeaseMs = 30_000;
/** Most of the time of a mail is waiting for its server. */
const mailsAtOnce = 8;
/** Most of the time of a delivery is waiting for its receiver, of whom one takes four at most. */
const deliveriesAtOnce = 8;
/** Each may use a core and a long query. */
const reportsAtOnce = 2;

export interface WorkListener {
  /** Events were given their positions, here or in another process. */
  readonly onEvents?: () => void;
}

export interface RunningWork {
  /** Something was committed: look now. */
  wake(): void;
  /** Ends everything, the work under way finished. */
  stop(): Promise<void>;
}

/** Starts event consumers, job runner, housekeeping and the given parts. One that cannot start is told of and does not keep the others from it. */
export async function startStandingWork(context: Omit<WorkContext, 'wake'>, works: readonly StandingWork[], { onEvents = () => {} }: WorkListener = {}): Promise<RunningWork> {
  const { config, database, files, clock, logger } = context;
  let background: Background | null = null;
  let jobs: ReturnType<typeof createJobRunner> | null = null;
  const wake = (): void => {
    background?.wake();
    jobs?.wake();
  };
  const full: WorkContext = { ...context, wake };
  const channel = openWakeChannel(database.connection, () => {
    wake();
    onEvents();
  });
  background = startBackground({
    database, consumers,
    onFailure: (error) => logger.error({ err: error }, 'background work fails and will be tried again'),
    onRecovery: () => logger.info('background work goes on'),
    onProgress: () => {
      jobs?.wake();
      onEvents();
      channel.tell();
    },
  });
  jobs = createJobRunner({
    database, clock, handlers: jobHandlers(full), concurrency: { [mailQueue]: mailsAtOnce, [webhookQueue]: deliveriesAtOnce, [recheckQueue]: 1, [reportQueue]: reportsAtOnce }, leaseMs: jobLeaseMs,
    onFailure: (error, job, gaveUp) => {
      if (job === null) logger.warn({ err: error }, 'jobs cannot be taken; that is tried again each second');
      else logger.warn({ err: error, job: { id: job.id, kind: job.kind, attempt: job.attempt }, gaveUp }, 'a job failed');
    },
  });
  const endHousekeeping = startHousekeeping({ database, files, clock, keep: config.keep, webhookLogDays: config.webhookLogDays, onFailure: (error) => logger.warn({ err: error }, 'housekeeping failed') });
  const stops: (() => Promise<void>)[] = [];
  for (const work of works) {
    const stop = await work.start(full).catch((error: unknown) => {
      logger.error({ err: error, work: work.name }, 'a part of the server could not start');
      return null;
    });
    if (stop) stops.unshift(stop);
  }
  return {
    wake,
    stop: async () => {
      for (const stop of stops) await stop().catch((error: unknown) => logger.warn({ err: error }, 'a part of the server did not stop cleanly'));
      endHousekeeping();
      await channel.close();
      await jobs.stop();
      await background.stop();
    },
  };
}

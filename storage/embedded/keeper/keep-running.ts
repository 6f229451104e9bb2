import { setTimeout as sleep } from 'node:timers/promises';

import type { EmbeddedDatabaseError } from '../embedded-database-error.ts';
import type { Server } from './start-server.ts';

/** Waits before the 1st, 2nd ... restart; a server that then dies once more within the window is given up. */
export const restartWaitsMs: readonly number[] = [50, 500, 1_000, 2_000, 4_000];
const windowMs = 60_000;
const stopMsMax = 120_000;

export interface KeptServer {
  /** Fast shutdown (open transactions are rolled back, then a checkpoint); after two minutes without one. */
  stop(): Promise<void>;
}

export interface KeepRunningOptions {
  first: Server;
  restart: () => Promise<Server>;
  onRestarted: (server: Server) => void;
  onDied: (text: string) => void;
  onGivenUp: (error: EmbeddedDatabaseError | Error) => void;
  /** Ephemeral clusters need no checkpoint. */
  stopSignal: 'SIGINT' | 'SIGQUIT';
}

/** Restarts the server whenever it ends unasked, a few times with growing waits. */
export function keepRunning(options: KeepRunningOptions): KeptServer {
  let server = options.first;
  let isStopping = false;
  let deaths: number[] = [];
  const finished = watch();

  async function watch(): Promise<void> {
    for (;;) {
      const { exitCode, signal } = await server.ended;
      if (isStopping) return;
      options.onDied(`PostgreSQL ended unasked (${signal ?? `exit code ${exitCode}`})`);
      deaths = [...deaths.filter((at) => at > Date.now() - windowMs), Date.now()];
      const restarted = await restartSoon();
      if (restarted === null) return;
      server = restarted;
      if (isStopping) server.signal(options.stopSignal);
      else options.onRestarted(server);
    }
  }

  async function restartSoon(): Promise<Server | null> {
    for (;;) {
      const waitMs = restartWaitsMs[deaths.length - 1];
      if (waitMs === undefined) {
        options.onGivenUp(new Error(`it ended ${deaths.length} times within a minute`));
        return null;
      }
      await sleep(waitMs);
      if (isStopping) return null;
      try {
        return await options.restart();
      } catch (error) {
        deaths.push(Date.now());
        if (deaths.length > restartWaitsMs.length && error instanceof Error) {
          options.onGivenUp(error);
          return null;
        }
      }
    }
  }

  return {
    stop: async () => {
      isStopping = true;
      server.signal(options.stopSignal);
      const impatient = setTimeout(() => server.signal('SIGQUIT'), stopMsMax);
      await finished;
      clearTimeout(impatient);
    },
  };
}

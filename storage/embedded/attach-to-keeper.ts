import { setTimeout as sleep } from 'node:timers/promises';

import { EmbeddedDatabaseError } from './embedded-database-error.ts';
import { readKeeperAddress } from './keeper-files.ts';
import { openKeeperPipe } from './keeper-pipe.ts';
import type { KeeperPipe } from './keeper-pipe.ts';
import type { KeeperOrder, KeeperState, ReadyDatabase } from './keeper-protocol.ts';
import { startKeeper } from './start-keeper.ts';

const retryMs = 20;
/** A keeper that holds the lock but cannot be reached is stopping (a checkpoint) or not visible from here. */
const unreachableMsMax = 150_000;
const tellAfterMs = 2_000;
const failedKeeperMsMax = 2_000;

/** A pipe to a keeper whose database is ready. */
export interface Attachment {
  pipe: KeeperPipe;
  ready: ReadyDatabase;
  /** Settles when the pipe closes. */
  closed: Promise<void>;
  /** Called for every later change of state; assign it to listen. */
  onState: (state: KeeperState) => void;
}

/**
 * Joins the keeper that runs, or starts one and joins it; repeats while a keeper is just stopping.
 *
 * @throws EmbeddedDatabaseError when the database cannot be started
 */
export async function attachToKeeper(order: KeeperOrder, onProgress: (text: string) => void): Promise<Attachment> {
  const begunAt = Date.now();
  let hasTold = false;
  for (;;) {
    const attachment = await attachOnce(order.dataDir, onProgress);
    if (attachment !== null) return attachment;
    if ((await startKeeper(order)) === 'listening') continue;
    const waitedMs = Date.now() - begunAt;
    if (waitedMs > unreachableMsMax) throw unreachable(order.dataDir);
    if (waitedMs > tellAfterMs && !hasTold) {
      hasTold = true;
      onProgress('Waiting for the database to finish stopping');
    }
    await sleep(retryMs);
  }
}

/** Null: there is no keeper, or it went away before the database was ready. */
async function attachOnce(dataDir: string, onProgress: (text: string) => void): Promise<Attachment | null> {
  const outcome = Promise.withResolvers<ReadyDatabase | null>();
  const closed = Promise.withResolvers<void>();
  let attachment: Attachment | null = null;
  const pipe = await openKeeperPipe(dataDir, 'hold', {
    onState: (state) => {
      attachment?.onState(state);
      switch (state.state) {
        case 'starting':
          return attachment === null ? onProgress(state.step) : undefined;
        case 'ready':
          return outcome.resolve(state);
        case 'failed':
          return outcome.reject(new EmbeddedDatabaseError(state.code, state.message));
        case 'stopping':
      }
    },
    onClosed: () => {
      outcome.resolve(null);
      closed.resolve();
    },
  });
  if (pipe === null) return null;
  const ready = await outcome.promise.catch(async (error: unknown) => {
    // Until it has ended, whoever tries again would only hear the same.
    await Promise.race([closed.promise, sleep(failedKeeperMsMax)]);
    throw error;
  });
  if (ready === null) return null;
  pipe.unref();
  attachment = { pipe, ready, closed: closed.promise, onState: () => undefined };
  return attachment;
}

function unreachable(dataDir: string): EmbeddedDatabaseError {
  const address = readKeeperAddress(dataDir);
  const where = address === null ? '' : ` (process ${address.keeperPid}, socket ${address.controlSocket})`;
  return new EmbeddedDatabaseError(
    'keeper-unreachable',
    `Another process keeps the database in ${dataDir} locked${where}, but does not answer. If it runs in another container or behind a private /tmp, run this command there; otherwise end that process and try again.`,
  );
}

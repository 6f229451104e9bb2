import { findAccounts, sweepAttempts, sweepPasswordResets, sweepSignInLinks } from '#core/accounts/index.ts';
import { takeFreedAddresses } from '#core/channels/index.ts';
import { releaseConversations, sweepWithheldReplies, wakeSnoozed } from '#core/conversations/index.ts';
import { sweepUnnamedFiles, sweepUploads, type FileStore } from '#core/files/index.ts';
import { nowText, systemAct, type Act, type Clock } from '#core/kernel/index.ts';
import { sweepRateWindows, sweepRequestKeys } from '#http/index.ts';
import type { Database, Tx } from '#storage/index.ts';

const everyMs = 60 * 60 * 1_000;
const filesEveryMs = 24 * everyMs;
const wakeEveryMs = 20 * 1_000;

export interface HousekeepingOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Once an hour: rate and sign-in windows and links for passwords long over, reasons of withheld auto-replies after 90 days, keys of requests after a day, links to sign in, temporary files of crashes, uploads that nothing used; addresses that another account gave up go to who shares them. Once a day, first after an hour:
 * files that no row names. Every 20 s: snoozed conversations whose time has come, and up to 500 of those whose agent or team is gone. The function returned ends it.
 */
export function startHousekeeping(options: HousekeepingOptions): () => void {
  const { database, files, clock, onFailure } = options;
  let filesSweptMs = -Infinity;
  const timer = setInterval(() => {
    // The files' own clock, not the server's: their times are the file system's.
    if (Date.now() - filesSweptMs >= filesEveryMs) {
      filesSweptMs = Date.now();
      sweepUnnamedFiles(database, files, Date.now()).catch(onFailure);
    }
    Promise.all([sweepRateWindows(database, clock.nowMs()), sweepAttempts(database, nowText(clock)), files.sweep(clock.nowMs()), inEachAccount(options, sweepUploads), inEachAccount(options, sweepWithheldReplies), inEachAccount(options, takeFreedAddresses), sweepPasswordResets(database, nowText(clock)), sweepSignInLinks(database, nowText(clock)), sweepRequestKeys(database, clock.nowMs())]).catch(onFailure);
  }, everyMs);
  timer.unref();
  const waking = setInterval(() => {
    inEachAccount(options, wakeSnoozed).then(() => inEachAccount(options, releaseConversations)).catch(onFailure);
  }, wakeEveryMs);
  waking.unref();
  return () => {
    clearInterval(timer);
    clearInterval(waking);
  };
}

/** One account after the other; what fails in one is told and keeps none of the others from it. */
export async function inEachAccount({ database, clock, onFailure }: Omit<HousekeepingOptions, 'files'>, work: (tx: Tx, act: Act) => Promise<unknown>): Promise<void> {
  for (const { id } of await findAccounts(database)) {
    try {
      await database.withAccount(id, (tx) => work(tx, systemAct(id, nowText(clock), 'housekeeping')));
    } catch (error) {
      onFailure(error);
    }
  }
}

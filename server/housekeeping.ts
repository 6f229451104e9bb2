import { findAccounts, sweepAttempts, sweepPasswordResets, sweepSignInLinks } from '#core/accounts/index.ts';
import { sweepFactChanges, watchGoals } from '#core/analytics/index.ts';
import { sweepRuns } from '#core/automation/index.ts';
import { takeFreedAddresses } from '#core/channels/index.ts';
import { handOverOfDeletedBots } from '#core/bots/index.ts';
import { eraseContactRound, releaseConversations, sweepWithheldReplies, wakeSnoozed } from '#core/conversations/index.ts';
import { sweepUnnamedFiles, sweepUploads, type FileStore } from '#core/files/index.ts';
import { sweepDeliveries, webhookSweepMax } from '#core/webhooks/index.ts';
import { publishDueArticles } from '#core/knowledge/index.ts';
import { nowText, systemAct, type Act, type Clock } from '#core/kernel/index.ts';
import { sweepReports } from '#core/reports/index.ts';
import { sweepRoutingHistory, type RoutingKeepDays } from '#core/routing/index.ts';
import { sweepRateWindows, sweepRequestKeys } from '#http/index.ts';
import type { Database, Tx } from '#storage/index.ts';

const everyMs = 60 * 60 * 1_000;
const filesEveryMs = 24 * everyMs;
const wakeEveryMs = 20 * 1_000;
const erasingMsMax = 10_000;

export interface HousekeepingOptions {
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly keep: RoutingKeepDays;
  /** Days for which the log of webhooks keeps what ended. */
  readonly webhookLogDays: number;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Once an hour: rate and sign-in windows and links for passwords long over, reasons of withheld auto-replies and runs of rules after 90 days, commands to the line and offers that nobody asks for any more, keys of requests after a day, links to sign in, temporary files of crashes, uploads that nothing used; files of reports after 30 days; what says whose facts changed after a day; addresses that another account
 * gave up go to who shares them; the log of webhooks after its days. Once a day, first after an hour: files that no row names. Every 20 s: snoozed conversations whose time has come, and up to 500 of those whose agent or team is gone, or whose bot; articles whose time has come are published; whose reply goal is at risk is told; and what erased contacts
 * wrote, 200 messages a transaction, for 10 s at most. The function returned ends it.
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
    Promise.all([sweepRateWindows(database, clock.nowMs()), sweepAttempts(database, nowText(clock)), files.sweep(clock.nowMs()), inEachAccount(options, sweepUploads), inEachAccount(options, sweepWithheldReplies), inEachAccount(options, takeFreedAddresses), inEachAccount(options, sweepRuns), inEachAccount(options, sweepReports), inEachAccount(options, (tx) => sweepFactChanges(tx, new Date(Date.now() - 24 * everyMs).toISOString())), sweepRouting(options), sweepWebhookLogs(options), sweepPasswordResets(database, nowText(clock)), sweepSignInLinks(database, nowText(clock)), sweepRequestKeys(database, clock.nowMs())]).catch(onFailure);
  }, everyMs);
  timer.unref();
  const waking = setInterval(() => {
    inEachAccount(options, wakeSnoozed).then(() => inEachAccount(options, releaseConversations)).then(() => inEachAccount(options, handOverOfDeletedBots)).then(() => inEachAccount(options, publishDueArticles)).then(() => inEachAccount(options, watchGoals)).then(() => finishErasures(options)).catch(onFailure);
  }, wakeEveryMs);
  waking.unref();
  return () => {
    clearInterval(timer);
    clearInterval(waking);
  };
}

/** Goes on where there is more, for as long as it keeps nobody waiting. */
async function finishErasures(options: HousekeepingOptions): Promise<void> {
  const endMs = performance.now() + erasingMsMax;
  for (let isMore = true; isMore && performance.now() < endMs;) {
    isMore = false;
    await inEachAccount(options, async (tx, act) => { isMore = await eraseContactRound(tx, act) || isMore; });
  }
}

/** In transactions of 1,000, up to 100 an account: a log of millions goes over some hours. */
export async function sweepWebhookLogs(options: Pick<HousekeepingOptions, 'database' | 'clock' | 'onFailure' | 'webhookLogDays'>): Promise<void> {
  const before = new Date(options.clock.nowMs() - options.webhookLogDays * 24 * everyMs).toISOString();
  for (const { id } of await findAccounts(options.database)) {
    const sweep = (): Promise<number> => options.database.withAccount(id, (tx) => sweepDeliveries(tx, systemAct(id, nowText(options.clock), 'housekeeping'), before));
    try {
      for (let round = 0; round < 100 && await sweep() === webhookSweepMax; round += 1);
    } catch (error) {
      options.onFailure(error);
    }
  }
}

/** One account after the other; what fails in one is told and keeps none of the others from it. */
export async function inEachAccount({ database, clock, onFailure }: Pick<HousekeepingOptions, 'database' | 'clock' | 'onFailure'>, work: (tx: Tx, act: Act) => Promise<unknown>): Promise<void> {
  for (const { id } of await findAccounts(database)) {
    try {
      await database.withAccount(id, (tx) => work(tx, systemAct(id, nowText(clock), 'housekeeping')));
    } catch (error) {
      onFailure(error);
    }
  }
}

/** In transactions of 500 rows, so not in the one of `inEachAccount`. */
export async function sweepRouting({ database, clock, keep, onFailure }: Omit<HousekeepingOptions, 'files'>): Promise<void> {
  for (const { id } of await findAccounts(database)) {
    await sweepRoutingHistory((work) => database.withAccount(id, work), () => systemAct(id, nowText(clock), 'housekeeping'), keep).catch(onFailure);
  }
}

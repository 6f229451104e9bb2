import { findAccounts, type SecretKey } from '#core/accounts/index.ts';
import { meanReplyTimes } from '#core/analytics/index.ts';
import { eraseCrmRows, findOverdueSyncs, readCrmFile, replaceCrmSecret, runCrmSync, type CrmSources, type MeanReplyTimes } from '#core/crm/index.ts';
import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { nowText, systemAct, type Act, type Clock } from '#core/kernel/index.ts';
import { enqueueJob, type JobHandler } from '#jobs/index.ts';
import type { Database, Tx } from '#storage/index.ts';

export const crmQueue = 'crm';
const syncKind = 'sync-crm';
const eraseKind = 'erase-crm';

export interface CrmWork { readonly database: Database; readonly clock: Clock; readonly key: () => Promise<SecretKey>; readonly sources: CrmSources; readonly wake: () => void; /** For tests that count otherwise. */ readonly means?: MeanReplyTimes }

/** The work of the queue `crm`: reading a connected system until it is over or asks for a pause, which leaves the next job; deleting what a disconnected one brought. */
export function crmJobs({ database, clock, key, sources, wake, means = meanReplyTimes }: CrmWork): Readonly<Record<string, JobHandler>> {
  const actOf = (accountId: number): Act => systemAct(accountId, nowText(clock), 'crm', 'import');
  return {
    [syncKind]: async ({ accountId, payload }, { signal }) => {
      const connectionId = Number(payload['connectionId']);
      const opened = await key();
      const outcome = await runCrmSync({
        database, key: opened, act: () => actOf(accountId!), connectionId, means, signal, onStep: wake,
        open: ({ kind, settings, secret, emailProperty }) => sources.open(kind, {
          accountId: accountId!, settings, secret, emailProperty, file: () => database.withAccount(accountId!, (tx) => readCrmFile(tx, actOf(accountId!), connectionId)),
          onSecret: async (fresh) => { await database.withAccount(accountId!, (tx) => replaceCrmSecret(tx, actOf(accountId!), opened, connectionId, fresh)); },
        }),
      });
      if (outcome.state === 'stopped') throw new Error('the runner stops; the rest is read at its next start');
      if (outcome.nextAt !== null) await database.withAccount(accountId!, (tx) => enqueueSync(tx, connectionId, outcome.nextAt!));
    },
    [eraseKind]: async ({ accountId, payload }, { signal }) => {
      while (await database.withAccount(accountId!, (tx) => eraseCrmRows(tx, actOf(accountId!), Number(payload['connectionId'])))) if (signal.aborted) throw new Error('the runner stops; the rest is deleted at its next start');
    },
  };
}

/** Reactor: who asked for a reading gets one; what was disconnected is deleted. */
export const crmReactor: Consumer = { name: 'crm', kind: 'reactor', batchMax: 100, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  for (const { type, data, storedAt } of events) {
    const connectionId = Number(data['connectionId']);
    if (type === 'crm.sync-asked') await enqueueSync(tx, connectionId, storedAt);
    else if (type === 'crm.changed') {
      const { erasing } = await findOverdueSyncs(tx, systemAct(tx.accountId, storedAt, 'crm'), storedAt);
      if (erasing.includes(connectionId)) await enqueueErasing(tx, connectionId, storedAt);
    }
  }
}

/** The instant is in the key: a reading that was moved has a job of its own, a repeat none. */
async function enqueueSync(tx: Tx, connectionId: number, runAt: string): Promise<void> {
  await enqueueJob(tx, { queue: crmQueue, kind: syncKind, payload: { connectionId }, runAt, uniqueKey: `${connectionId}@${new Date(runAt).toISOString()}`, attemptsMax: 10 });
}

async function enqueueErasing(tx: Tx, connectionId: number, runAt: string): Promise<void> {
  await enqueueJob(tx, { queue: crmQueue, kind: eraseKind, payload: { connectionId }, runAt, uniqueKey: String(connectionId), attemptsMax: 10 });
}

/** A reading that is so long overdue has no job any more. */
const overdueMs = 10 * 60_000;

/** Gives readings and erasures whose job was lost one anew. Returns how many it found. */
export async function findStrandedSyncs(database: Database, nowMs: number): Promise<number> {
  const now = new Date(nowMs).toISOString();
  let found = 0;
  for (const { id } of await findAccounts(database)) {
    found += await database.withAccount(id, async (tx) => {
      const { syncs, erasing } = await findOverdueSyncs(tx, systemAct(id, now, 'crm'), new Date(nowMs - overdueMs).toISOString());
      for (const connectionId of syncs) await enqueueSync(tx, connectionId, now);
      for (const connectionId of erasing) await enqueueErasing(tx, connectionId, now);
      return syncs.length + erasing.length;
    });
  }
  return found;
}

import { findAccounts } from '#core/accounts/index.ts';
import { findOverdue, wakeWithoutServer } from '#core/conversations/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { enqueueJob } from '#jobs/index.ts';
import type { Database } from '#storage/index.ts';
import { mailQueue, sendMailKind } from './enqueue-tries.ts';

/** A try that is so long overdue has no job any more: it was given up, or never written. */
const overdueMs = 5 * 60_000;

/**
 * Gives every mail that should have been tried and was not a job of its own. Returns how many. `hasRelay`: mails that wait for a server are
 * due too, for the start of a server that has got one.
 */
export async function findLostMail(database: Database, nowMs: number, { hasRelay = false }: { hasRelay?: boolean } = {}): Promise<number> {
  const now = new Date(nowMs).toISOString();
  let found = 0;
  for (const account of await findAccounts(database)) {
    found += await database.withAccount(account.id, async (tx) => {
      const act = systemAct(account.id, now, 'channel:email');
      const due = [...await findOverdue(tx, act, new Date(nowMs - overdueMs).toISOString()), ...(hasRelay ? await wakeWithoutServer(tx, act, null) : [])];
      for (const { messageId } of due) {
        await enqueueJob(tx, { queue: mailQueue, kind: sendMailKind, payload: { messageId }, runAt: now, uniqueKey: `${messageId}@lost-${Math.floor(nowMs / overdueMs)}` });
      }
      return due.length;
    });
  }
  return found;
}

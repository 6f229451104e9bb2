import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { TimerKind } from '../engine/store.ts';
import { toInstant } from '../store/instants.ts';

export interface DueTimer { readonly kind: TimerKind; readonly subjectId: number; readonly dueAt: string }

/** A process that dies with a timer in hand gives it back after so long. */
const claimMs = 5_000;
const claimMax = 50;

/**
 * Takes due timers for this process, the earliest first, in a transaction of its own: no timer's row is locked while its rule waits for queue,
 * interaction or agent, so a command that drops the timer cannot wait in a ring with it. Others skip what is taken; were it run twice, the
 * second would find that it is no longer true.
 */
export async function claimTimers(tx: Tx, act: Act): Promise<DueTimer[]> {
  const rows = await tx.rows(sql<DueTimer>`
    UPDATE routing_timers t SET claimed_until = ${toInstant(Date.parse(act.now) + claimMs)}
    FROM (
      SELECT kind, subject_id FROM routing_timers
      WHERE account_id = ${tx.accountId} AND due_at <= ${act.now} AND (claimed_until IS NULL OR claimed_until <= ${act.now})
      ORDER BY due_at, kind, subject_id LIMIT ${claimMax} FOR UPDATE SKIP LOCKED) d
    WHERE t.account_id = ${tx.accountId} AND t.kind = d.kind AND t.subject_id = d.subject_id
    RETURNING t.kind, t.subject_id AS "subjectId", t.due_at AS "dueAt"`);
  return rows.toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt) || (a.kind < b.kind ? -1 : Number(a.kind > b.kind)) || a.subjectId - b.subjectId);
}

/** After its rule, in the same transaction: away with it, unless the rule set it anew (which ended the claim). */
export async function settleTimer(tx: Tx, { kind, subjectId }: DueTimer): Promise<void> {
  await tx.run(sql`DELETE FROM routing_timers WHERE account_id = ${tx.accountId} AND kind = ${kind} AND subject_id = ${subjectId} AND claimed_until IS NOT NULL`);
}

/** When the account's next timer is due; null: it has none. */
export async function nextTimerMs(tx: Tx): Promise<number | null> {
  const { due } = await tx.one(sql<{ due: string | null }>`SELECT min(due_at) AS due FROM routing_timers WHERE account_id = ${tx.accountId}`);
  return due === null ? null : Date.parse(due);
}

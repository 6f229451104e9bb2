import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { TimerKind } from '../engine/store.ts';
import { toInstant } from '../store/instants.ts';

export interface ClaimedTimer { readonly kind: TimerKind; readonly subjectId: number; /** What the claim set: a rule that sets the timer anew gives it another one. */ readonly claimedUntil: string }

/** A process that dies with a timer in hand gives it back after so long. And a microsecond: no rule sets a timer between two milliseconds, so a claim is known from a timer set anew. */
const claimMs = 5_000;
const claimMax = 50;

/**
 * Takes due timers for this process by putting them off a little, in a transaction of its own: no timer's row is locked while its rule waits for
 * queue, interaction or agent, so a command that drops the timer cannot wait in a ring with it. Others skip what is being taken.
 */
export async function claimTimers(tx: Tx, act: Act): Promise<ClaimedTimer[]> {
  const rows = await tx.rows(sql<ClaimedTimer & { readonly due: string }>`
    UPDATE routing_timers t SET due_at = ${toInstant(Date.parse(act.now) + claimMs)}::timestamptz + interval '1 microsecond'
    FROM (
      SELECT kind, subject_id, due_at FROM routing_timers WHERE account_id = ${tx.accountId} AND due_at <= ${act.now}
      ORDER BY due_at, kind, subject_id LIMIT ${claimMax} FOR UPDATE SKIP LOCKED) d
    WHERE t.account_id = ${tx.accountId} AND t.kind = d.kind AND t.subject_id = d.subject_id
    RETURNING t.kind, t.subject_id AS "subjectId", t.due_at AS "claimedUntil", d.due_at AS due`);
  return rows.toSorted((a, b) => Date.parse(a.due) - Date.parse(b.due) || a.kind.localeCompare(b.kind) || a.subjectId - b.subjectId).map(({ kind, subjectId, claimedUntil }) => ({ kind, subjectId, claimedUntil }));
}

/** After its rule, in the same transaction: away with it, unless the rule set it anew. */
export async function settleTimer(tx: Tx, { kind, subjectId, claimedUntil }: ClaimedTimer): Promise<void> {
  await tx.run(sql`DELETE FROM routing_timers WHERE account_id = ${tx.accountId} AND kind = ${kind} AND subject_id = ${subjectId} AND due_at = ${claimedUntil}`);
}

/** When the account's next timer is due; null: it has none. */
export async function nextTimerMs(tx: Tx): Promise<number | null> {
  const { due } = await tx.one(sql<{ due: string | null }>`SELECT min(due_at) AS due FROM routing_timers WHERE account_id = ${tx.accountId}`);
  return due === null ? null : Date.parse(due);
}

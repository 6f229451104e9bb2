import { getMember, getUser } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import type { ReportSchedule } from '../schedule/schedules.ts';
import { lastDue, nextDue } from '../schedule/next-due.ts';
import { reportPeriod } from '../schedule/report-period.ts';
import { insertRun } from './insert-run.ts';
import type { ReportProblem } from './report-run.ts';

const atOnceMax = 100;

/** Accounts in which something is to be begun now. For the server's standing work. */
export async function findAccountsWithDueReports(database: Database, now: string): Promise<number[]> {
  return (await database.rows(sql<{ accountId: number }>`SELECT account_id AS "accountId" FROM reports_due(${now}::timestamptz)`)).map(({ accountId }) => accountId);
}

type Due = Omit<ReportSchedule, 'ownerEmail' | 'nextAt'> & { readonly nextAt: string };

/**
 * Begins every report that is due: a run each, for the last time that has passed; earlier ones that nobody made (no server ran) are counted and not made. Then
 * gives a job to every run that has none. All in the caller's transaction, so that whoever of two servers comes second finds nothing to do, and a crash leaves
 * nothing half begun. Returns how many jobs there were.
 */
export async function takeDueReports(tx: Tx, act: Act, enqueue: (runId: number) => Promise<void>): Promise<number> {
  const due = await tx.rows(sql<Due>`
    SELECT id, name, type, settings, format, frequency, weekdays, month_moment AS "monthMoment", month_day AS "monthDay", local_time AS "localTime", zone, includes_today AS "includesToday", language, recipients,
      owner_id AS "ownerId", next_at AS "nextAt", paused_because AS "pausedBecause", created_at AS "createdAt", updated_at AS "updatedAt"
    FROM report_schedules WHERE account_id = ${tx.accountId} AND next_at <= ${act.now}::timestamptz ORDER BY next_at, id LIMIT ${atOnceMax} FOR UPDATE SKIP LOCKED`);
  for (const schedule of due) await begin(tx, act, schedule);
  const waiting = await tx.rows(sql<{ id: number }>`
    UPDATE report_runs SET enqueued_at = ${act.now} WHERE account_id = ${tx.accountId} AND id IN (
      SELECT id FROM report_runs WHERE account_id = ${tx.accountId} AND state = 'waiting' AND enqueued_at IS NULL ORDER BY id LIMIT ${atOnceMax} FOR UPDATE SKIP LOCKED) RETURNING id`);
  for (const { id } of waiting) await enqueue(id);
  return waiting.length;
}

async function begin(tx: Tx, act: Act, schedule: Due): Promise<void> {
  const { dueAt, missed } = lastDue(schedule, schedule.nextAt, act.now);
  const owner = await findOwner(tx, schedule.ownerId);
  const recipients = schedule.recipients.length > 0 ? schedule.recipients : owner.email === null ? [] : [owner.email];
  const skippedBecause: ReportProblem | null = !owner.may ? 'owner-gone' : recipients.length === 0 ? 'no-recipients' : null;
  await insertRun(tx, act, { ...schedule, ...reportPeriod({ ...schedule, dueAt }), kind: 'scheduled', scheduleId: schedule.id, dueAt, missed, recipients, askedBy: schedule.ownerId, skippedBecause });
  await tx.run(sql`
    UPDATE report_schedules SET next_at = ${owner.may ? nextDue(schedule, dueAt) : null}::timestamptz, paused_because = ${owner.may ? null : 'owner-gone'}
    WHERE account_id = ${tx.accountId} AND id = ${schedule.id}`);
}

/** Figures leave the house on their behalf, so their right is asked for at each time. A schedule of the server itself has nobody to ask. */
async function findOwner(tx: Tx, ownerId: number | null): Promise<{ readonly may: boolean; readonly email: string | null }> {
  if (ownerId === null) return { may: true, email: null };
  const user = await getUser(tx, ownerId);
  const member = await getMember(tx, ownerId);
  return { may: user !== null && user.disabledAt === null && member !== null && member.permissions.has('reports.export'), email: user?.email ?? null };
}

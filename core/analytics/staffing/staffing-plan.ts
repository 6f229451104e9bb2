import { writeAudit } from '#core/audit/index.ts';
import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { clockText } from './intervals.ts';

/** From when to when, on the wall clock of the account, how many people are planned. Quarters of an hour; `24:00` ends a day. */
export interface PlanSpan { readonly from: string; readonly to: string; readonly agents: number }
export interface PlanDay { readonly day: string; readonly spans: readonly PlanSpan[] }

const quarter = 15;
const spansMax = 96;
const agentsMax = 10_000;

/** What is planned for a queue on the local days from `from` to `to`, both included; days without a plan are not there. */
export async function findStaffingPlan(tx: Tx, act: Act, { queueId, from, to }: { queueId: number; from: string; to: string }): Promise<PlanDay[]> {
  requirePermission(act, 'queues.read');
  await requireQueue(tx, queueId);
  const [first, last] = [checkDay('from', from), checkDay('to', to)];
  if (Temporal.PlainDate.compare(first, last) > 0) throw invalid('from', 'must not be after "to"', 'no-date');
  if (first.until(last).days > 366) throw invalid('to', 'must lie within a year', 'within-a-year');
  const rows = await loadPlan(tx, queueId, from, to);
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, quarters]) => ({ day, spans: toSpans(quarters) }));
}

export interface PlannedQuarter { readonly day: string; readonly startMinute: number; readonly agents: number }

export async function loadPlan(tx: Tx, queueId: number, from: string, to: string): Promise<PlannedQuarter[]> {
  return tx.rows(sql<PlannedQuarter>`
    SELECT day, start_minute AS "startMinute", agents FROM staffing_plans
    WHERE account_id = ${tx.accountId} AND queue_id = ${queueId} AND day >= ${from}::date AND day <= ${to}::date ORDER BY day, start_minute`);
}

/** Plans a day of a queue anew: these spans and no others; none clears it. Spans must not overlap. */
export async function setStaffingPlan(tx: Tx, act: Act, { queueId, day, spans }: { queueId: number; day: string; spans: readonly PlanSpan[] }): Promise<void> {
  requirePermission(act, 'work.supervise');
  checkDay('day', day);
  const quarters = toQuarters(spans);
  await requireQueue(tx, queueId, true);
  await tx.run(sql`DELETE FROM staffing_plans WHERE account_id = ${tx.accountId} AND queue_id = ${queueId} AND day = ${day}::date`);
  await tx.run(sql`
    INSERT INTO staffing_plans (account_id, queue_id, day, start_minute, agents)
    SELECT ${tx.accountId}::bigint, ${queueId}::bigint, ${day}::date, q.start_minute, q.agents
    FROM unnest(${quarters.map(({ startMinute }) => startMinute)}::smallint[], ${quarters.map(({ agents }) => agents)}::integer[]) AS q(start_minute, agents)`);
  await writeAudit(tx, act, { action: 'staffing-plan.set', targetKind: 'queue', targetId: queueId, detail: { day, spans: spans.length } });
}

async function requireQueue(tx: Tx, queueId: number, isLocking = false): Promise<void> {
  const queue = await tx.maybe(sql<object>`SELECT id FROM queues WHERE account_id = ${tx.accountId} AND id = ${queueId} AND deleted_at IS NULL ${isLocking ? sql`FOR NO KEY UPDATE` : sql``}`);
  if (!queue) throw notFound('queue');
}

function toQuarters(spans: readonly PlanSpan[]): { startMinute: number; agents: number }[] {
  if (spans.length > spansMax) throw invalid('spans', `must be at most ${spansMax}`, 'too-many-items', { max: spansMax });
  const taken = new Map<number, number>();
  for (const [at, { from, to, agents }] of spans.entries()) {
    const [first, end] = [toMinute(`spans.${at}.from`, from), toMinute(`spans.${at}.to`, to)];
    if (end <= first) throw invalid(`spans.${at}.to`, 'must be after "from"', 'hours-wrong');
    if (!Number.isInteger(agents) || agents < 0 || agents > agentsMax) throw invalid(`spans.${at}.agents`, `is not a whole number from 0 to ${agentsMax}`, 'no-number');
    for (let minute = first; minute < end; minute += quarter) {
      if (taken.has(minute)) throw invalid(`spans.${at}`, `overlaps another one at ${clockText(minute)}`, 'hours-wrong');
      taken.set(minute, agents);
    }
  }
  return [...taken].map(([startMinute, agents]) => ({ startMinute, agents }));
}

function toMinute(field: string, text: string): number {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  const value = Number(hour) * 60 + Number(minute);
  if (hour === undefined || Number(minute) > 59 || value > 1_440 || value % quarter !== 0) throw invalid(field, 'is no quarter of an hour such as 09:15', 'hours-wrong');
  return value;
}

function toSpans(quarters: readonly PlannedQuarter[]): PlanSpan[] {
  const spans: { first: number; end: number; agents: number }[] = [];
  for (const { startMinute, agents } of quarters) {
    const last = spans.at(-1);
    if (last?.end === startMinute && last.agents === agents) last.end += quarter;
    else spans.push({ first: startMinute, end: startMinute + quarter, agents });
  }
  return spans.map(({ first, end, agents }) => ({ from: clockText(first), to: clockText(end), agents }));
}

function checkDay(field: string, day: string): Temporal.PlainDate {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day) && day >= '2000-01-01' && day <= '9998-12-31') return Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch { /* answered below */ }
  throw invalid(field, 'is no day such as 2026-05-06', 'no-date');
}

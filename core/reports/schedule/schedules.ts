import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { dropExtensions } from '#core/extensions/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { accountLanguage, checkRecipients, checkReportFormat, checkReportLanguage, checkReportType, zoneOfActor } from '../check-report.ts';
import { checkReportSettings, type ReportFormat, type ReportLanguage, type ReportSettings, type ReportType } from '../report-settings.ts';
import { checkReportParties } from '../resolve-report-party.ts';
import { takeTurns, userOf } from '../take-turns.ts';
import { nextDue } from './next-due.ts';
import { checkTiming, type ReportTiming } from './report-timing.ts';

/** A report that is mailed by itself. */
export interface ReportSchedule extends ReportTiming {
  readonly id: number;
  readonly name: string;
  readonly type: ReportType;
  readonly settings: ReportSettings;
  readonly format: ReportFormat;
  readonly language: ReportLanguage;
  /** Its days end with the day on which it is sent, else with the day before. */
  readonly includesToday: boolean;
  /** None: to its owner. */
  readonly recipients: readonly string[];
  /** Who made or changed it last. */
  readonly ownerId: number | null;
  /** The owner's address where there are no others; null: nobody would get it. */
  readonly ownerEmail: string | null;
  /** RFC 3339; null: paused. */
  readonly nextAt: string | null;
  /** asked: by a person; owner-gone: its owner may not export reports any more. */
  readonly pausedBecause: 'asked' | 'owner-gone' | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ScheduleInput extends Omit<ReportTiming, 'zone'> {
  readonly name: string;
  readonly type: ReportType;
  readonly settings: ReportSettings;
  readonly format: ReportFormat;
  readonly includesToday: boolean;
  readonly recipients: readonly string[];
  /** Default: of who makes it, else of the account. */
  readonly zone?: string;
  /** Default: the account's. */
  readonly language?: ReportLanguage;
  readonly isPaused?: boolean;
}

export const schedulesMax = 200;
const nameMax = 200;

const columns = sql`s.id, s.name, s.type, s.settings, s.format, s.frequency, s.weekdays, s.month_moment AS "monthMoment", s.month_day AS "monthDay", s.local_time AS "localTime", s.zone,
  s.includes_today AS "includesToday", s.language, s.recipients, s.owner_id AS "ownerId", u.email AS "ownerEmail", s.next_at AS "nextAt", s.paused_because AS "pausedBecause",
  s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

const selected = (tx: Tx, condition: Sql): Sql<ReportSchedule> => sql<ReportSchedule>`SELECT ${columns} FROM report_schedules s LEFT JOIN users u ON u.id = s.owner_id WHERE s.account_id = ${tx.accountId} AND ${condition}`;

/** All of the account, by id. */
export async function findReportSchedules(tx: Tx, act: Act): Promise<ReportSchedule[]> {
  requirePermission(act, 'reports.read');
  return tx.rows(sql<ReportSchedule>`${selected(tx, sql`s.id > 0`)} ORDER BY s.id LIMIT ${schedulesMax}`);
}

/** `not-found` for another account's, too. */
export async function getReportSchedule(tx: Tx, act: Act, id: number): Promise<ReportSchedule> {
  requirePermission(act, 'reports.read');
  const schedule = await tx.maybe(selected(tx, sql`s.id = ${id}`));
  if (!schedule) throw notFound('schedule');
  return schedule;
}

/** It is due for the first time at the first instant after now. `invalid` for what makes no report or no time, `too-large` beyond 200. */
export async function createReportSchedule(tx: Tx, act: Act, input: ScheduleInput): Promise<ReportSchedule> {
  requirePermission(act, 'reports.export');
  const checked = await check(tx, act, { ...input, zone: input.zone ?? await zoneOfActor(tx, act), language: input.language ?? await accountLanguage(tx) });
  await takeTurns(tx);
  const { there } = await tx.one(sql<{ there: number }>`SELECT count(*) AS there FROM report_schedules WHERE account_id = ${tx.accountId}`);
  if (there >= schedulesMax) throw new CoreError('too-large', `${schedulesMax} reports are scheduled. Delete some.`, { key: 'too-many-items', values: { max: schedulesMax } });
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO report_schedules (account_id, name, type, settings, format, frequency, weekdays, month_moment, month_day, local_time, zone, includes_today, language, recipients, owner_id, next_at, paused_because, created_at, updated_at)
    VALUES (${tx.accountId}, ${checked.name}, ${checked.type}, ${JSON.stringify(checked.settings)}::jsonb, ${checked.format}, ${checked.frequency}, ${[...checked.weekdays]}::smallint[], ${checked.monthMoment}, ${checked.monthDay},
      ${checked.localTime}, ${checked.zone}, ${checked.includesToday}, ${checked.language}, ${[...checked.recipients]}::text[], ${userOf(act)}, ${checked.nextAt}::timestamptz, ${checked.pausedBecause}, ${act.now}, ${act.now}) RETURNING id`);
  await audit(tx, act, 'report-schedule.created', id, checked);
  return tx.one(selected(tx, sql`s.id = ${id}`));
}

/** What is not given stays. Whoever changes it answers for it from then on. A time that has passed by now is not made up for. */
export async function changeReportSchedule(tx: Tx, act: Act, id: number, change: Partial<ScheduleInput>): Promise<ReportSchedule> {
  requirePermission(act, 'reports.export');
  const before = await tx.maybe(sql<ReportSchedule>`${selected(tx, sql`s.id = ${id}`)} FOR UPDATE OF s`);
  if (!before) throw notFound('schedule');
  const checked = await check(tx, act, { ...before, isPaused: before.pausedBecause === 'asked', ...change });
  await tx.run(sql`
    UPDATE report_schedules SET name = ${checked.name}, type = ${checked.type}, settings = ${JSON.stringify(checked.settings)}::jsonb, format = ${checked.format}, frequency = ${checked.frequency},
      weekdays = ${[...checked.weekdays]}::smallint[], month_moment = ${checked.monthMoment}, month_day = ${checked.monthDay}, local_time = ${checked.localTime}, zone = ${checked.zone},
      includes_today = ${checked.includesToday}, language = ${checked.language}, recipients = ${[...checked.recipients]}::text[], owner_id = ${userOf(act)}, next_at = ${checked.nextAt}::timestamptz,
      paused_because = ${checked.pausedBecause}, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await audit(tx, act, 'report-schedule.changed', id, checked);
  return tx.one(selected(tx, sql`s.id = ${id}`));
}

/** Nothing of it goes out any more; what went out stays in the history. */
export async function deleteReportSchedule(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'reports.export');
  const gone = await tx.run(sql`DELETE FROM report_schedules WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (gone === 0) throw notFound('schedule');
  await dropExtensions(tx, 'report-schedule', [id]);
  await writeAudit(tx, act, { action: 'report-schedule.deleted', targetKind: 'report-schedule', targetId: id });
}

type Checked = ReportTiming & Required<Pick<ScheduleInput, 'name' | 'type' | 'settings' | 'format' | 'includesToday' | 'recipients' | 'language'>> & Pick<ReportSchedule, 'nextAt' | 'pausedBecause'>;

async function check(tx: Tx, act: Act, input: Required<Pick<ScheduleInput, 'zone' | 'language'>> & ScheduleInput): Promise<Checked> {
  const settings = checkReportSettings(input.settings);
  await checkReportParties(tx, settings);
  const timing = checkTiming(input);
  const isPaused = input.isPaused === true;
  return {
    ...timing, settings, name: checkName('name', input.name, nameMax), type: checkReportType(input.type), format: checkReportFormat(input.format), language: checkReportLanguage(input.language),
    includesToday: input.includesToday, recipients: checkRecipients('recipients', input.recipients), nextAt: isPaused ? null : nextDue(timing, act.now), pausedBecause: isPaused ? 'asked' : null,
  };
}

/** Whom it goes to is what an auditor asks: how many, and of which domains; addresses stay in the row. */
async function audit(tx: Tx, act: Act, action: 'report-schedule.created' | 'report-schedule.changed', id: number, { type, format, frequency, recipients }: Checked): Promise<void> {
  const domains = [...new Set(recipients.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  await writeAudit(tx, act, { action, targetKind: 'report-schedule', targetId: id, detail: { type, format, frequency, recipients: recipients.length, domains } });
}

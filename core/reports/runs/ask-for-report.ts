import { checkName, checkZone } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { accountLanguage, checkRecipients, checkReportFormat, checkReportLanguage, checkReportType, mailsLeft, tooManyMails, zoneOfActor } from '../check-report.ts';
import { checkReportSettings, type ReportFormat, type ReportLanguage, type ReportSettings, type ReportType } from '../report-settings.ts';
import { checkReportParties } from '../resolve-report-party.ts';
import { reportPeriod } from '../schedule/report-period.ts';
import { getReportSchedule, type ReportSchedule } from '../schedule/schedules.ts';
import { takeTurns, userOf } from '../take-turns.ts';
import { getReportRun } from './find-runs.ts';
import { insertRun, type NewRun } from './insert-run.ts';
import type { ReportRun } from './report-run.ts';

export interface ReportQuestion {
  readonly name: string;
  readonly type: ReportType;
  readonly settings: ReportSettings;
  readonly format: ReportFormat;
  /** Local days of the zone, both inclusive. */
  readonly fromDay: string;
  readonly toDay: string;
  /** Default: of who asks, else of the account. */
  readonly zone?: string;
  readonly language?: ReportLanguage;
  /** Whom it is mailed to; none: it is there to be downloaded. */
  readonly recipients: readonly string[];
}

/** Reports of an account that are asked for and not yet made: more would keep the scheduled ones waiting. */
const waitingMax = 20;
const firstDay = '1990-01-01';
const lastDay = '2999-12-31';

/** Makes a report soon. `invalid` for what makes none, `too-many` where twenty wait or the day's mails are used up. */
export async function askForReport(tx: Tx, act: Act, question: ReportQuestion): Promise<ReportRun> {
  requirePermission(act, 'reports.export');
  const settings = checkReportSettings(question.settings);
  await checkReportParties(tx, settings);
  const recipients = checkRecipients('recipients', question.recipients);
  const run = {
    kind: recipients.length > 0 ? 'shared' as const : 'asked' as const, scheduleId: null, dueAt: act.now, recipients, settings, name: checkName('name', question.name), type: checkReportType(question.type),
    format: checkReportFormat(question.format), language: checkReportLanguage(question.language ?? await accountLanguage(tx)), zone: checkZone(question.zone ?? await zoneOfActor(tx, act)), ...checkDays(question), askedBy: userOf(act),
  };
  return begin(tx, act, run);
}

/** A schedule's report now, over the days that it would have if it were due now. `toRecipients`: mailed, else only there to be downloaded. Its next time stays. */
export async function runReportSchedule(tx: Tx, act: Act, id: number, { toRecipients }: { toRecipients: boolean }): Promise<ReportRun> {
  requirePermission(act, 'reports.export');
  const schedule = await getReportSchedule(tx, seesAll(act), id);
  const all = recipientsOf(schedule);
  if (toRecipients && all.length === 0) throw invalid('recipients', 'nobody would get it', 'report-no-recipients');
  return begin(tx, act, { ...schedule, ...reportPeriod({ ...schedule, dueAt: act.now }), kind: 'asked', scheduleId: id, dueAt: act.now, recipients: toRecipients ? all : [], askedBy: userOf(act) });
}

const recipientsOf = ({ recipients, ownerEmail }: ReportSchedule): readonly string[] => (recipients.length > 0 ? recipients : ownerEmail === null ? [] : [ownerEmail]);

async function begin(tx: Tx, act: Act, run: NewRun): Promise<ReportRun> {
  await takeTurns(tx);
  const { waiting } = await tx.one(sql<{ waiting: number }>`SELECT count(*) AS waiting FROM report_runs WHERE account_id = ${tx.accountId} AND state = 'waiting' AND kind <> 'scheduled'`);
  if (waiting >= waitingMax) throw new CoreError('too-many', `${waitingMax} reports are being made. Try again in a minute.`, { key: 'reports-waiting', values: { max: waitingMax }, retryAfterSeconds: 60 });
  if (run.recipients.length > await mailsLeft(tx, act.now)) throw tooManyMails();
  const id = await insertRun(tx, act, run);
  if (id === null) throw notFound('report');
  const domains = [...new Set(run.recipients.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  await writeAudit(tx, act, { action: run.recipients.length > 0 ? 'report.shared' : 'report.asked', targetKind: 'report-run', targetId: id, detail: { type: run.type, format: run.format, recipients: run.recipients.length, domains } });
  return getReportRun(tx, seesAll(act), id);
}

function checkDays({ fromDay, toDay }: Pick<ReportQuestion, 'fromDay' | 'toDay'>): { fromDay: string; toDay: string } {
  for (const [field, day] of [['fromDay', fromDay], ['toDay', toDay]] as const) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isDay(day)) throw invalid(field, `"${day.slice(0, 20)}" is not a day such as 2024-05-01`, 'report-day');
    if (day < firstDay || day > lastDay) throw invalid(field, `must be a day from ${firstDay} to ${lastDay}`, 'report-day');
  }
  if (fromDay > toDay) throw invalid('fromDay', 'must not be after the last day', 'report-days-backwards');
  return { fromDay, toDay };
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { dropExtensions } from '#core/extensions/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkReportSettings, type ReportSettings, type ReportType } from '../report-settings.ts';
import { checkReportType } from '../check-report.ts';
import { checkReportParties } from '../resolve-report-party.ts';
import { takeTurns, userOf } from '../take-turns.ts';

/** A report that people keep, of the whole account. */
export interface SavedReport {
  readonly id: number;
  readonly name: string;
  readonly type: ReportType;
  readonly settings: ReportSettings;
  readonly createdBy: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface SavedReportInput { readonly name: string; readonly type: ReportType; readonly settings: ReportSettings }

export const savedMax = 500;
const nameMax = 200;
const columns = sql`id, name, type, settings, created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Saved reports, by id; of one type where that is asked for. */
export async function findSavedReports(tx: Tx, act: Act, { type = null }: { type?: ReportType | null } = {}): Promise<SavedReport[]> {
  requirePermission(act, 'reports.read');
  const ofType = type === null ? sql`` : sql`AND type = ${type}`;
  return tx.rows(sql<SavedReport>`SELECT ${columns} FROM saved_reports WHERE account_id = ${tx.accountId} AND id > 0 ${ofType} ORDER BY id LIMIT ${savedMax}`);
}

/** `not-found` for another account's, too. */
export async function getSavedReport(tx: Tx, act: Act, id: number): Promise<SavedReport> {
  requirePermission(act, 'reports.read');
  const report = await tx.maybe(sql<SavedReport>`SELECT ${columns} FROM saved_reports WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (!report) throw notFound('report');
  return report;
}

/** Keeps a report. `invalid` for what makes no report, `too-large` beyond 500. */
export async function saveReport(tx: Tx, act: Act, input: SavedReportInput): Promise<SavedReport> {
  requirePermission(act, 'reports.export');
  const { name, type, settings } = await check(tx, input);
  await takeTurns(tx);
  const { there } = await tx.one(sql<{ there: number }>`SELECT count(*) AS there FROM saved_reports WHERE account_id = ${tx.accountId}`);
  if (there >= savedMax) throw new CoreError('too-large', `${savedMax} reports are kept. Delete some.`, { key: 'too-many-items', values: { max: savedMax } });
  const report = await tx.one(sql<SavedReport>`
    INSERT INTO saved_reports (account_id, name, type, settings, created_by, created_at, updated_at)
    VALUES (${tx.accountId}, ${name}, ${type}, ${JSON.stringify(settings)}::jsonb, ${userOf(act)}, ${act.now}, ${act.now}) RETURNING ${columns}`);
  await writeAudit(tx, act, { action: 'report.saved', targetKind: 'report', targetId: report.id, detail: { type } });
  return report;
}

/** What is not given stays. */
export async function changeSavedReport(tx: Tx, act: Act, id: number, change: Partial<SavedReportInput>): Promise<SavedReport> {
  requirePermission(act, 'reports.export');
  const before = await tx.maybe(sql<SavedReport>`SELECT ${columns} FROM saved_reports WHERE account_id = ${tx.accountId} AND id = ${id} FOR UPDATE`);
  if (!before) throw notFound('report');
  const { name, type, settings } = await check(tx, { ...before, ...change });
  const report = await tx.one(sql<SavedReport>`
    UPDATE saved_reports SET name = ${name}, type = ${type}, settings = ${JSON.stringify(settings)}::jsonb, updated_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id} RETURNING ${columns}`);
  await writeAudit(tx, act, { action: 'report.changed', targetKind: 'report', targetId: id, detail: { type } });
  return report;
}

export async function deleteSavedReport(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'reports.export');
  const gone = await tx.run(sql`DELETE FROM saved_reports WHERE account_id = ${tx.accountId} AND id = ${id}`);
  if (gone === 0) throw notFound('report');
  await dropExtensions(tx, 'saved-report', [id]);
  await writeAudit(tx, act, { action: 'report.deleted', targetKind: 'report', targetId: id });
}

async function check(tx: Tx, input: SavedReportInput): Promise<SavedReportInput> {
  const settings = checkReportSettings(input.settings);
  await checkReportParties(tx, settings);
  return { name: checkName('name', input.name, nameMax), type: checkReportType(input.type), settings };
}

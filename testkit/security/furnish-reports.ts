import type { Act } from '#core/kernel/index.ts';
import { createReportSchedule, emptySettings, saveReport } from '#core/reports/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface ReportThings {
  readonly savedReportId: string;
  readonly reportScheduleId: string;
  /** A report that was made and mailed, with its file. */
  readonly reportRunId: string;
  /** One that is over. */
  readonly recountId: string;
}

/** A saved report, a schedule, and a run that was made. */
export async function furnishReports(tx: Tx, act: Act, { subject, customer }: { subject: string; customer: string }): Promise<ReportThings> {
  const saved = await saveReport(tx, act, { name: `${subject} saved`, type: 'overview', settings: { ...emptySettings, filter: { search: subject } } });
  const schedule = await createReportSchedule(tx, act, {
    name: `${subject} schedule`, type: 'overview', settings: emptySettings, format: 'csv', frequency: 'daily', weekdays: [], monthMoment: null, monthDay: null, localTime: '09:00:00', includesToday: false, recipients: [customer], zone: 'UTC', language: 'en',
  });
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO report_runs (account_id, kind, schedule_id, due_at, name, type, settings, format, zone, language, from_day, to_day, recipients, state, enqueued_at, created_at, ended_at)
    VALUES (${tx.accountId}, 'asked', ${schedule.id}, ${act.now}, ${`${subject} run`}, 'overview', ${JSON.stringify(emptySettings)}::jsonb, 'csv', 'UTC', 'en', '2024-05-05', '2024-05-05', ${[customer]}::text[], 'made', ${act.now}, ${act.now}, ${act.now}) RETURNING id`);
  await tx.run(sql`INSERT INTO report_files (account_id, run_id, file_name, media_type, byte_count, bytes) VALUES (${tx.accountId}, ${id}, ${`${subject}.csv`}, 'text/csv; charset=utf-8', 3, ${Buffer.from('a,b')})`);
  await tx.run(sql`INSERT INTO report_mails (account_id, run_id, ordinal, address, id_part, state, created_at, ended_at) VALUES (${tx.accountId}, ${id}, 1, ${customer}, ${subject}, 'sent', ${act.now}, ${act.now})`);
  const recount = await tx.one(sql<{ id: number }>`
    INSERT INTO fact_recounts (account_id, state, causes, asked_at, ended_at) VALUES (${tx.accountId}, 'done', '{calendar}', ${act.now}, ${act.now}) RETURNING id`);
  return { savedReportId: String(saved.id), reportScheduleId: String(schedule.id), reportRunId: String(id), recountId: String(recount.id) };
}

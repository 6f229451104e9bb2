import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ReportFormat, ReportLanguage, ReportSettings, ReportType } from '../report-settings.ts';
import type { ReportPeriod } from '../schedule/report-period.ts';
import type { ReportProblem, RunKind } from './report-run.ts';

export interface NewRun extends ReportPeriod {
  readonly kind: RunKind;
  readonly scheduleId: number | null;
  readonly dueAt: string;
  readonly missed?: number;
  readonly name: string;
  readonly type: ReportType;
  readonly settings: ReportSettings;
  readonly format: ReportFormat;
  readonly zone: string;
  readonly language: ReportLanguage;
  readonly recipients: readonly string[];
  readonly askedBy: number | null;
  /** It is not made for this reason. */
  readonly skippedBecause?: ReportProblem | null;
}

/** Null where this schedule had its run for this instant. Part of the command that wants it. */
export async function insertRun(tx: Tx, act: Act, run: NewRun): Promise<number | null> {
  const skipped = run.skippedBecause ?? null;
  const row = await tx.maybe(sql<{ id: number }>`
    INSERT INTO report_runs (account_id, kind, schedule_id, due_at, missed, name, type, settings, format, zone, language, from_day, to_day, recipients, asked_by, state, problem, created_at, ended_at)
    VALUES (${tx.accountId}, ${run.kind}, ${run.scheduleId}, ${run.dueAt}::timestamptz, ${run.missed ?? 0}, ${run.name}, ${run.type}, ${JSON.stringify(run.settings)}::jsonb, ${run.format}, ${run.zone}, ${run.language},
      ${run.fromDay}::date, ${run.toDay}::date, ${[...run.recipients]}::text[], ${run.askedBy}, ${skipped === null ? 'waiting' : 'skipped'}, ${skipped}, ${act.now}, ${skipped === null ? null : act.now}::timestamptz)
    ON CONFLICT (account_id, schedule_id, due_at) WHERE kind = 'scheduled' DO NOTHING RETURNING id`);
  return row?.id ?? null;
}

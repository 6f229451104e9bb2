import { sql } from '#storage/index.ts';
import type { ReportFormat, ReportLanguage, ReportSettings, ReportType } from '../report-settings.ts';

/** scheduled: by itself; asked: to be downloaded, or a schedule's at once; shared: for the people it is mailed to. */
export type RunKind = 'scheduled' | 'asked' | 'shared';
/** waiting: to be made; made: there is a file; failed, skipped: `problem` says why. */
export type RunState = 'waiting' | 'made' | 'failed' | 'skipped';

/** Why there is no report, or why a mail did not go out; of a mail server its own words stand instead. */
export const reportProblems = [
  /** Whom the report is about is not known any more. */
  'party-unknown',
  /** The file would be larger than what a mail carries. */
  'too-large',
  /** It could not be made, also not at the last try. */
  'unmade',
  /** Its owner may not export reports any more. */
  'owner-gone',
  'no-recipients',
  'schedule-deleted',
  /** Neither the account nor the server has a way out for mail. */
  'no-server',
  'mails-a-day',
  'given-up',
] as const;
export type ReportProblem = (typeof reportProblems)[number];

/** One making of a report. */
export interface ReportRun {
  readonly id: number;
  readonly kind: RunKind;
  readonly scheduleId: number | null;
  readonly dueAt: string;
  /** Earlier times at which no server ran, for which nothing goes out. */
  readonly missed: number;
  readonly name: string;
  readonly type: ReportType;
  readonly settings: ReportSettings;
  readonly format: ReportFormat;
  readonly zone: string;
  readonly language: ReportLanguage;
  readonly fromDay: string;
  readonly toDay: string;
  readonly askedBy: number | null;
  readonly state: RunState;
  readonly problem: ReportProblem | null;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** Null: there is none, or it is gone (30 days). */
  readonly file: { readonly name: string; readonly mediaType: string; readonly byteCount: number } | null;
  readonly mails: readonly ReportMail[];
}

export interface ReportMail {
  readonly address: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly tries: number;
  /** A `ReportProblem` or a mail server's words. */
  readonly problem: string | null;
  readonly endedAt: string | null;
}

export const fileDaysMax = 30;
/** Of a file; more would be refused by most mail servers. */
export const fileBytesMax = 10 * 1024 * 1024;

export const runColumns = sql`r.id, r.kind, r.schedule_id AS "scheduleId", r.due_at AS "dueAt", r.missed, r.name, r.type, r.settings, r.format, r.zone, r.language, r.from_day::text AS "fromDay", r.to_day::text AS "toDay",
  r.asked_by AS "askedBy", r.state, r.problem, r.created_at AS "createdAt", r.ended_at AS "endedAt",
  (SELECT json_build_object('name', f.file_name, 'mediaType', f.media_type, 'byteCount', f.byte_count) FROM report_files f WHERE f.account_id = r.account_id AND f.run_id = r.id) AS file,
  (SELECT coalesce(json_agg(json_build_object('address', m.address, 'state', m.state, 'tries', m.tries, 'problem', m.problem, 'endedAt', replace(to_jsonb(m.ended_at) #>> '{}', '+00:00', 'Z')) ORDER BY m.ordinal), '[]')
     FROM report_mails m WHERE m.account_id = r.account_id AND m.run_id = r.id) AS mails`;

import { buildReport, getWaitingMail, getWaitingRun, recordReportFailed, recordReportMade, recordReportMail, type ReportRun } from '#core/reports/index.ts';
import { CoreError, nowText, systemAct, type Act, type Clock } from '#core/kernel/index.ts';
import { sendAccountMail } from '#channels/email/send/account-mail.ts';
import type { SendContext } from '#channels/email/send/send-context.ts';
import { enqueueJob, type JobHandler } from '#jobs/index.ts';
import { crashPoint, type Database, type Tx } from '#storage/index.ts';
import { reportFormats } from './format-values.ts';
import { renderInThread } from './render-in-thread.ts';
import { mediaTypes } from './media-types.ts';
import { reportWords } from './report-words.ts';
import { daysText, toDocument } from './to-document.ts';

export const reportQueue = 'reports';
export const makeReportKind = 'make-report';
export const mailReportKind = 'mail-report';

/** Retries stretch over twelve minutes, then the run says that it could not be made. */
const makeAttemptsMax = 6;
/** Over about a day. */
const mailAttemptsMax = 10;
const buildTimeoutMs = 600_000;
/** Later than this after it was due, a mail says so. */
const lateMsMin = 15 * 60_000;

interface ReportJobsContext {
  readonly database: Database;
  readonly clock: Clock;
  /** Made at the first mail. */
  readonly send: () => SendContext;
  readonly wake: () => void;
  readonly onFailure: (error: unknown, about: { readonly accountId: number; readonly runId: number }) => void;
}

/** The job that makes a run. In the caller's transaction; once while it is there. */
export async function enqueueMakeReport(tx: Tx, act: Act, runId: number): Promise<void> {
  await enqueueJob(tx, { queue: reportQueue, kind: makeReportKind, payload: { runId }, runAt: act.now, uniqueKey: String(runId), attemptsMax: makeAttemptsMax });
}

/** Reports are made and mailed: each step is committed before the next, so a process that dies leaves the rest to another. */
export function reportJobs({ database, clock, send, wake, onFailure }: ReportJobsContext): Readonly<Record<string, JobHandler>> {
  const actOf = (accountId: number): Act => systemAct(accountId, nowText(clock), 'reports');
  return {
    [makeReportKind]: async ({ accountId, payload, attempt, attemptsMax }, { signal }) => {
      const runId = payload['runId'] as number;
      const act = actOf(accountId!);
      const run = await database.withAccount(act.accountId, (tx) => getWaitingRun(tx, act, runId));
      if (!run) return; // made before, or its schedule is gone
      try {
        const content = await database.withAccount(act.accountId, (tx) => buildReport(tx, act, run), { readOnly: true, isolation: 'repeatable read', timeoutMs: buildTimeoutMs });
        const bytes = await renderInThread(toDocument(content, run.language), run.format, signal);
        crashPoint('report-drawn');
        await database.withAccount(act.accountId, (tx) => recordReportMade(tx, actOf(act.accountId), runId, { fileName: fileNameOf(run), mediaType: mediaTypes[run.format], bytes }, async (ordinal) => {
          await enqueueJob(tx, { queue: reportQueue, kind: mailReportKind, payload: { runId, ordinal }, runAt: nowText(clock), uniqueKey: `${runId}.${ordinal}`, attemptsMax: mailAttemptsMax });
        }));
        crashPoint('report-made');
        wake();
      } catch (error) {
        const isPartyGone = error instanceof CoreError && error.code === 'invalid';
        if (!isPartyGone && (attempt < attemptsMax || signal.aborted)) throw error;
        onFailure(error, { accountId: act.accountId, runId });
        await database.withAccount(act.accountId, (tx) => recordReportFailed(tx, actOf(act.accountId), runId, isPartyGone ? 'party-unknown' : 'unmade'));
      }
    },

    [mailReportKind]: async ({ accountId, payload, attempt, attemptsMax }) => {
      const { runId, ordinal } = payload as { runId: number; ordinal: number };
      const act = actOf(accountId!);
      const mail = await database.withAccount(act.accountId, (tx) => getWaitingMail(tx, runId, ordinal));
      if (!mail) return; // gone before
      const { run, file, address, accountName, idPart } = mail;
      const outcome = await sendAccountMail(send(), { accountId: act.accountId, to: address, fromName: accountName, through: 'any', idPart, ...textsOf(run, accountName, file.fileName), attachment: { fileName: file.fileName, mediaType: file.mediaType, bytes: file.bytes } });
      crashPoint('report-mail-sent');
      const isFinal = outcome.problem !== null && (outcome.isFinal || attempt >= attemptsMax);
      await database.withAccount(act.accountId, (tx) => recordReportMail(tx, actOf(act.accountId), runId, ordinal, outcome.problem, { isFinal }));
      crashPoint('report-mail-noted');
      if (outcome.problem !== null && !isFinal) throw new Error('a report did not go out: its row says why');
    },
  };
}

function textsOf(run: ReportRun, account: string, file: string): { readonly subject: string; readonly text: string } {
  const words = reportWords(run.language);
  const formats = reportFormats(words.localeOf, run.zone);
  const isLate = run.kind === 'scheduled' && (run.missed > 0 || Date.parse(run.createdAt) - Date.parse(run.dueAt) >= lateMsMin);
  const facts = { report: run.name, account, days: daysText(run, formats) };
  return {
    subject: words.mail.subject(facts),
    text: words.mail.text({ ...facts, zone: run.zone, file, late: isLate ? formats.instant(run.dueAt) : null, missed: run.missed, isShared: run.kind === 'shared' }),
  };
}

/** Of a name that people chose: nothing that a file system or a mail client reads as more than letters. */
export function fileNameOf({ name, fromDay, toDay, format }: Pick<ReportRun, 'name' | 'fromDay' | 'toDay' | 'format'>): string {
  const plain = name.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{N} _-]+/gu, ' ').replaceAll(/ +/g, ' ').trim().slice(0, 80).trim();
  return `${plain === '' ? 'report' : plain} ${fromDay === toDay ? fromDay : `${fromDay} - ${toDay}`}.${format}`;
}

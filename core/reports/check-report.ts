import { checkAddress } from '#core/accounts/index.ts';
import { CoreError, invalid, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { reportFormats, reportLanguages, reportTypes, type ReportFormat, type ReportLanguage, type ReportType } from './report-settings.ts';

/** A mail to one address each. */
export const recipientsMax = 20;
/** Mails with reports that an account sends in 24 hours: who may export reports cannot make a relay of the server. */
export const mailsPerDayMax = 500;

export function checkReportType(type: string): ReportType {
  return oneOf('type', type, reportTypes);
}

export function checkReportFormat(format: string): ReportFormat {
  return oneOf('format', format, reportFormats);
}

export function checkReportLanguage(language: string): ReportLanguage {
  return oneOf('language', language, reportLanguages);
}

function oneOf<T extends string>(field: string, word: string, words: readonly T[]): T {
  const found = words.find((each) => each === word);
  if (found === undefined) throw invalid(field, `must be one of ${words.join(', ')}`, 'report-word');
  return found;
}

/** Addresses, each once, in the order given. */
export function checkRecipients(field: string, addresses: readonly string[]): string[] {
  const recipients = [...new Set(addresses.map((address, at) => checkAddress(`${field}.${at}`, address)))];
  if (recipients.length > recipientsMax) throw invalid(field, `must be at most ${recipientsMax}`, 'too-many-items', { max: recipientsMax });
  return recipients;
}

/** How many more mails the account may send now. After `takeTurns`. */
export async function mailsLeft(tx: Tx, now: string): Promise<number> {
  const { sent } = await tx.one(sql<{ sent: number }>`
    SELECT count(*) AS sent FROM report_mails WHERE account_id = ${tx.accountId} AND created_at > ${now}::timestamptz - interval '24 hours'`);
  return Math.max(0, mailsPerDayMax - sent);
}

export function tooManyMails(): CoreError {
  return new CoreError('too-many', `Reports go to ${mailsPerDayMax} addresses a day at most. Try again tomorrow.`, { key: 'report-mails-a-day', values: { max: mailsPerDayMax }, retryAfterSeconds: 3_600 });
}

/** The language that the account writes to its members in. */
export async function accountLanguage(tx: Tx): Promise<ReportLanguage> {
  return (await tx.one(sql<{ language: ReportLanguage }>`SELECT language FROM accounts WHERE id = ${tx.accountId}`)).language;
}

/** The zone of who acts, else of the account. */
export async function zoneOfActor(tx: Tx, act: Act): Promise<string> {
  const { zone } = await tx.one(sql<{ zone: string }>`
    SELECT coalesce(u.zone, a.zone) AS zone FROM accounts a LEFT JOIN users u ON u.id = ${act.actor.kind === 'user' ? act.actor.id : null}::bigint WHERE a.id = ${tx.accountId}`);
  return zone;
}

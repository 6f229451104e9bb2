import { domainToASCII } from 'node:url';
import { checkAddress, isStorable } from '#core/accounts/index.ts';
import { CoreError, invalid } from '#core/kernel/index.ts';
import type { MailParty } from '../mail/received-mail.ts';
import { messageTextMax } from '../post-message.ts';
import type { OutgoingAttachment, OutgoingContent, Recipient } from './outgoing-mail.ts';

export const recipientsMax = 100;
export const attachmentsMax = 50;
const subjectCharsMax = 500;
const nameCharsMax = 200;
/** How far ahead a mail may be sent later. */
const sendAtDaysMax = 366;

export interface CheckedRecipients { readonly to: readonly MailParty[]; readonly cc: readonly MailParty[]; readonly bcc: readonly MailParty[] }

/** Addresses normalised, each once (its first place counts), names of one line. */
export function checkRecipients(lists: { readonly to: readonly Recipient[]; readonly cc?: readonly Recipient[]; readonly bcc?: readonly Recipient[] }): CheckedRecipients {
  const seen = new Set<string>();
  const check = (field: 'to' | 'cc' | 'bcc'): MailParty[] => (lists[field] ?? []).flatMap((party, at) => {
    const address = wireAddress(`${field}.${at}.address`, party.address);
    if (seen.has(address)) return [];
    seen.add(address);
    return [{ address, name: oneLine(party.name ?? '').slice(0, nameCharsMax).toWellFormed() }];
  });
  const checked = { to: check('to'), cc: check('cc'), bcc: check('bcc') };
  if (seen.size === 0) throw invalid('to', 'names nobody', 'names-nobody');
  if (seen.size > recipientsMax) throw new CoreError('too-large', `A mail goes to at most ${recipientsMax} addresses.`, { key: 'too-many-recipients', values: { max: recipientsMax }, fields: [{ field: 'to', problem: `must be at most ${recipientsMax} addresses`, key: 'too-many-recipients', values: { max: recipientsMax } }] });
  return checked;
}

/** As it stands in headers and envelopes: the domain as A-labels (RFC 5890). A local part beyond ASCII would need SMTPUTF8 on the whole way. */
function wireAddress(field: string, text: string): string {
  const address = checkAddress(field, text);
  const at = address.lastIndexOf('@');
  const domain = domainToASCII(address.slice(at + 1));
  if (domain === '') throw invalid(field, 'is not a mail address', 'no-mail-address');
  if (/[^!-~]/.test(address.slice(0, at))) throw invalid(field, 'has letters before the @ that mail servers do not take', 'address-letters');
  return `${address.slice(0, at)}@${domain}`;
}

/** A header text of one line: line breaks, NUL and other controls (U+2028 too) become blanks. */
export function oneLine(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').replaceAll(/ {2,}/g, ' ').trim();
}

export function checkSubject(subject: string): string {
  const line = oneLine(subject);
  if (line.length > subjectCharsMax) throw invalid('subject', `must have at most ${subjectCharsMax} characters`, 'too-long', { max: subjectCharsMax });
  return line;
}

/** Throws for text that cannot be stored or says nothing (`mayBeEmpty`: what it passes on says it), and for files, times and keys that make no sense. */
export function checkContent(content: OutgoingContent, now: string, { mayBeEmpty = false }: { mayBeEmpty?: boolean } = {}): void {
  const { text, html = null, attachments = [], undoSeconds, sendAt, clientKey } = content;
  for (const [field, value] of [['text', text], ['html', html ?? '']] as const) {
    if (value.includes('\u0000')) throw invalid(field, 'must not hold the NUL character', 'bad-characters');
    if (value.length > messageTextMax) throw invalid(field, `must not be longer than ${messageTextMax} characters`, 'too-long', { max: messageTextMax });
  }
  if (!mayBeEmpty && text.trim() === '' && (html ?? '').trim() === '' && attachments.length === 0) throw invalid('text', 'must not be empty', 'empty');
  if (attachments.length > attachmentsMax) throw invalid('attachments', `must be at most ${attachmentsMax}`, 'too-many-items', { max: attachmentsMax });
  attachments.forEach(checkAttachment);
  if (undoSeconds !== undefined && (!Number.isInteger(undoSeconds) || undoSeconds < 0 || undoSeconds > 60)) throw invalid('undoSeconds', 'must be a whole number of seconds from 0 to 60', 'undo-seconds');
  if (sendAt !== undefined) {
    const at = Date.parse(sendAt);
    if (Number.isNaN(at) || !/^\d{4}-\d\d-\d\dT/.test(sendAt)) throw invalid('sendAt', 'must be an instant such as 2026-05-01T09:00:00Z', 'no-instant');
    if (at > Date.parse(now) + sendAtDaysMax * 86_400_000) throw invalid('sendAt', 'must be within a year', 'within-a-year');
  }
  if (clientKey !== undefined && (clientKey === '' || clientKey.length > 200 || !isStorable(clientKey))) throw invalid('clientKey', 'must be text of 1 to 200 characters', 'too-long', { max: 200 });
}

function checkAttachment(file: OutgoingAttachment, at: number): void {
  const field = `attachments.${at}`;
  if (!/^[0-9a-f]{64}$/.test(file.sha256)) throw invalid(`${field}.sha256`, 'is no sha256', 'no-file');
  if (!/^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}$/i.test(file.mediaType)) throw invalid(`${field}.mediaType`, 'must be a type such as image/png', 'no-file');
  if (file.fileName.length > 255 || !isStorable(file.fileName)) throw invalid(`${field}.fileName`, 'must be at most 255 characters without control characters', 'too-long', { max: 255 });
  const { contentId = null } = file;
  if (contentId !== null && !/^[!-~]{1,200}$/.test(contentId.replaceAll(/[<>]/g, ' '))) throw invalid(`${field}.contentId`, 'must be printable ASCII without blanks or angle brackets', 'bad-characters');
}

import { decodePart } from '../decode-part.ts';
import type { JudgedMail } from '../judged-mail.ts';
import type { AutomaticKind } from './automatic-kind.ts';
import { readContentType } from './read-content-type.ts';

/** A machine-readable report inside the mail. `isWhole`: the mail is the report (RFC 6522), it is not just attached. */
export type FoundReport = { readonly kind: AutomaticKind; readonly isWhole: boolean; readonly code: string };

const partTypes = new Map<string, 'delivery' | 'feedback' | 'disposition'>([
  ['message/delivery-status', 'delivery'],
  ['message/global-delivery-status', 'delivery'], // RFC 6533
  ['message/feedback-report', 'feedback'],
  ['message/disposition-notification', 'disposition'],
  ['message/global-disposition-notification', 'disposition'],
]);

/**
 * Finds a delivery report (RFC 3464), a complaint (RFC 5965) or a disposition notification (RFC 8098). A delivery
 * report with a failed recipient is a bounce, and so is one that names no action at all; the rest are reports.
 */
export function detectReport(mail: JudgedMail): FoundReport | null {
  const { mediaType, reportType } = readContentType(mail);
  const isWhole = mediaType === 'multipart/report';
  const part = mail.attachments.find((attachment) => partTypes.has(attachment.mediaType.toLowerCase()));
  const found = part === undefined ? null : (partTypes.get(part.mediaType.toLowerCase()) ?? null);
  if (part === undefined && !isWhole) return null;
  const code = isWhole ? 'multipart/report' : (part?.mediaType.toLowerCase() ?? 'report');
  const named = reportType ?? '';
  if (found === 'feedback' || named === 'feedback-report') return { kind: 'feedback', isWhole, code };
  if (found === 'disposition' || named === 'disposition-notification') return { kind: 'delivery-report', isWhole, code };
  const actions = part === undefined ? [] : [...decodePart(part.content).matchAll(/^action: *([a-z]+)/gim)];
  const isFailure = actions.length === 0 || actions.some((action) => action[1]?.toLowerCase() === 'failed');
  return { kind: isFailure ? 'bounce' : 'delivery-report', isWhole, code };
}

import { detectAutomaticMail } from '../automatic/detect-automatic-mail.ts';
import { decodePart } from '../decode-part.ts';
import { findHeader } from '../find-header.ts';
import type { JudgedMail } from '../judged-mail.ts';
import type { Bounce } from './bounce.ts';
import { findOriginalMessageId } from './find-original-message-id.ts';
import { findRecipientsInText } from './find-recipients-in-text.ts';
import { parseDeliveryStatus } from './parse-delivery-status.ts';

const statusTypes: ReadonlySet<string> = new Set(['message/delivery-status', 'message/global-delivery-status']);

function addressesIn(value: string | null): string[] {
  return [...(value ?? '').slice(0, 4000).matchAll(/[^\s<>@",;:]{1,100}@[^\s<>@",;:]{1,150}/g)].map((match) => match[0]);
}

/**
 * What a bounce or delivery report says about whom, and about which mail; null for any other mail. Machine-readable
 * parts (RFC 3464) are taken as they are; without one, the addresses in the notice's text are a guess without `status`
 * unless the text names one.
 */
export function extractBounce(mail: JudgedMail): Bounce | null {
  const { kind } = detectAutomaticMail(mail);
  if (kind !== 'bounce' && kind !== 'delivery-report') return null;
  const parts = mail.attachments.filter((part) => statusTypes.has(part.mediaType.toLowerCase()));
  const reports = parts.map((part) => parseDeliveryStatus(decodePart(part.content)));
  const reported = reports.flatMap((report) => report.recipients);
  const namedId = reports.map((report) => report.originalMessageId).find((id) => id !== null) ?? null;
  const originalMessageId = findOriginalMessageId(mail) ?? namedId;
  if (reported.length > 0) return { recipients: reported, originalMessageId };
  const spared = [mail.from?.address ?? '', ...addressesIn(findHeader(mail, 'to'))];
  const strict = findRecipientsInText(mail.text ?? '', spared);
  const inText = strict.length > 0 ? strict : findRecipientsInText(mail.text ?? '', spared.slice(0, 1));
  const failed = addressesIn(findHeader(mail, 'x-failed-recipients'));
  if (failed.length === 0) return { recipients: inText, originalMessageId };
  const { status = null, diagnostic = null } = inText[0] ?? {};
  return { recipients: failed.map((address) => ({ address, action: 'failed', status, diagnostic })), originalMessageId };
}

import type { JudgedMail } from '../judged-mail.ts';
import { type VendorNotice, vendorNotices } from './vendor-notices.ts';

/** How much of the text is searched: the events of Amazon begin with their type. */
const CHARS_MAX = 2000;

/** The vendor's notice that this mail is, or null. */
export function matchVendorNotice(mail: JudgedMail): VendorNotice | null {
  const from = (mail.from?.address ?? '').toLowerCase();
  const subject = (mail.subject ?? '').trim();
  const text = (mail.text ?? '').slice(0, CHARS_MAX);
  const isSame = (notice: VendorNotice): boolean =>
    notice.from.test(from) && (notice.subject?.test(subject) ?? true) && (notice.text?.test(text) ?? true);
  return vendorNotices.find(isSame) ?? null;
}

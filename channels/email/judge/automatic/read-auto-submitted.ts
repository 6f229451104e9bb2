import { findHeader } from '../find-header.ts';
import type { JudgedMail } from '../judged-mail.ts';

/**
 * The keyword of Auto-Submitted (RFC 3834 5), null where absent or `no`. Parameters and comments are dropped; a value
 * outside the registry counts as `auto-generated`, as RFC 3834 5.2 leaves extensions to mean "by a machine".
 */
export function readAutoSubmitted(mail: JudgedMail): 'auto-replied' | 'auto-generated' | 'auto-notified' | null {
  const value = findHeader(mail, 'auto-submitted');
  if (value === null) return null;
  const keyword = /^[a-z-]*/.exec(value.toLowerCase())?.[0] ?? '';
  if (keyword === 'no' || keyword === '') return null;
  return keyword === 'auto-replied' || keyword === 'auto-notified' ? keyword : 'auto-generated';
}

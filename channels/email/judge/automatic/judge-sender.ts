import { findHeader } from '../find-header.ts';
import type { JudgedMail } from '../judged-mail.ts';
import { daemonLocalParts, officeLocalParts, officeNames } from './daemon-senders.ts';

/**
 * Who seems to write: `daemon` never is a person; `office` (postmaster, System Administrator) may be one, so another
 * sign is needed; anything else is `person`. The raw header is read as well, because daemons often put no address there.
 */
export function judgeSender(mail: JudgedMail): 'daemon' | 'office' | 'person' {
  const raw = (findHeader(mail, 'from') ?? '').slice(0, 500).toLowerCase();
  const address = (mail.from?.address ?? '').toLowerCase();
  const local = (address.split('@', 1)[0] ?? '').replace(/[^a-z0-9]/g, '');
  const name = (mail.from?.name ?? '').toLowerCase();
  if (daemonLocalParts.has(local) || /^microsoftexchange[0-9a-f]{16,}$/.test(local)) return 'daemon';
  if (/(?:^|[^a-z])mailer-daemon(?:[^a-z]|$)/.test(raw)) return 'daemon';
  if (officeLocalParts.has(local) || (address === '' && (raw === '' || raw === '<>'))) return 'office';
  return officeNames.some((known) => name.startsWith(known) || raw.includes(`(${known}`)) ? 'office' : 'person';
}

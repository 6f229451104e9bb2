import type { FolderRole } from '#core/channels/index.ts';
import { isPlausible, messageTimeFromFile } from '../import/message-time.ts';
import type { ParsedMail } from '../parse/parsed-mail.ts';
import type { MessageTime } from '../take-in/incoming-mail.ts';

const lateMs = 86_400_000;

/**
 * Message time of a mail in a mailbox: INTERNALDATE, when the server took it. In backfill that may be the day of a move between servers:
 * where it is over a day after the top Received header (folder of sent mail: the Date header), the header counts and the mail is flagged.
 */
export function messageTimeFromMailbox(
  mail: Pick<ParsedMail, 'date' | 'dateHasNoZone' | 'receivedAt'>, where: { readonly internalDate: string | null; readonly role: FolderRole; readonly isBackfill: boolean }, nowMs: number,
): MessageTime {
  const { internalDate, role, isBackfill } = where;
  if (internalDate === null || !isPlausible(internalDate, nowMs)) {
    const time = messageTimeFromFile(mail, nowMs, null);
    return { ...time, flags: [...time.flags, 'internaldate-unusable'] };
  }
  const header = role === 'sent' ? mail.date : mail.receivedAt;
  if (isBackfill && header !== null && isPlausible(header, nowMs) && Date.parse(internalDate) - Date.parse(header) > lateMs) {
    return { at: header, source: role === 'sent' ? 'date' : 'received', flags: ['time-corrected'] };
  }
  return { at: internalDate, source: 'internaldate', flags: [] };
}

import type { Static } from '@sinclair/typebox';
import { zoneOf } from '../parse/time-zones.ts';
import type { ListedMailbox, MailboxProtocol } from '../ports.ts';
import type { MailboxRow } from '../schemas/mailbox.ts';
import { plainTime } from './date-time.ts';
import { friendlyMean } from './duration.ts';

/** The document shows "Google"; the others are the words of its types. */
const mainTypes: Readonly<Record<MailboxProtocol, string>> = { gmail: 'Google', graph: 'O365', ews: 'MS Exchange', mimecast: 'Mimecast', imap: 'IMAP' };

/** Mail that nothing reads comes by SMTP, an API or an import. */
export function mainType(protocol: MailboxProtocol | null): string {
  return protocol === null ? 'SMTP' : mainTypes[protocol];
}

/** As the list shows it; times in the zone of whoever asks. */
export function renderMailbox(mailbox: ListedMailbox, { account, zone }: { readonly account: { readonly id: number; readonly name: string }; readonly zone: string }): Static<typeof MailboxRow> {
  const { readingSince, readUpTo } = mailbox;
  const seconds = readingSince === null || readUpTo === null ? null : Math.max(0, Math.floor((Date.parse(readUpTo) - Date.parse(readingSince)) / 1_000));
  const time = (at: string | null): string | null => (at === null ? null : plainTime(at, zone));
  const numbered = zoneOf(mailbox.zone);
  return {
    id: mailbox.agentId, company_id: account.id, company_name: account.name, name: mailbox.name, email: mailbox.address, main_type: mainType(mailbox.protocol), active: mailbox.isWell,
    created_at: plainTime(mailbox.createdAt, zone), email_usernames: [...mailbox.addresses],
    time_zone: { id: numbered.id, php_timezone: numbered.zone, friendly_name: numbered.friendlyName },
    newest_message_date: time(mailbox.newestMessageAt), ingestion_started_date: time(readingSince), ingestion_completed_date: time(readUpTo),
    ingestion_duration: seconds === null ? null : friendlyMean(seconds), ingestion_duration_seconds: seconds, user_permissions: [], search_string: [mailbox.name, ...mailbox.addresses].join(' '),
    leave_days: [], work_days: [], business_hours: [], product_type: 'success', is_user: mailbox.hasLogin, last_used_addon: null, optimiser_installed: false,
  };
}

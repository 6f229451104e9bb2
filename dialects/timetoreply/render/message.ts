import type { Static } from '@sinclair/typebox';
import type { MessageLogRow } from '../ports.ts';
import type { LogMessage, ThreadMessage } from '../schemas/message.ts';
import { addressesOf, domainsOf } from './addresses.ts';
import { displayTime, timestamp } from './date-time.ts';
import { friendlyDuration } from './duration.ts';
import { mapOrEmptyList } from './map-or-empty-list.ts';

/** A message inside a conversation, in the document's order. "received" is everybody it went to. */
export function renderThreadMessage(row: MessageLogRow, zone: string): Static<typeof ThreadMessage> {
  const { from, to, cc, bcc, replyTo } = row;
  return {
    internet_message_id: row.mailId,
    date_time: displayTime(row.at, zone),
    subject: row.subject,
    references: row.references.length === 0 ? null : [...row.references],
    replytime: row.spanBusiness,
    classification: row.classification,
    raw_replytime: row.spanRaw,
    friendly_reply_time: friendlyDuration(row.spanBusiness),
    friendly_raw_reply_time: friendlyDuration(row.spanRaw),
    email_domains: domainsOf(from, to, cc, bcc),
    email_domains_from: domainsOf(from),
    email_domains_to: domainsOf(to),
    email_domains_reply_to: domainsOf(replyTo),
    email_domains_received: domainsOf(to, cc, bcc),
    email_usernames: addressesOf(from, to, cc, bcc),
    email_usernames_from: addressesOf(from),
    email_usernames_to: addressesOf(to),
    email_usernames_cc: addressesOf(cc),
    email_usernames_reply_to: addressesOf(replyTo),
    email_usernames_received: addressesOf(to, cc, bcc),
    is_initial_reply: row.isInitialReply,
    is_newest_message: row.isNewest,
    message_type: row.messageType,
    labels: [...row.labels],
    is_touch: row.isTouch,
    is_nudge: row.isNudge,
    touch_time: row.touchTime,
    timestamp: timestamp(row.at),
    is_closing_email: row.isClosing,
    is_included_in_stats: row.isIncluded,
    reply_is_relevant: row.isRelevant,
    reply_is_outlier: row.isOutlier,
    agents_read_status: mapOrEmptyList(row.readStatus),
    friendly_touch_time: friendlyDuration(row.touchTime),
  };
}

/** A message of the message log. The response schema has the log's own order and writes it so. */
export function renderLogMessage(row: MessageLogRow, zone: string): Static<typeof LogMessage> {
  return { ...renderThreadMessage(row, zone), thread_id: row.conversationId, thread_message_count: row.conversationMailCount };
}

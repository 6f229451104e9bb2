import type { Static } from '@sinclair/typebox';
import type { ConversationLogRow } from '../ports.ts';
import type { NoThread, Thread } from '../schemas/thread.ts';
import { addressesOf, domainsOf } from './addresses.ts';
import { displayTime, plainTime } from './date-time.ts';
import { friendlyDuration } from './duration.ts';
import { renderThreadMessage } from './message.ts';

/** A conversation with its messages, newest first; the lists over all messages go from the oldest on, each value once. */
export function renderThread(row: ConversationLogRow, zone: string): Static<typeof Thread> {
  const oldestFirst = row.messages.toReversed();
  const people = (...parts: ('from' | 'to' | 'cc' | 'bcc' | 'replyTo')[]) => addressesOf(...oldestFirst.flatMap((message) => parts.map((part) => message[part])));
  return {
    id: row.id,
    init_agent_reply_time: row.initialReplyBusiness,
    init_agent_action_time: row.firstAction,
    total_agent_reply_time: row.totalReply,
    last_received_at_date_time: displayTime(row.lastAt, zone),
    thread_type: row.type,
    thread_status: row.status,
    raw_init_agent_reply_time: row.initialReplyRaw,
    init_agent_reply_message_id: row.initialReplyMailId,
    init_reply_agent_id: row.initialReplyAgentId,
    time_to_close: row.closeBusiness,
    raw_time_to_close: row.closeRaw,
    touches: row.touches,
    nudges: row.nudges,
    friendly_initial_reply_time: friendlyDuration(row.initialReplyBusiness),
    friendly_raw_initial_reply_time: friendlyDuration(row.initialReplyRaw),
    friendly_total_reply_time: friendlyDuration(row.totalReply),
    microsoft_conversations: [],
    email_usernames: people('from', 'to', 'cc', 'bcc'),
    email_usernames_from: people('from'),
    email_usernames_reply_to: people('replyTo'),
    email_usernames_to: people('to'),
    email_usernames_received: people('to', 'cc', 'bcc'),
    email_domains: domainsOf(...oldestFirst.flatMap(({ from, to, cc, bcc }) => [from, to, cc, bcc])),
    date_times: oldestFirst.map((message) => plainTime(message.at, zone)),
    message_classifications: [...new Set(oldestFirst.map((message) => message.classification))],
    message_subjects: [...new Set(oldestFirst.map((message) => message.subject))],
    messages: row.messages.map((message) => renderThreadMessage(message, zone)),
    labels: [...row.labels],
    has_contact_success: row.hasContactSuccess,
    contact_success_time: row.contactSuccessTime,
    contact_reply_time: row.contactReplyTime,
    deal: row.deal && { id: row.deal.id, deal_stage: row.deal.stageId, deal_value: row.deal.value, owner: row.deal.ownerId, name: row.deal.name },
    subject: row.messages[0]?.subject ?? row.subject,
    initial_reply_is_relevant: row.initialReplyRelevant,
    initial_reply_is_included_in_stats: row.initialReplyIncluded,
    initial_reply_is_outlier: row.initialReplyOutlier,
    friendly_time_to_close: friendlyDuration(row.closeBusiness),
    friendly_raw_time_to_close: friendlyDuration(row.closeRaw),
  };
}

/** The document's answer for a message that no conversation has. */
export const noThread: Static<typeof NoThread> = {
  messages: [],
  last_received_at_date_time: '',
  subject: '',
  initial_reply_is_relevant: true,
  initial_reply_is_included_in_stats: true,
  initial_reply_is_outlier: false,
  friendly_time_to_close: 'N/A',
  friendly_raw_time_to_close: 'N/A',
};

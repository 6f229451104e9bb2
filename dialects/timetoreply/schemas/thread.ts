import { Type } from '@sinclair/typebox';
import { ThreadMessage } from './message.ts';
import { AlwaysEmptyList, Closed, Nullable, Strings } from './php.ts';

const Seconds = Nullable(Type.Integer());

/** A sale that a connected CRM knows of. */
const Deal = Closed({ id: Type.Integer(), deal_stage: Nullable(Type.Integer()), deal_value: Nullable(Type.Number()), owner: Nullable(Type.Integer()), name: Type.String() });

/** A conversation with all its messages, newest first. */
export const Thread = Closed({
  id: Type.Integer(),
  init_agent_reply_time: Seconds,
  init_agent_action_time: Seconds,
  total_agent_reply_time: Seconds,
  last_received_at_date_time: Type.String({ description: 'In your time zone: Feb 1st 2023 19:28:29.' }),
  thread_type: Type.String({ enum: ['inbound', 'outbound', 'internal'] }),
  thread_status: Type.String({ enum: ['internal', 'await-customer', 'await-agent', 'closed'] }),
  raw_init_agent_reply_time: Seconds,
  init_agent_reply_message_id: Nullable(Type.String()),
  init_reply_agent_id: Nullable(Type.Integer()),
  time_to_close: Seconds,
  raw_time_to_close: Seconds,
  touches: Type.Integer(),
  nudges: Type.Integer(),
  friendly_initial_reply_time: Type.String(),
  friendly_raw_initial_reply_time: Type.String(),
  friendly_total_reply_time: Type.String(),
  microsoft_conversations: AlwaysEmptyList,
  email_usernames: Strings,
  email_usernames_from: Strings,
  email_usernames_reply_to: Strings,
  email_usernames_to: Strings,
  email_usernames_received: Strings,
  email_domains: Strings,
  date_times: Type.Array(Type.String({ description: 'In your time zone: 2023-02-01 05:32:07.' })),
  message_classifications: Strings,
  message_subjects: Strings,
  messages: Type.Array(ThreadMessage),
  labels: Strings,
  has_contact_success: Type.Boolean(),
  contact_success_time: Seconds,
  contact_reply_time: Seconds,
  deal: Nullable(Deal),
  subject: Type.String(),
  initial_reply_is_relevant: Type.Boolean(),
  initial_reply_is_included_in_stats: Type.Boolean(),
  initial_reply_is_outlier: Type.Boolean(),
  friendly_time_to_close: Type.String(),
  friendly_raw_time_to_close: Type.String(),
});

/** What the document answers where no conversation has the message. */
export const NoThread = Closed({
  messages: AlwaysEmptyList,
  last_received_at_date_time: Type.String({ maxLength: 0 }),
  subject: Type.String({ maxLength: 0 }),
  initial_reply_is_relevant: Type.Boolean(),
  initial_reply_is_included_in_stats: Type.Boolean(),
  initial_reply_is_outlier: Type.Boolean(),
  friendly_time_to_close: Type.String(),
  friendly_raw_time_to_close: Type.String(),
});

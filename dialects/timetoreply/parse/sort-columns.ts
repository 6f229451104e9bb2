import type { ConversationLogRow, MessageLogRow } from '../ports.ts';

/** The document's names of a conversation's columns that a list may be sorted by, and the core's. */
export const threadSort = {
  id: 'id',
  subject: 'subject',
  thread_type: 'type',
  thread_status: 'status',
  last_received_at_date_time: 'lastAt',
  init_agent_reply_time: 'initialReplyBusiness',
  raw_init_agent_reply_time: 'initialReplyRaw',
  init_agent_action_time: 'firstAction',
  total_agent_reply_time: 'totalReply',
  time_to_close: 'closeBusiness',
  raw_time_to_close: 'closeRaw',
  touches: 'touches',
  nudges: 'nudges',
} as const satisfies Record<string, keyof ConversationLogRow>;

/** The same for messages. */
export const messageSort = {
  date_time: 'at',
  timestamp: 'at',
  subject: 'subject',
  classification: 'classification',
  message_type: 'messageType',
  replytime: 'spanBusiness',
  raw_replytime: 'spanRaw',
  touch_time: 'touchTime',
  thread_id: 'conversationId',
} as const satisfies Record<string, keyof MessageLogRow>;

export const threadColumns = Object.keys(threadSort) as (keyof typeof threadSort)[];
export const messageColumns = Object.keys(messageSort) as (keyof typeof messageSort)[];

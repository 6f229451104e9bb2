import type { StatEntry } from './stat-entry.ts';

const counted = (name: string, core: StatEntry['core'], friendlyName: string, explainer: string): StatEntry => ({ name, core, friendlyName, explainer, showColumn: null });

/** Counts of conversations. The document gives the words of threads.total; the others are in its manner. */
export const threadStats: readonly StatEntry[] = [
  counted('threads.total', 'threads.total', 'Total Conversations', 'All conversations.'),
  counted('threads.internal', 'threads.internal', 'Internal Conversations', 'Conversations between people of your company.'),
  counted('threads.inbound', 'threads.inbound', 'Inbound Conversations', 'Conversations that somebody outside your company began.'),
  counted('threads.outbound', 'threads.outbound', 'Outbound Conversations', 'Conversations that your company began with somebody outside.'),
  counted('threads.sent_internally', 'threads.sentInternally', 'Sent Internally', 'Conversations with the status internal.'),
  counted('threads.await_customer', 'threads.awaitCustomer', 'Awaiting Contact', 'Conversations whose next reply is the contact\'s.'),
  counted('threads.await_agent', 'threads.awaitAgent', 'Awaiting Mailbox', 'Conversations whose next reply is your mailbox\'s.'),
  counted('threads.closed', 'threads.closed', 'Closed Conversations', 'Conversations that are closed.'),
  counted('threads.have_replies', 'threads.haveReplies', 'Conversations With Replies', 'Conversations with at least one reply from anybody.'),
  counted('threads.have_replies_from_agents', 'threads.haveRepliesFromAgents', 'Conversations With Replies From Mailboxes', 'Conversations with at least one reply from your mailboxes.'),
  counted('threads.have_no_replies_from_agents', 'threads.haveNoRepliesFromAgents', 'Conversations Without Replies From Mailboxes', 'Conversations without a reply from your mailboxes.'),
  counted('threads.completionRatio.ratio', 'threads.completion.ratio', 'Reply Rate', 'Inbound conversations with a first reply, of all inbound conversations.'),
  counted('threads.completionRatio.numerator', 'threads.completion.numerator', 'Inbound Conversations With A First Reply', 'Inbound conversations that had a first reply.'),
  counted('threads.completionRatio.denominator', 'threads.completion.denominator', 'Inbound Conversations', 'All inbound conversations.'),
  counted('threads.labels.total', 'threads.labels.total', 'Labelled Conversations', 'Conversations that carry at least one label.'),
];

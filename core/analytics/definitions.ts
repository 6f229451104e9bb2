import type { FigureMetric } from './figures/figures.ts';

export type FigureUnit = 'conversations' | 'messages' | 'seconds' | 'percent';

/** What a figure means, in words that a reader of a report understands. One list for the pages, the help and README.md of `figures`. */
export interface FigureDefinition {
  /** A leaf of `FigureTree`; `*` stands for each of the four metrics. */
  readonly key: string;
  readonly name: string;
  readonly unit: FigureUnit;
  /** Which rows are counted, or what is taken over them. */
  readonly what: string;
  /** What is left out, and why; null: nothing. */
  readonly leftOut: string | null;
}

/** The instant that decides on which day, in which week and month and under which hour a row is counted. */
export const figureInstants: Readonly<Record<'conversations' | 'messages' | FigureMetric, string>> = {
  conversations: 'when its first mail was written',
  messages: 'when it was written',
  firstReply: 'when the first reply left',
  overallReply: 'when the reply was written',
  close: 'when it was closed, else when its last mail was written',
  forward: 'when the forward was written',
};

export const metricDefinitions: readonly (FigureDefinition & { readonly key: FigureMetric })[] = [
  {
    key: 'firstReply', name: 'First reply', unit: 'seconds', what: 'The business time that the first reply took in conversations that a customer began: from the mail before it to the reply itself. By the wall clock: from the first unanswered mail of the customer.',
    leftOut: 'Conversations that our side began have no first reply. Automatic replies, bots, notes and forwards are none: nobody has answered yet.',
  },
  {
    key: 'overallReply', name: 'Every reply', unit: 'seconds', what: 'The time from the mail before to each reply and reply-all of our side, in business time and by the wall clock.',
    leftOut: 'Forwards have a figure of their own; follow-ups answer nothing new; automatic mail is no person\'s work.',
  },
  {
    key: 'close', name: 'Time to close', unit: 'seconds', what: 'From the first mail of a closed conversation to the mail that closed it.', leftOut: 'Conversations that are not closed now, and internal ones, which are never waited for.',
  },
  {
    key: 'forward', name: 'Forwards', unit: 'seconds', what: 'The time from the mail before to each forward of our side. There is no goal for forwards.', leftOut: 'Automatic mail.',
  },
];

const spans = 'Spans over the outlier threshold in force then: one forgotten mail would hide what usually happens. They are counted as outliers.';

export const figureDefinitions: readonly FigureDefinition[] = [
  { key: 'conversations.total', name: 'Conversations', unit: 'conversations', what: 'Conversations that began.', leftOut: 'Spam, deleted and merged ones, and those of which every mail is filtered.' },
  { key: 'conversations.inbound', name: 'Inbound conversations', unit: 'conversations', what: 'Begun by somebody outside, by the domains of sender and recipients of the first mail.', leftOut: null },
  { key: 'conversations.outbound', name: 'Outbound conversations', unit: 'conversations', what: 'Begun by our side to somebody outside.', leftOut: null },
  { key: 'conversations.internal', name: 'Internal conversations', unit: 'conversations', what: 'Begun among ourselves.', leftOut: null },
  { key: 'conversations.awaitAgent', name: 'Waiting for us', unit: 'conversations', what: 'Open now, and it is our turn.', leftOut: 'Internal ones have no turn.' },
  { key: 'conversations.awaitCustomer', name: 'Waiting for the customer', unit: 'conversations', what: 'Open now, and it is the customer\'s turn.', leftOut: 'Internal ones have no turn.' },
  { key: 'conversations.closed', name: 'Closed', unit: 'conversations', what: 'Closed or resolved now.', leftOut: 'Internal ones are never closed.' },
  { key: 'conversations.answered', name: 'Answered', unit: 'conversations', what: 'Inbound conversations with a first reply.', leftOut: 'Automatic replies answer nothing.' },
  { key: 'replyRate', name: 'Reply rate', unit: 'percent', what: 'Answered conversations of inbound ones.', leftOut: null },
  { key: 'messages.total', name: 'Mails', unit: 'messages', what: 'Mails received and sent; one mail in two mailboxes is one.', leftOut: 'Notes, and mails that a filter leaves out.' },
  { key: 'messages.received', name: 'Received', unit: 'messages', what: 'Inbound and internal mails; with people as the filter: those in which they are among the recipients.', leftOut: null },
  { key: 'messages.sent', name: 'Sent', unit: 'messages', what: 'Outbound and internal mails; with people as the filter: those that they wrote.', leftOut: null },
  { key: 'messages.initial', name: 'First mails', unit: 'messages', what: 'Mails that began a conversation.', leftOut: null },
  { key: 'messages.replies', name: 'Replies', unit: 'messages', what: 'Replies and replies to all, in either direction.', leftOut: null },
  { key: 'messages.forwards', name: 'Forwarded mails', unit: 'messages', what: 'Forwards, in either direction.', leftOut: null },
  { key: 'messages.followUps', name: 'Follow-ups', unit: 'messages', what: 'Mails of the side that wrote the mail before.', leftOut: null },
  { key: '*.count', name: 'Counted', unit: 'messages', what: 'Spans that the means and medians are taken over.', leftOut: spans },
  { key: '*.outliers', name: 'Outliers', unit: 'messages', what: 'Spans that are left out because they are longer than the threshold.', leftOut: null },
  { key: '*.mean', name: 'Mean', unit: 'seconds', what: 'Mean of business time: only the hours in which the calendar says open.', leftOut: spans },
  { key: '*.meanRaw', name: 'Mean by the wall clock', unit: 'seconds', what: 'Mean of the whole time, nights and weekends too.', leftOut: spans },
  { key: '*.median', name: 'Median', unit: 'seconds', what: 'Half of the spans are not longer, in business time. Over more than a month it may be up to 4 % off, and says so.', leftOut: spans },
  { key: '*.p90', name: 'Nine tenths', unit: 'seconds', what: 'Nine of ten spans are not longer, in business time. Over more than a month it may be up to 4 % off, and says so.', leftOut: spans },
  { key: '*.withinGoal', name: 'Within the goal', unit: 'messages', what: 'Business time at most the goal that was in force when the span ended.', leftOut: spans },
  { key: '*.overGoal', name: 'Over the goal', unit: 'messages', what: 'Business time longer than the goal that was in force when the span ended.', leftOut: spans },
  { key: '*.excluded', name: 'Without a goal', unit: 'messages', what: 'Spans that ended when no goal was set.', leftOut: spans },
  { key: '*.bands', name: 'Bands', unit: 'messages', what: 'Spans by the bands of the goals set last.', leftOut: spans },
];

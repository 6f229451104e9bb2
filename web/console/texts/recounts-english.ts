/** Figures computed anew: spread into `english`. */
export const recountsEnglish = {
  recountsHint: 'Figures follow by themselves when hours, internal domains, filters or addresses change. Here one sees how far they are, and what it did to the figures of all time. Reports can be read meanwhile; mail that comes meanwhile is in the figures after.',
  recountAll: 'Recount everything',
  recountAsked: 'The figures are being computed anew.',
  recountNone: 'Nothing was computed anew yet.',
  recountBy: (name: string) => `by ${name}`,
  recountStates: { waiting: 'waiting', running: 'running', done: 'done', replaced: 'taken over by a later one' },
  recountCauses: {
    asked: 'Asked for', calendar: 'Opening hours', leave: 'Leave', outliers: 'Outliers', 'sla-hours': 'Hours promised to customers', 'internal-domains': 'Internal domains', 'reply-goals': 'Reply-time goals', 'mail-filters': 'Filters', 'mail.reclassified': 'Mail judged anew', 'channel.changed': 'Addresses or hours of a channel',
    'channel.created': 'A new channel', 'queue.changed': 'Hours of a queue', 'agent.changed': 'Addresses of a person', 'label.renamed': 'The name of a label',
  } as Readonly<Record<string, string>>,
  recountOther: 'Settings',
  recountProgress: (done: string, total: string) => `${done} of ${total} conversations`,
  recountFigures: 'Figures of all time, before and after',
  recountFigure: 'Figure', recountBefore: 'Before', recountAfter: 'After',
  recountTooMuch: 'not counted: too much at once',
  recountRounded: 'Medians are within 4 % of the exact ones.',
  recountRows: { messages: 'Messages', conversations: 'Conversations' },
  recountMean: (metric: string) => `${metric}: mean`,
  recountMedian: (metric: string) => `${metric}: median`,
  recountInGoal: (metric: string) => `${metric}: within the goal`,
  recountMetrics: { firstReply: 'First reply', overallReply: 'All replies', close: 'Time to close' },
};

import type { ReportWords } from './report-words.ts';

export const englishReportWords: ReportWords = {
  types: {
    overview: 'Overview', sla: 'Service levels', comparative: 'Comparison', trend: 'Trend', interactions: 'Interactions', contacts: 'Contacts', teams: 'Teams', 'group-mailboxes': 'Group mailboxes',
  },
  splits: {
    day: { title: 'By day', column: 'Day', none: '' }, week: { title: 'By week', column: 'Week from', none: '' }, month: { title: 'By month', column: 'Month', none: '' },
    'hour-weekday': { title: 'Received by hour and weekday', column: 'Hour', none: '' }, agent: { title: 'By person', column: 'Person', none: 'Nobody yet' }, team: { title: 'By team', column: 'Team', none: 'In no team' },
    contact: { title: 'By contact', column: 'Contact', none: 'Unknown' }, domain: { title: 'By domain', column: 'Domain', none: 'Unknown' }, channel: { title: 'By mailbox', column: 'Mailbox', none: 'Without' },
    label: { title: 'By label', column: 'Label', none: 'Without a label' }, direction: { title: 'By direction', column: 'Direction', none: '' },
  },
  units: { day: 'day', week: 'week', month: 'month' },
  facts: { period: 'Days', zone: 'Time zone', completeUntil: 'Complete until', madeAt: 'Made', filters: 'Filters', goals: 'Goals', previous: 'Compared with', outliers: 'Outliers left out' },
  noFilters: 'none',
  filters: {
    party: 'Who', partyNotInCc: 'without Cc', communicatingWith: 'With', communicatingNotInCc: 'the other side without Cc', exclusive: 'only between the two', search: 'Subject contains', labels: 'Labels', labelsAll: 'all labels',
    threadTypes: 'Conversations', threadStatuses: 'State', classifications: 'Messages', messageTypes: 'Directions', replies: 'Conversations with', repliesOverSeconds: 'First reply over', closedOverSeconds: 'Time to close over', messageRepliesOverSeconds: 'Reply over', noReplyForSeconds: 'Without a reply for',
    nudgesMin: 'Nudges, at least', touchesMin: 'Touches, at least', lastTouchFromDay: 'Last touch from', lastTouchToDay: 'Last touch until', deal: 'About a deal',
  },
  values: {
    internal: 'internal', inbound: 'inbound', outbound: 'outbound', 'await-customer': 'waiting for the contact', 'await-agent': 'waiting for us', closed: 'closed', calculating: 'not classified yet', first: 'first', reply: 'reply', 'reply-all': 'reply to all',
    forward: 'forward', 'follow-up': 'follow-up', 'has-replies': 'replies', 'has-forwards': 'forwards', 'has-neither': 'neither', anybody: 'anybody', everybody: 'everybody inside', yes: 'yes',
  },
  metrics: { firstReply: 'First reply', overallReply: 'All replies', close: 'Time to close', forward: 'Time to forward' },
  columns: {
    conversations: 'Conversations', messages: 'Messages', received: 'Received', sent: 'Sent', replyRate: 'Reply rate', median: 'Median', p90: '9 in 10 within', mean: 'Mean', meanRaw: 'Mean, wall clock', count: 'Counted', withinGoal: 'In goal', overGoal: 'Over goal',
    noGoal: 'No goal', share: 'In goal, %', outliers: 'Outliers', goal: 'Goal', at: 'Time', from: 'From', to: 'To', subject: 'Subject', kind: 'Kind', direction: 'Direction', span: 'Reply time', spanRaw: 'Wall clock', conversation: 'Conversation', answered: 'Answered',
  },
  tileLines: {
    median: (value) => `median ${value}`, p90: (value) => `9 in 10 within ${value}`, goal: (share, goal) => `${share} within ${goal}`, outliers: (count) => `${count} outliers left out`, before: (value) => `before: ${value}`,
    ofInbound: (answered, inbound) => `${answered} of ${inbound}`,
  },
  charts: { volume: 'Messages received and sent', median: 'Median time of replies', goals: 'Share of replies within the goal', heat: 'When messages come in' },
  total: 'Total',
  weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  ownGoals: 'of this report',
  goalText: (metric, goal) => `${metric}: ${goal}`,
  notes: {
    outliers: (first, overall, close, forward) => `Outliers left out of means, medians and goals: first reply ${first}, all replies ${overall}, time to close ${close}, time to forward ${forward}.`,
    approximate: 'Medians and "9 in 10" are within 4 % of the exact value; counts and means are exact.',
    business: 'Times are business time, of the calendar of the mailbox that answered; "wall clock" counts every hour.',
    severalKeys: 'A conversation may stand in several lines, so the lines can add up to more than the total.',
    cut: (shown, all) => `${shown} of ${all} lines are shown.`,
    empty: 'Nothing in these days.',
  },
  definitions: 'What is counted',
  metricTexts: {
    conversations: ['Conversations', 'that began in these days.'],
    messages: ['Messages', 'received and sent in these days; an internal one is both.'],
    replyRate: ['Reply rate', 'inbound conversations with a first reply, of all inbound ones.'],
    firstReply: ['First reply', 'time of the first reply of a conversation that began with an incoming message; on the day of the reply.'],
    overallReply: ['All replies', 'time since the message before, of every reply we sent. Automatic mail and forwards are none.'],
    close: ['Time to close', 'first message to the closing one, of conversations that are closed; on the day of the closing.'],
    forward: ['Time to forward', 'time since the message before, of every forward we sent.'],
    median: ['Median, 9 in 10', 'at least half (nine tenths) of the times are not longer.'],
    withinGoal: ['In goal', 'not longer than the goal that was in force when the time ended. Without a goal a time is in neither column.'],
  },
  page: 'Page {page} of {pages}',
  mail: {
    subject: ({ report, account, days }) => `${report}: ${account}, ${days}`,
    text: ({ report, account, days, zone, file, late, missed, isShared }) => [
      'Hello,', '', `${isShared ? 'somebody shares a report of' : 'here is the report of'} ${account}: ${report}, ${days} (${zone}). It is attached as ${file}.`,
      ...(late === null ? [] : ['', `It was due at ${late}, while the server did not run, and goes out late.`]),
      ...(missed === 0 ? [] : [`${missed === 1 ? 'One earlier report was' : `${missed} earlier reports were`} due in that time and ${missed === 1 ? 'is' : 'are'} not sent.`]),
      '', 'This mail was sent by a server; nobody reads answers to it.', '',
    ].join('\n'),
  },
  localeOf: 'en-GB',
};

import type { ConversationLogRow, LogAddress, LogStats, MessageLogRow } from '../ports.ts';

const person = (address: string): LogAddress => ({ name: '', address, domain: address.split('@')[1] ?? '' });
const bo = [person('bo@barton.com')];
const ada = [person('ada@timetoreply.com')];

function message(part: Partial<MessageLogRow> & Pick<MessageLogRow, 'id' | 'at' | 'messageType' | 'classification'>): MessageLogRow {
  const inbound = part.messageType === 'inbound';
  return {
    conversationId: 481, conversationMailCount: 4, mailId: `m${part.id}@mail.example`, subject: 'RE: cultivate robust channels', references: ['m1@mail.example'],
    from: inbound ? bo : ada, to: inbound ? ada : bo, cc: [], bcc: [], replyTo: [], spanRaw: null, spanBusiness: null, touchTime: null,
    isInitialReply: false, isNewest: false, isTouch: !inbound, isNudge: false, isClosing: false, isIncluded: true, isRelevant: !inbound, isOutlier: false,
    labels: [], readStatus: inbound ? { 'ada@timetoreply.com': true } : {}, ...part,
  };
}

/** The document's conversation 481, as core would hand it out. */
export const thread481: ConversationLogRow = {
  id: 481, subject: 'cultivate robust channels', type: 'inbound', status: 'await-customer', startedAt: '2023-02-01T05:32:07Z', lastAt: '2023-02-01T19:28:29Z',
  initialReplyBusiness: 0, initialReplyRaw: 50_097, initialReplyMailId: 'm3@mail.example', initialReplyAgentId: 1, initialReplyRelevant: true,
  initialReplyIncluded: true, initialReplyOutlier: false, firstAction: 47_867, totalReply: 47_867, closeRaw: null, closeBusiness: null, touches: 2, nudges: 1,
  hasContactSuccess: false, contactSuccessTime: null, contactReplyTime: null, deal: null, labels: ['UNREAD'],
  messages: [
    message({ id: 4, at: '2023-02-01T19:28:29.000Z', messageType: 'outbound', classification: 'follow-up', spanRaw: 85, spanBusiness: 0, touchTime: 85, isNewest: true }),
    message({ id: 3, at: '2023-02-01T19:27:04Z', messageType: 'outbound', classification: 'reply', spanRaw: 2_230, spanBusiness: 0, isInitialReply: true }),
    message({ id: 2, at: '2023-02-01T18:49:54Z', messageType: 'inbound', classification: 'follow-up', spanRaw: 47_867, spanBusiness: 47_867, isNudge: true }),
    message({ id: 1, at: '2023-02-01T05:32:07Z', messageType: 'inbound', classification: 'first', subject: 'cultivate robust channels', references: [], labels: ['UNREAD'], readStatus: { 'ada@timetoreply.com': false } }),
  ],
};

const side = { count: 0, initial: 0, replies: 0, forward: 0, followUp: 0, initialReplies: 0, byWeekday: [0, 0, 0, 0, 0, 0, 0], byHour: Array.from({ length: 24 }, () => 0) };

/** The figures of the document's conversation report. */
export const sampleStats: LogStats = {
  threads: {
    total: 337, internal: 28, inbound: 257, outbound: 52, sentInternally: 0, awaitCustomer: 0, awaitAgent: 0, closed: 0, haveReplies: 269, haveRepliesFromAgents: 245,
    haveNoRepliesFromAgents: 92, completion: { ratio: 85.99, numerator: 221, denominator: 257 }, labels: { total: 0, list: [] },
  },
  messages: { count: 850, initial: 0, replies: 507, forward: 0, followUp: 0, received: side, sent: { ...side, count: 419, replies: 300, initialReplies: 221 } },
  overallReply: { mean: null, meanRaw: null, count: 0, outliers: 0, withinGoal: 0, overGoal: 0, excluded: 300, bands: [] },
  initialReply: { mean: 6204.110599078341, meanRaw: 21203.576036866358, count: 217, outliers: 4, withinGoal: 0, overGoal: 0, excluded: 221, bands: [] },
  forward: { mean: null, meanRaw: null, count: 0, outliers: 0 },
  close: { mean: null, meanRaw: null, count: 0, outliers: 0, withinGoal: 0, overGoal: 0, excluded: 0, bands: [] },
  days: [],
};

/** The same where there are bands, and days were asked for. */
export const sampleStatsOfDays: LogStats = {
  ...sampleStats,
  initialReply: { ...sampleStats.initialReply, bands: [{ seconds: 1_800, within: 31, withinRaw: 7 }, { seconds: 7_200, within: 217, withinRaw: 100 }] },
  days: [{
    day: '2023-02-01', threads: { total: 3, inbound: 2, outbound: 1, internal: 0 }, messages: { count: 9, received: 5, sent: 4 },
    overallReply: { mean: 600, meanRaw: 900, count: 3, outliers: 1, withinGoal: 2, overGoal: 1, excluded: 0 },
    initialReply: { mean: null, meanRaw: null, count: 0, outliers: 0, withinGoal: 0, overGoal: 0, excluded: 0 },
    forward: { mean: null, meanRaw: null, count: 0, outliers: 0 },
    close: { mean: 7_200, meanRaw: 7_200, count: 2, outliers: 0, withinGoal: 1, overGoal: 0, excluded: 1 },
  }],
};

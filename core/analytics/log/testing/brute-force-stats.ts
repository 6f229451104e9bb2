import type { LogFilter } from '../log-filter.ts';
import type { LabelCount } from '../stats.ts';
import { bruteForceSelection, isRecipient, isSender, localTime, type Selected } from './brute-force-selection.ts';
import type { PlainConversation, PlainMessage, PlainSettings } from './plain-log.ts';

export interface BruteForce extends Selected {
  /** By the dotted path of the leaf. */
  readonly leaves: ReadonlyMap<string, number | null>;
  /** Ids of the messages or conversations behind each leaf, ascending. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
  readonly labels: readonly LabelCount[];
}

/** All figures of a filter, counted one row after the other. Knows nothing of how the statements count. */
export function bruteForceStats(
  messages: readonly PlainMessage[], conversations: readonly PlainConversation[], filter: LogFilter, settings: PlainSettings,
): BruteForce {
  const selected = bruteForceSelection(messages, conversations, filter, settings);
  const tally = newTally();
  countMessages(selected, messages, filter, settings, tally);
  const labels = countConversations(selected, messages, filter, settings, tally);
  return { ...selected, ...tally.result(), labels };
}

function countMessages({ messages }: Selected, everything: readonly PlainMessage[], filter: LogFilter, settings: PlainSettings, tally: Tally): void {
  const firstAnswers = firstAnswersOfOthers(everything);
  for (const name of ['overallReply', 'forward']) tally.open(name);
  for (const message of messages) {
    const { id, classification, type } = message;
    const byAgents = filter.party?.kind === 'agents' ? filter.party : null;
    const isSent = byAgents ? isSender(message, byAgents) : type === 'outbound' || type === 'internal';
    const isReceived = byAgents ? isRecipient(message, byAgents, filter.partyNotInCc ?? false, settings) : type === 'inbound' || type === 'internal';
    const kind = { first: 'initial', reply: 'replies', 'reply-all': 'replies', forward: 'forward', 'follow-up': 'followUp', calculating: null }[classification ?? 'calculating'];
    const local = localTime(message, filter);
    tally.count('messages.count', id);
    if (kind) tally.count(`messages.${kind}`, id);
    for (const side of [isReceived ? 'received' : null, isSent ? 'sent' : null]) {
      if (!side) continue;
      tally.count(`messages.${side}.count`, id);
      if (kind) tally.count(`messages.${side}.${kind}`, id);
      tally.count(`messages.${side}.byWeekday.${local.dayOfWeek - 1}`, id);
      tally.count(`messages.${side}.byHour.${local.hour}`, id);
    }
    if (isSent && message.isInitialReply) tally.count('messages.sent.initialReplies', id);
    if (isReceived && firstAnswers.has(id)) tally.count('messages.received.initialReplies', id);
    if (!isSent || !message.isIncluded || message.spanBusiness === null || message.spanRaw === null) continue;
    const span = { business: message.spanBusiness, raw: message.spanRaw, isOutlier: message.isOutlier };
    if (kind === 'replies') tally.span('overallReply', id, { ...span, goal: goalAt(settings, 'overall', message.at) });
    if (kind === 'forward') tally.span('forward', id, span);
  }
}

/** In each conversation that did not begin with the outside: the first answer that came, or went from one of us to another. */
function firstAnswersOfOthers(messages: readonly PlainMessage[]): Set<number> {
  const first = new Set<number>();
  for (const mails of Map.groupBy(messages, (message) => message.conversationId).values()) {
    const ordered = mails.toSorted((a, b) => a.at - b.at || a.id - b.id);
    if (ordered[0]?.type === 'inbound') continue;
    const answer = ordered.find((mail) => mail.isIncluded && mail.type !== 'outbound' && (mail.classification === 'reply' || mail.classification === 'reply-all'));
    if (answer) first.add(answer.id);
  }
  return first;
}

function countConversations({ conversations }: Selected, everything: readonly PlainMessage[], filter: LogFilter, settings: PlainSettings, tally: Tally): LabelCount[] {
  const mailsOf = Map.groupBy(everything, (message) => message.conversationId);
  const labels = new Map<string, number>();
  for (const name of ['initialReply', 'close']) tally.open(name);
  let [inbound, completed] = [0, 0];
  for (const conversation of conversations) {
    const { id, type, status } = conversation;
    const mails = (mailsOf.get(id) ?? []).toSorted((a, b) => a.at - b.at || a.id - b.id);
    const replies = mails.filter((mail) => mail.isIncluded && (mail.classification === 'reply' || mail.classification === 'reply-all'));
    const initial = mails.find((mail) => mail.isInitialReply);
    tally.count('threads.total', id);
    tally.count(`threads.${type}`, id);
    tally.count(`threads.${{ internal: 'sentInternally', 'await-customer': 'awaitCustomer', 'await-agent': 'awaitAgent', closed: 'closed' }[status]}`, id);
    if (replies.length > 0) tally.count('threads.haveReplies', id);
    tally.count(replies.some((mail) => mail.type !== 'inbound') ? 'threads.haveRepliesFromAgents' : 'threads.haveNoRepliesFromAgents', id);
    if (type === 'inbound') {
      inbound += 1;
      tally.count('threads.completion.denominator', id);
      tally.row('threads.completion.ratio', id);
      if (initial) completed += 1;
      if (initial) tally.count('threads.completion.numerator', id);
    }
    const carried = new Set([...conversation.labels, ...mails.flatMap((mail) => mail.labels)]);
    if (carried.size > 0) tally.count('threads.labels.total', id);
    for (const name of carried) {
      labels.set(name, (labels.get(name) ?? 0) + 1);
      tally.row(`threads.labels.list.${name}`, id);
    }
    const { initialReplyRaw: raw, closeRaw, closeBusiness } = conversation;
    const isTheirs = !initial || filter.party?.kind !== 'agents' || isSender(initial, filter.party);
    if (initial?.isIncluded && isTheirs && initial.spanBusiness !== null && raw !== null) {
      tally.span('initialReply', id, {
        business: initial.spanBusiness, raw, isOutlier: conversation.initialReplyIsOutlier, goal: goalAt(settings, 'firstReply', initial.at),
      });
    }
    if (status === 'closed' && closeBusiness !== null && closeRaw !== null) {
      const closedAt = conversation.closedAt ?? Math.max(...mails.map((mail) => mail.at));
      tally.span('close', id, { business: closeBusiness, raw: closeRaw, isOutlier: conversation.closeIsOutlier, goal: goalAt(settings, 'close', closedAt) });
    }
  }
  tally.set('threads.completion.ratio', inbound === 0 ? 0 : Math.round((completed / inbound) * 10_000) / 100);
  return [...labels].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function goalAt({ goals }: PlainSettings, metric: 'firstReply' | 'overall' | 'close', at: number): number | null {
  return goals.findLast((version) => version.validFrom === null || version.validFrom <= at)?.[metric] ?? null;
}

interface Span { readonly business: number; readonly raw: number; readonly isOutlier: boolean; readonly goal?: number | null }
type Tally = ReturnType<typeof newTally>;

function newTally() {
  const rows = new Map<string, number[]>();
  const values = new Map<string, number | null>();
  const sums = new Map<string, { business: number; raw: number }>();
  const row = (name: string, id: number) => {
    const ids = rows.get(name);
    if (ids) ids.push(id);
    else rows.set(name, [id]);
  };
  return {
    row,
    set: (name: string, value: number | null) => { values.set(name, value); },
    count(name: string, id: number) {
      row(name, id);
      values.set(name, (values.get(name) ?? 0) + 1);
    },
    open: (metric: string) => { sums.set(metric, { business: 0, raw: 0 }); },
    span(metric: string, id: number, { business, raw, isOutlier, goal }: Span) {
      if (isOutlier) return this.count(`${metric}.outliers`, id);
      const sum = sums.get(metric) ?? { business: 0, raw: 0 };
      sums.set(metric, { business: sum.business + business, raw: sum.raw + raw });
      this.count(`${metric}.count`, id);
      row(`${metric}.mean`, id);
      row(`${metric}.meanRaw`, id);
      if (goal !== undefined) this.count(`${metric}.${goal === null ? 'excluded' : business <= goal ? 'withinGoal' : 'overGoal'}`, id);
    },
    result() {
      for (const [metric, { business, raw }] of sums) {
        const count = values.get(`${metric}.count`) ?? 0;
        values.set(`${metric}.mean`, count === 0 ? null : business / count);
        values.set(`${metric}.meanRaw`, count === 0 ? null : raw / count);
      }
      return { leaves: values, rows: new Map([...rows].map(([name, ids]) => [name, ids.toSorted((a, b) => a - b)])) };
    },
  };
}

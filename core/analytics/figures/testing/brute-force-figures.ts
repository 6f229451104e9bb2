import { bruteForceSelection, isSender } from '../../log/testing/brute-force-selection.ts';
import type { PlainConversation, PlainMessage } from '../../log/testing/plain-log.ts';
import type { PlainLog } from '../../log/testing/read-plain-log.ts';
import type { LogFilter } from '../../log/index.ts';
import type { FigureSplit } from '../figures.ts';

/** Ids of what is counted, by figure; the spans of each metric's rows; by key of the split. */
export type PlainFigures = ReadonlyMap<string, { readonly ids: ReadonlyMap<string, readonly number[]>; readonly spans: ReadonlyMap<string, readonly PlainSpan[]> }>;
export interface PlainSpan { readonly business: number; readonly raw: number }

export interface SplitKeys {
  readonly teamsOf: (agentId: number | null) => readonly string[];
  readonly contactOf: (conversationId: number) => string;
  readonly domainOf: (conversationId: number) => string;
}

interface Thing { readonly conversation: PlainConversation; readonly message: PlainMessage | null; readonly at: number; readonly agentId: number | null; readonly direction: string }
type Bands = Readonly<Record<'firstReply' | 'overallReply' | 'close', readonly number[]>>;

/** All figures, one row after the other; knows nothing of the statements. A row falls on the day of its own instant. */
export function bruteForceFigures(log: PlainLog, filter: LogFilter, split: FigureSplit | undefined, keys: SplitKeys, bands: Bands): PlainFigures {
  const { fromDay: _from, toDay: _to, ...anyDay } = filter;
  const selected = bruteForceSelection(log.messages, log.conversations, anyDay, log.settings);
  const mailsOf = Map.groupBy(log.messages, (message) => message.conversationId);
  const byId = new Map(log.conversations.map((each) => [each.id, each]));
  const tally = newTally();
  const isIn = (at: number) => {
    const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(filter.zone).toPlainDate().toString();
    return (filter.fromDay === undefined || day >= filter.fromDay) && (filter.toDay === undefined || day <= filter.toDay);
  };
  const keysOf = (thing: Thing) => keysFor(thing, filter.zone, split, keys, labelsOf(thing.conversation, mailsOf.get(thing.conversation.id) ?? []));
  const count = (thing: Thing, name: string) => { for (const key of keysOf(thing)) tally.count(key, name, thing.message?.id ?? thing.conversation.id); };
  const span = (thing: Thing, metric: string, seconds: PlainSpan, isOutlier: boolean, goal: number | null) => {
    if (isOutlier) return count(thing, `${metric}.outliers`);
    count(thing, `${metric}.count`);
    count(thing, `${metric}.${goal === null ? 'excluded' : seconds.business <= goal ? 'withinGoal' : 'overGoal'}`);
    const edges = metric === 'forward' ? [] : bands[metric as keyof Bands];
    if (edges.length > 0) count(thing, `${metric}.bands.${edges.filter((edge) => seconds.business > edge).length}`);
    for (const key of keysOf(thing)) tally.span(key, metric, seconds);
  };
  const goalAt = (metric: 'firstReply' | 'overall' | 'close', at: number) => log.settings.goals.findLast(({ validFrom }) => validFrom === null || validFrom <= at)?.[metric] ?? null;
  for (const message of selected.messages) {
    if (!isIn(message.at)) continue;
    const thing: Thing = { conversation: byId.get(message.conversationId)!, message, at: message.at, agentId: message.agentId, direction: message.type };
    const { isSent, isReceived } = directionsOf(message, filter);
    const isReply = message.classification === 'reply' || message.classification === 'reply-all';
    count(thing, 'messages.total');
    if (isReceived) count(thing, 'messages.received');
    if (isSent) count(thing, 'messages.sent');
    const kind = isReply ? 'replies' : { first: 'initial', forward: 'forwards', 'follow-up': 'followUps' }[message.classification as 'first' | 'forward' | 'follow-up'];
    if (kind) count(thing, `messages.${kind}`);
    if (!isSent || !message.isIncluded || message.spanBusiness === null || message.spanRaw === null) continue;
    const seconds = { business: message.spanBusiness, raw: message.spanRaw };
    if (isReply) span(thing, 'overallReply', seconds, message.isOutlier, goalAt('overall', message.at));
    if (message.classification === 'forward') span(thing, 'forward', seconds, message.isOutlier, null);
  }
  for (const conversation of selected.conversations) {
    const mails = mailsOf.get(conversation.id) ?? [];
    const initial = mails.find((mail) => mail.isInitialReply);
    const thing = { conversation, message: null, agentId: initial?.agentId ?? null, direction: conversation.type };
    const [startedAt, closedAt] = [Math.min(...mails.map((mail) => mail.at)), conversation.closedAt ?? Math.max(...mails.map((mail) => mail.at))];
    if (isIn(startedAt)) {
      const began = { ...thing, at: startedAt };
      count(began, 'conversations.total');
      count(began, `conversations.${conversation.type}`);
      if (conversation.status !== 'internal') count(began, `conversations.${{ 'await-agent': 'awaitAgent', 'await-customer': 'awaitCustomer', closed: 'closed' }[conversation.status]}`);
      if (conversation.type === 'inbound' && initial) count(began, 'conversations.answered');
    }
    const { initialReplyRaw: raw, closeRaw, closeBusiness } = conversation;
    const isTheirs = !initial || filter.party?.kind !== 'agents' || isSender(initial, filter.party);
    if (initial?.isIncluded && isTheirs && initial.spanBusiness !== null && raw !== null && isIn(initial.at)) {
      span({ ...thing, at: initial.at }, 'firstReply', { business: initial.spanBusiness, raw }, conversation.initialReplyIsOutlier, goalAt('firstReply', initial.at));
    }
    if (conversation.status === 'closed' && closeRaw !== null && closeBusiness !== null && isIn(closedAt)) {
      span({ ...thing, at: closedAt }, 'close', { business: closeBusiness, raw: closeRaw }, conversation.closeIsOutlier, goalAt('close', closedAt));
    }
  }
  return tally.result;
}

function directionsOf(message: PlainMessage, filter: LogFilter): { isSent: boolean; isReceived: boolean } {
  const { party } = filter;
  if (party?.kind !== 'agents') return { isSent: message.type !== 'inbound', isReceived: message.type !== 'outbound' };
  const roles = filter.partyNotInCc ? ['to', 'bcc'] : ['to', 'cc', 'bcc'];
  return { isSent: isSender(message, party), isReceived: message.parties.some((each) => roles.includes(each.role) && party.addressIds.includes(each.addressId)) };
}

function labelsOf(conversation: PlainConversation, mails: readonly PlainMessage[]): string[] {
  return [...new Set([...conversation.labels, ...mails.flatMap((mail) => mail.labels)])];
}

function keysFor({ conversation, at, agentId, direction }: Thing, zone: string, split: FigureSplit | undefined, keys: SplitKeys, labels: readonly string[]): readonly string[] {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const none = (list: readonly string[]) => (list.length === 0 ? [''] : list);
  switch (split) {
    case undefined: return [''];
    case 'day': return [local.toPlainDate().toString()];
    case 'week': return [local.toPlainDate().subtract({ days: local.dayOfWeek - 1 }).toString()];
    case 'month': return [local.toPlainDate().toString().slice(0, 7)];
    case 'hour-weekday': return [`${local.dayOfWeek - 1}-${local.hour}`];
    case 'agent': return [agentId === null ? '' : String(agentId)];
    case 'team': return none(keys.teamsOf(agentId));
    case 'channel': return [String(conversation.channelId)];
    case 'contact': return [keys.contactOf(conversation.id)];
    case 'domain': return [keys.domainOf(conversation.id)];
    case 'direction': return [direction];
    case 'label': return none(labels);
  }
}

function newTally() {
  const result = new Map<string, { ids: Map<string, number[]>; spans: Map<string, PlainSpan[]> }>();
  const at = (key: string) => {
    const found = result.get(key) ?? { ids: new Map<string, number[]>(), spans: new Map<string, PlainSpan[]>() };
    result.set(key, found);
    return found;
  };
  const push = <T>(lists: Map<string, T[]>, name: string, value: T) => { lists.set(name, [...lists.get(name) ?? [], value]); };
  return {
    result,
    count: (key: string, name: string, id: number) => { push(at(key).ids, name, id); },
    span: (key: string, metric: string, value: PlainSpan) => { push(at(key).spans, metric, value); },
  };
}

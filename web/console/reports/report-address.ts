import type { ReportFilterQuery } from '#dialects/native/schemas/report-filter.ts';
import { daysOf, isDay, periods, type DayRange, type Period } from './period.ts';

export const metrics = ['firstReply', 'overallReply', 'close', 'forward'] as const;
export type Metric = (typeof metrics)[number];
export type ThreadType = 'inbound' | 'outbound' | 'internal';
export type ThreadStatus = 'internal' | 'await-customer' | 'await-agent' | 'closed';
export type Classification = 'first' | 'reply' | 'reply-all' | 'forward' | 'follow-up' | 'calculating';
export type Replies = 'has-replies' | 'has-forwards' | 'has-neither';
export const splits = ['day', 'week', 'month', 'hour-weekday', 'agent', 'team', 'contact', 'domain', 'channel', 'label', 'direction'] as const;
export type Split = (typeof splits)[number];

/** What the address says: the filter, which goes along from page to page, and what one page shows. Everything else in it is ignored. */
export interface ReportSearch {
  readonly period?: Period;
  /** With `custom`. */
  readonly from?: string;
  readonly to?: string;
  /** As the server writes it: agent:3, team:4, channel:5, group:6, lead-source:7, contact:bo@home.test, domain:home.test, internal. */
  readonly party?: string;
  readonly with?: string;
  readonly exclusive?: boolean;
  readonly noCc?: boolean;
  readonly labels?: readonly string[];
  readonly labelsAll?: boolean;
  readonly types?: readonly ThreadType[];
  readonly statuses?: readonly ThreadStatus[];
  readonly classes?: readonly Classification[];
  readonly messages?: readonly ThreadType[];
  readonly replies?: readonly Replies[];
  readonly over?: number;
  readonly closedOver?: number;
  readonly nudges?: number;
  readonly touches?: number;
  /** Days on which our side wrote last. */
  readonly touchedFrom?: string;
  readonly touchedTo?: string;
  readonly q?: string;
  readonly dealStages?: readonly number[];
  readonly dealOwners?: readonly number[];
  readonly dealName?: string;
  readonly dealFrom?: number;
  readonly dealTo?: number;
  /** Of single pages. */
  readonly metric?: Metric;
  readonly than?: 'before' | 'party';
  readonly other?: string;
  readonly figure?: string;
  readonly split?: Split;
  readonly key?: string;
  readonly gt?: number;
  readonly le?: number;
  readonly order?: 'newest' | 'slowest';
  readonly sort?: string;
}

/** What belongs to one page only. */
const ofPage = ['metric', 'than', 'other', 'figure', 'split', 'key', 'gt', 'le', 'order', 'sort'] as const;

const listOf = <Word extends string>(value: unknown, words: readonly Word[]): readonly Word[] | undefined => {
  const found = (Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : []).filter((one): one is Word => words.includes(one as Word));
  return found.length > 0 ? [...new Set(found)] : undefined;
};
const oneOf = <Word extends string>(value: unknown, words: readonly Word[]): Word | undefined => (words.includes(value as Word) ? value as Word : undefined);
const seconds = (value: unknown): number | undefined => (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= 1_000_000_000 ? value : undefined);
const times = (value: unknown): number | undefined => (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value <= 1_000_000 ? value : undefined);
const text = (value: unknown, most: number): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, most) || undefined : undefined);
const ids = (value: unknown): readonly number[] | undefined => {
  const found = (Array.isArray(value) ? value : [value]).filter((one): one is number => Number.isSafeInteger(one) && one > 0);
  return found.length > 0 ? [...new Set(found)].slice(0, 20) : undefined;
};
const amount = (value: unknown): number | undefined => (typeof value === 'number' && Math.abs(value) <= 1e15 ? value : undefined);
const partyPattern = /^(?:internal|(?:agent|team|channel|group|lead-source):[1-9]\d{0,14}|(?:contact|domain):.{1,330})$/;
const party = (value: unknown): string | undefined => (typeof value === 'string' && partyPattern.test(value) ? value : undefined);

/** From the parsed query of an address, which anybody may have written. */
export function readReportSearch(query: Readonly<Record<string, unknown>>): ReportSearch {
  const types: readonly ThreadType[] = ['inbound', 'outbound', 'internal'];
  const labels = (Array.isArray(query['labels']) ? query['labels'] : []).filter((one): one is string => typeof one === 'string' && one !== '' && !one.includes(',')).slice(0, 20);
  const from = isDay(query['from']) ? query['from'] : undefined;
  const to = isDay(query['to']) ? query['to'] : undefined;
  const touchedFrom = isDay(query['touchedFrom']) ? query['touchedFrom'] : undefined;
  const touchedTo = isDay(query['touchedTo']) ? query['touchedTo'] : undefined;
  return defined({
    period: oneOf(query['period'], periods), from, to: from !== undefined && to !== undefined && to < from ? from : to,
    party: party(query['party']), with: party(query['with']), exclusive: query['exclusive'] === true || undefined, noCc: query['noCc'] === true || undefined,
    labels: labels.length > 0 ? labels : undefined, labelsAll: query['labelsAll'] === true || undefined,
    types: listOf(query['types'], types), statuses: listOf(query['statuses'], ['internal', 'await-customer', 'await-agent', 'closed'] as const),
    classes: listOf(query['classes'], ['first', 'reply', 'reply-all', 'forward', 'follow-up', 'calculating'] as const), messages: listOf(query['messages'], types),
    replies: listOf(query['replies'], ['has-replies', 'has-forwards', 'has-neither'] as const), over: seconds(query['over']), closedOver: seconds(query['closedOver']),
    nudges: times(query['nudges']), touches: times(query['touches']), touchedFrom, touchedTo: touchedFrom !== undefined && touchedTo !== undefined && touchedTo < touchedFrom ? touchedFrom : touchedTo, q: text(query['q'], 200),
    dealStages: ids(query['dealStages']), dealOwners: ids(query['dealOwners']), dealName: text(query['dealName'], 255), dealFrom: amount(query['dealFrom']), dealTo: amount(query['dealTo']),
    metric: oneOf(query['metric'], metrics), than: oneOf(query['than'], ['before', 'party'] as const), other: party(query['other']),
    figure: typeof query['figure'] === 'string' && /^[a-zA-Z]+\.[a-zA-Z]+(?:\.\d{1,2})?$/.test(query['figure']) ? query['figure'] : undefined,
    split: oneOf(query['split'], splits), key: query['key'] === '' ? '' : text(query['key'], 300), gt: seconds(query['gt']), le: seconds(query['le']),
    order: oneOf(query['order'], ['newest', 'slowest'] as const), sort: typeof query['sort'] === 'string' && /^-?[a-zA-Z]+(?:\.[a-zA-Z0-9]+)?$/.test(query['sort']) ? query['sort'] : undefined,
  });
}

type Partial_<Of> = { [Key in keyof Of]: Of[Key] | undefined };

function defined(search: Partial_<Required<ReportSearch>>): ReportSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** The days that are meant; `today` of the account's zone. */
export function rangeOf(search: ReportSearch, today: string): DayRange {
  const { period = '30d', from, to } = search;
  return period === 'custom' ? { from: from ?? null, to: to ?? null } : daysOf(period, today);
}

/** What goes along to another page. */
export function filterOnly(search: ReportSearch): ReportSearch {
  return Object.fromEntries(Object.entries(search).filter(([key]) => !(ofPage as readonly string[]).includes(key)));
}

/** Filters beside the period. */
export function filterCount(search: ReportSearch): number {
  return Object.keys(filterOnly(search)).filter((key) => !['period', 'from', 'to', 'exclusive', 'noCc', 'labelsAll'].includes(key)).length;
}

/** The filter as the server takes it. */
export function queryOf(search: ReportSearch, range: DayRange): Readonly<Record<string, string | number | boolean | undefined>> {
  const joined = (list: readonly (string | number)[] | undefined): string | undefined => list?.join(',');
  return {
    from: range.from ?? undefined, to: range.to ?? undefined, party: search.party, with: search.with, exclusive: search.exclusive, partyNotInCc: search.noCc, labels: joined(search.labels), labelsAll: search.labelsAll,
    threadTypes: joined(search.types), threadStatuses: joined(search.statuses), classifications: joined(search.classes), messageTypes: joined(search.messages), replies: joined(search.replies), repliesOver: search.over, closedOver: search.closedOver, search: search.q,
    dealStages: joined(search.dealStages), dealOwners: joined(search.dealOwners), dealName: search.dealName, dealValueFrom: search.dealFrom, dealValueTo: search.dealTo,
    nudges: search.nudges, touches: search.touches, lastTouchFrom: search.touchedFrom, lastTouchTo: search.touchedTo,
  } satisfies { [Key in keyof ReportFilterQuery]?: string | number | boolean | undefined };
}

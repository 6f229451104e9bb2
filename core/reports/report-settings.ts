import { isStorable } from '#core/accounts/index.ts';
import type { Classification, DealFilter, LogFilter, PartyType, ReplyPresence, ThreadStatus, ThreadType } from '#core/analytics/index.ts';
import { invalid } from '#core/kernel/index.ts';

export const reportTypes = ['overview', 'sla', 'comparative', 'trend', 'interactions', 'contacts', 'teams', 'group-mailboxes'] as const;
export type ReportType = (typeof reportTypes)[number];

export const reportFormats = ['pdf', 'xlsx', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

export const reportLanguages = ['en', 'de'] as const;
export type ReportLanguage = (typeof reportLanguages)[number];

/** Somebody by the name that people know; whom it means is asked when the report is made. type null: guessed by its form. */
export interface NamedParty { readonly name: string; readonly type: PartyType }

/** The parts of a `LogFilter` that do not depend on the moment. A part that is not given filters nothing. */
export interface ReportFilter extends Pick<LogFilter,
  'partyNotInCc' | 'communicatingNotInCc' | 'exclusive' | 'search' | 'labels' | 'labelsAll' | 'threadTypes' | 'threadStatuses' | 'classifications' | 'messageTypes' | 'replies'
  | 'repliesOverSeconds' | 'closedOverSeconds' | 'messageRepliesOverSeconds' | 'noReplyForSeconds' | 'nudgesMin' | 'touchesMin' | 'lastTouchFromDay' | 'lastTouchToDay' | 'deal'> {
  readonly party?: NamedParty;
  readonly communicatingWith?: NamedParty;
}

export const periodUnits = ['day', 'week', 'month'] as const;
export type PeriodUnit = (typeof periodUnits)[number];

/** All that a report is made from, besides its days. */
export interface ReportSettings {
  readonly filter: ReportFilter;
  /** Seconds; of the sla report alone, in place of the account's goals; null: the account's, each reply by those in force at its time. */
  readonly goals: { readonly firstReply: number | null; readonly overall: number | null; readonly close: number | null } | null;
  /** trend: so many periods that end with the last day of the report. */
  readonly trend: { readonly unit: PeriodUnit; readonly periods: number; readonly showAgents: boolean };
}

export const defaultTrend: ReportSettings['trend'] = { unit: 'month', periods: 12, showAgents: true };
export const emptySettings: ReportSettings = { filter: {}, goals: null, trend: defaultTrend };

const partyTypes: readonly string[] = ['internal', 'agent', 'team', 'shared-mailbox', 'contact', 'contact-group', 'lead-source', 'anybody'];
const words = {
  threadTypes: ['inbound', 'outbound', 'internal'] satisfies ThreadType[],
  messageTypes: ['inbound', 'outbound', 'internal'] satisfies ThreadType[],
  threadStatuses: ['internal', 'await-customer', 'await-agent', 'closed'] satisfies ThreadStatus[],
  classifications: ['calculating', 'first', 'reply', 'reply-all', 'forward', 'follow-up'] satisfies Classification[],
  replies: ['has-replies', 'has-forwards', 'has-neither'] satisfies ReplyPresence[],
} as const;
const flags = ['partyNotInCc', 'communicatingNotInCc', 'exclusive', 'labelsAll'] as const;
const seconds = ['repliesOverSeconds', 'closedOverSeconds', 'messageRepliesOverSeconds', 'noReplyForSeconds'] as const;
const secondsMax = 1_000_000_000;
const times = ['nudgesMin', 'touchesMin'] as const;
const timesMax = 1_000_000;
const days = ['lastTouchFromDay', 'lastTouchToDay'] as const;
const labelsMax = 50;
const dealIdsMax = 100;
const dealValueMax = 1e15;
export const periodsMax = 60;

/**
 * Exactly the parts that are known, each with a value that makes sense; `invalid` names what does not. What is stored is what this returns, so a row
 * never holds more than it.
 */
export function checkReportSettings({ filter, goals, trend }: ReportSettings): ReportSettings {
  return {
    filter: checkFilter(filter),
    goals: goals === null ? null : { firstReply: checkGoal('goals.firstReply', goals.firstReply), overall: checkGoal('goals.overall', goals.overall), close: checkGoal('goals.close', goals.close) },
    trend: checkTrend(trend),
  };
}

function checkFilter(filter: ReportFilter): ReportFilter {
  const checked: Record<string, unknown> = {};
  for (const field of ['party', 'communicatingWith'] as const) if (filter[field] !== undefined) checked[field] = checkParty(`filter.${field}`, filter[field]);
  for (const field of flags) if (filter[field] === true) checked[field] = true;
  if (filter.search !== undefined && filter.search.trim() !== '') checked['search'] = checkText('filter.search', filter.search, 500);
  if (filter.labels !== undefined && filter.labels.length > 0) {
    if (filter.labels.length > labelsMax) throw invalid('filter.labels', `must be at most ${labelsMax}`, 'too-many-items', { max: labelsMax });
    checked['labels'] = filter.labels.map((label, at) => checkText(`filter.labels.${at}`, label, 255));
  }
  for (const [field, known] of Object.entries(words) as [keyof typeof words, readonly string[]][]) {
    const given = filter[field] as readonly string[] | undefined;
    if (given === undefined || given.length === 0) continue;
    for (const [at, word] of given.entries()) if (!known.includes(word)) throw invalid(`filter.${field}.${at}`, `"${word.slice(0, 40)}" is none of ${known.join(', ')}`, 'report-word');
    checked[field] = known.filter((word) => given.includes(word));
  }
  for (const field of seconds) {
    const given = filter[field];
    if (given === undefined || given === 0) continue;
    if (!Number.isSafeInteger(given) || given < 0) throw invalid(`filter.${field}`, 'must be a whole number of seconds above 0', 'no-seconds');
    if (given > secondsMax) throw invalid(`filter.${field}`, `must be at most ${secondsMax}`, 'too-many-seconds', { max: secondsMax });
    checked[field] = given;
  }
  for (const field of times) {
    const given = filter[field];
    if (given === undefined || given === 0) continue;
    if (!Number.isSafeInteger(given) || given < 0 || given > timesMax) throw invalid(`filter.${field}`, `must be a whole number from 0 to ${timesMax}`, 'report-times', { max: timesMax });
    checked[field] = given;
  }
  for (const field of days) if (filter[field] !== undefined) checked[field] = checkDay(`filter.${field}`, filter[field]);
  if (filter.lastTouchFromDay !== undefined && filter.lastTouchToDay !== undefined && filter.lastTouchFromDay > filter.lastTouchToDay) throw invalid('filter.lastTouchFromDay', 'must not be after lastTouchToDay', 'report-days-backwards');
  const deal = filter.deal === undefined ? {} : checkDeal(filter.deal);
  if (Object.keys(deal).length > 0) checked['deal'] = deal;
  return checked;
}

/** Of stages and owners ids are kept: one that is gone has no deals. */
function checkDeal({ stageIds, ownerIds, name, valueFrom, valueTo }: DealFilter): DealFilter {
  const checked: Record<string, unknown> = {};
  for (const [field, ids] of [['stageIds', stageIds], ['ownerIds', ownerIds]] as const) {
    if (ids === undefined || ids.length === 0) continue;
    if (ids.length > dealIdsMax) throw invalid(`filter.deal.${field}`, `must be at most ${dealIdsMax}`, 'too-many-items', { max: dealIdsMax });
    for (const [at, id] of ids.entries()) if (!Number.isSafeInteger(id) || id < 1) throw invalid(`filter.deal.${field}.${at}`, 'is no id', 'no-number');
    checked[field] = [...new Set(ids)].toSorted((a, b) => a - b);
  }
  if (name !== undefined && name.trim() !== '') checked['name'] = checkText('filter.deal.name', name, 255);
  for (const [field, value] of [['valueFrom', valueFrom], ['valueTo', valueTo]] as const) {
    if (value === undefined) continue;
    if (!Number.isFinite(value) || Math.abs(value) > dealValueMax) throw invalid(`filter.deal.${field}`, 'must be a number', 'no-number');
    checked[field] = value;
  }
  if (valueFrom !== undefined && valueTo !== undefined && valueFrom > valueTo) throw invalid('filter.deal.valueFrom', 'must not be over the highest value', 'deal-values-backwards');
  return checked;
}

function checkDay(field: string, day: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && day >= '0002-01-01' && day <= '9998-12-31' && !Number.isNaN(Date.parse(`${day}T00:00:00Z`)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!isDay) throw invalid(field, 'is no day such as 2024-05-01', 'report-day');
  return day;
}

function checkParty(field: string, { name, type }: NamedParty): NamedParty {
  if (type !== null && !partyTypes.includes(type)) throw invalid(`${field}.type`, 'is no type of a party', 'report-word');
  if (type === 'internal' || type === 'anybody') return { name: '', type };
  return { name: checkText(field, name, 320), type };
}

function checkText(field: string, text: string, charsMax: number): string {
  const trimmed = text.trim();
  if (trimmed === '') throw invalid(field, 'must not be empty', 'empty');
  if (trimmed.length > charsMax) throw invalid(field, `must have at most ${charsMax} characters`, 'too-long', { max: charsMax });
  if (!isStorable(trimmed)) throw invalid(field, 'must not hold control characters', 'bad-characters');
  return trimmed;
}

function checkGoal(field: string, goal: number | null): number | null {
  if (goal === null) return null;
  if (!Number.isSafeInteger(goal) || goal <= 0) throw invalid(field, 'must be a whole number of seconds above 0', 'no-seconds');
  if (goal > secondsMax) throw invalid(field, `must be at most ${secondsMax}`, 'too-many-seconds', { max: secondsMax });
  return goal;
}

function checkTrend({ unit, periods, showAgents }: ReportSettings['trend']): ReportSettings['trend'] {
  if (!periodUnits.includes(unit)) throw invalid('trend.unit', `is none of ${periodUnits.join(', ')}`, 'report-word');
  if (!Number.isSafeInteger(periods) || periods < 1 || periods > periodsMax) throw invalid('trend.periods', `must be a whole number from 1 to ${periodsMax}`, 'report-periods', { max: periodsMax });
  return { unit, periods, showAgents };
}

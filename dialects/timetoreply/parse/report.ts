import { isMailAddress } from '#core/kernel/index.ts';
import { InvalidInput } from '#http/index.ts';
import { defaultTrend, type NamedParty, type ReportFilter, type ReportFormat, type ReportSettings, type ReportTiming, type ReportType } from '../ports-reports.ts';
import { weekdayWords, type momentWords, type reportWords, type ReportOptionsInput, type ScheduledReportInput } from '../schemas/report.ts';
import { partyTypes } from './find-party.ts';
import type { ModelType } from './model-types.ts';
import { dealFilter, presence, withinTime } from './log-filter.ts';

export const parseReportType = (word: (typeof reportWords)[number]): ReportType => (word === 'contact' ? 'contacts' : word);

const pdfTypes: readonly ReportType[] = ['overview', 'sla', 'comparative', 'trend'];
/** "The type of export. Only applies to non-pdf report types." */
export const isPdfType = (type: ReportType): boolean => pdfTypes.includes(type);
export const formatOf = (type: ReportType, wanted: ReportFormat): ReportFormat => (isPdfType(type) ? 'pdf' : wanted);

export function parseReportFilter(options: ReportOptionsInput): ReportFilter {
  const seconds = (minutes: number | undefined): number | undefined => (minutes === undefined ? undefined : minutes * 60);
  const party = parseParty('model', options.model, options.model_type);
  const communicatingWith = parseParty('model_com', options.model_com, options.model_type_com);
  return {
    ...(party && { party }), ...(communicatingWith && { communicatingWith }),
    ...defined({
      partyNotInCc: options.exclude_cc, communicatingNotInCc: options.exclude_cc_com, exclusive: options.exclusive, search: options.search, labels: options.label, threadTypes: options.thread_type, threadStatuses: options.thread_status,
      replies: options.has_replies?.map((word) => presence[word]), classifications: options.classification, messageTypes: options.messageType, repliesOverSeconds: seconds(options.replies_over), closedOverSeconds: seconds(options.closed_over),
      messageRepliesOverSeconds: seconds(options.message_replies_over), noReplyForSeconds: seconds(options.no_reply_for),
      labelsAll: options.labelsAndOr === undefined ? undefined : options.labelsAndOr === 'AND', nudgesMin: options.nudges, touchesMin: options.touches, lastTouchToDay: withinTime(options.lastTouchDate), deal: savedDeal(options),
    }),
  };
}

/** What is kept has to name deals that there can be; a log finds none by 0. */
function savedDeal(options: ReportOptionsInput): ReportFilter['deal'] {
  for (const field of ['dealStage', 'dealOwner'] as const) {
    const at = options[field]?.indexOf(0) ?? -1;
    if (at >= 0) throw new InvalidInput([{ field: `options.${field}.${at}`, problem: `The options.${field}.${at} field must be at least 1.` }]);
  }
  return dealFilter(options, 'options.');
}

/** A type without a name is enough for Internal, Company and Anybody. */
function parseParty(field: 'model' | 'model_com', name: string | undefined, type: ModelType | undefined): NamedParty | undefined {
  if (name === undefined && type === undefined) return undefined;
  const partyType = type === undefined ? null : partyTypes[type];
  if (name === undefined && partyType !== 'internal' && partyType !== 'anybody') throw new InvalidInput([{ field: `options.${field}`, problem: `The options.${field.replace('_', ' ')} field is required when the type is ${type ?? ''}.` }]);
  return { name: name ?? '', type: partyType };
}

function defined<T extends object>(object: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

interface GoalTexts { readonly firstReply: string | undefined; readonly overall: string | undefined; readonly close: string | undefined }

/** "02:00:00" to seconds; null where none is given. `names`: of the fields, for what is wrong. */
export function parseOwnGoals(texts: GoalTexts, names: Readonly<Record<keyof GoalTexts, string>>): ReportSettings['goals'] {
  if (texts.firstReply === undefined && texts.overall === undefined && texts.close === undefined) return null;
  const seconds = (of: keyof GoalTexts): number | null => {
    const text = texts[of];
    if (text === undefined) return null;
    const parts = /^(\d{1,5}):([0-5]\d):([0-5]\d)$/.exec(text);
    const whole = parts === null ? 0 : Number(parts[1]) * 3_600 + Number(parts[2]) * 60 + Number(parts[3]);
    if (whole === 0) throw new InvalidInput([{ field: names[of], problem: `The ${names[of]} field must match the format HH:mm:ss.` }]);
    return whole;
  };
  return { firstReply: seconds('firstReply'), overall: seconds('overall'), close: seconds('close') };
}

export const parseTrend = (showAgents: boolean | undefined): ReportSettings['trend'] => ({ ...defaultTrend, showAgents: showAgents ?? true });

const moments = { not_applicable: null, start: 'first', beginning: 'first', first: 'first', end: 'last', last: 'last', specific_day: 'day' } as const satisfies Record<(typeof momentWords)[number], ReportTiming['monthMoment']>;

/** What is not given stays as it was; of a new one it is nothing, nine o'clock. */
export function parseTiming(input: ScheduledReportInput, before?: ReportTiming): Omit<ReportTiming, 'zone'> {
  const names = weekdayWords.filter((word) => input[word] !== undefined);
  return {
    frequency: input.frequency,
    weekdays: names.length === 0 ? before?.weekdays ?? [] : weekdayWords.flatMap((word, at) => ((input[word] ?? before?.weekdays.includes(at + 1)) ? [at + 1] : [])),
    monthMoment: input.timeOfMonth === undefined ? before?.monthMoment ?? null : moments[input.timeOfMonth],
    monthDay: input.dayOfMonth ?? before?.monthDay ?? null,
    localTime: input.time ?? before?.localTime ?? '09:00:00',
  };
}

export function checkTo(addresses: readonly string[]): readonly string[] {
  for (const [at, address] of addresses.entries()) if (!isMailAddress(address)) throw new InvalidInput([{ field: `to.${at}`, problem: `The to.${at} field must be a valid email address.` }]);
  return addresses;
}

import { partyTypes } from '../parse/find-party.ts';
import { isPdfType } from '../parse/report.ts';
import type { ReplyGoals } from '../ports.ts';
import type { NamedParty, ReportFormat, ReportSchedule, ReportSettings, ReportType, SavedReport } from '../ports-reports.ts';
import { weekdayWords, type ReportOptions } from '../schemas/report.ts';
import { plainTime } from './date-time.ts';
import { friendlyMean } from './duration.ts';

/** What this API's own fields hold beside a core row. */
export interface ReportExtension { readonly exportType?: ReportFormat; readonly widgets?: readonly string[] }

export const wordOf = (type: ReportType): string => (type === 'contacts' ? 'contact' : type);

const modelWords = new Map(Object.entries(partyTypes).filter(([word]) => word !== 'Company' && word !== 'Mailbox').map(([word, type]) => [type as string, word]));
const icons: Readonly<Record<string, string>> = { Internal: 'building', Anybody: 'globe-americas', Agent: 'user', Team: 'users', 'Group Mailbox': 'inbox', Contact: 'address-book', 'Contact Group': 'user-friends', 'Lead Source': 'filter' };

/** `id` is null: whom a name means is asked when the report is made. */
function modelOf(party: NamedParty | undefined, otherwise: { word: string; name: string }) {
  const word = party === undefined ? otherwise.word : party.type === null ? 'Contact' : modelWords.get(party.type) ?? otherwise.word;
  const name = party === undefined || party.name === '' ? (word === 'Anybody' ? 'Anybody' : word === 'Internal' ? 'My Company' : otherwise.name) : party.name;
  return { icon: icons[word] ?? 'user', id: null, model_type: word, name, value: name };
}

const nameOf = ({ name, type }: NamedParty): string => (name !== '' ? name : type === 'anybody' ? 'Anybody' : 'My Company');
const typeOf = ({ type }: NamedParty): string | null => (type === null ? null : modelWords.get(type) ?? null);

const all = {
  threadType: ['inbound', 'outbound', 'internal'], threadStatus: ['internal', 'await-customer', 'closed', 'await-agent'], classification: ['first', 'reply', 'reply-all', 'forward', 'follow-up'],
  replies: ['has-replies', 'has-forwards', 'has-neither'],
} as const;
const replyWords = { 'has-replies': 'hasReplies', 'has-forwards': 'hasForwards', 'has-neither': 'hasNoRepliesOrForwards' } as const;
const units = { day: 'Days', week: 'Weeks', month: 'Months' } as const;
const minutes = (seconds: number | undefined): number => Math.round((seconds ?? 0) / 60);

/** 7,200 as "02:00:00". */
function clockText(seconds: number | null): string | null {
  if (seconds === null) return null;
  return [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** `inForce`: goals of the account, by which the report is judged where it has none of its own. */
export function renderReportOptions({ filter, goals, trend }: ReportSettings, inForce: ReplyGoals): ReportOptions {
  const { party, communicatingWith, deal } = filter;
  const model = modelOf(party, { word: 'Internal', name: 'My Company' });
  const modelCom = modelOf(communicatingWith, { word: 'Anybody', name: 'Anybody' });
  const goal = (of: 'firstReply' | 'overall' | 'close'): string | null => clockText(goals === null ? inForce[of].goal : goals[of]);
  return {
    ...(party && { modelSelected: nameOf(party), modelSelectedType: typeOf(party) }), modelFull: model, excludeCc: filter.partyNotInCc ?? false,
    ...(communicatingWith && { modelSelectedCom: nameOf(communicatingWith), modelSelectedTypeCom: typeOf(communicatingWith) }), modelComFull: modelCom, excludeCcCom: filter.communicatingNotInCc ?? false,
    exclusively: filter.exclusive ?? false, search: filter.search ?? '', label: [...(filter.labels ?? [])], labelsAndOr: filter.labelsAll ? 'AND' : 'OR',
    dealStage: deal?.stageIds?.join(',') ?? null, dealOwner: deal?.ownerIds?.join(',') ?? null, dealName: deal?.name ?? '', dealValueFrom: deal?.valueFrom ?? null, dealValueTo: deal?.valueTo ?? null, nudges: String(filter.nudgesMin ?? 0), touches: String(filter.touchesMin ?? 0), lastTouchDate: filter.lastTouchToDay ?? null,
    threadType: (filter.threadTypes ?? all.threadType).join(','), threadStatus: (filter.threadStatuses ?? all.threadStatus).join(','), hasReplies: (filter.replies ?? all.replies).map((word) => replyWords[word]).join(','),
    classification: (filter.classifications ?? all.classification).join(','), messageType: (filter.messageTypes ?? all.threadType).join(','), periodType: units[trend.unit], periods: trend.periods,
    repliesOver: minutes(filter.repliesOverSeconds), closedOver: minutes(filter.closedOverSeconds), messageRepliesOver: minutes(filter.messageRepliesOverSeconds), noReplyFor: minutes(filter.noReplyForSeconds), interactions: [],
    sla: { direction: 'desc', init_ttr_goal: goal('firstReply'), overall_ttr_goal: goal('overall'), overall_ttc_goal: goal('close'), page: 1, perPage: 100, sortBy: 'threads.total' },
    overview: { direction: 'desc', page: 1, perPage: 100, sortBy: 'threads.total' }, comparative: { direction: 'desc', page: 1, perPage: 100 }, trend: { page: 1, perPage: 15, show_agents: trend.showAgents },
    ...(party === undefined && { model }), ...(communicatingWith === undefined && { modelCom }),
  };
}

export interface ReportView { readonly accountId: number; readonly zone: string; readonly now: string; readonly origin: string; readonly goals: ReplyGoals }

export function renderStoredReport(report: SavedReport, { widgets = null }: { widgets?: readonly string[] | null }, { accountId, zone, goals }: ReportView) {
  return {
    name: report.name, company_id: accountId, filters: renderReportOptions(report.settings, goals), type: wordOf(report.type), widgets: widgets === null ? null : [...widgets],
    updated_at: plainTime(report.updatedAt, zone), created_at: plainTime(report.createdAt, zone), id: report.id,
  };
}

const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Every field that one of the three answers has; each endpoint's schema says which, and in what order. */
export function renderScheduledReport(schedule: ReportSchedule, { exportType, widgets }: ReportExtension, { accountId, now, origin, goals }: ReportView) {
  const [hour = 0, minute = 0, second = 0] = schedule.localTime.split(':').map(Number);
  const days = Object.fromEntries(weekdayWords.map((word, at) => [word, schedule.weekdays.includes(at + 1)])) as Record<(typeof weekdayWords)[number], boolean>;
  return {
    id: schedule.id, company_id: accountId, report_type: wordOf(schedule.type), export_type: isPdfType(schedule.type) && schedule.format === 'pdf' ? exportType ?? 'pdf' : schedule.format, frequency: schedule.frequency,
    include_today: schedule.includesToday, time: { hour, minute, second }, ...days, time_of_month: schedule.monthMoment === null ? 'not_applicable' : ({ first: 'start', last: 'end', day: 'specific_day' } as const)[schedule.monthMoment],
    day_of_month: schedule.monthDay, options: renderReportOptions(schedule.settings, goals), name: schedule.name, custom_email: schedule.recipients.length === 0 ? null : schedule.recipients.join(','), hide_filters: false,
    widgets: widgets === undefined ? null : [...widgets], relative_time: friendlyMean(schedule.nextAt === null ? null : (Date.parse(schedule.nextAt) - Date.parse(now)) / 1_000),
    upcoming_recipients: schedule.recipients.length === 0 ? schedule.ownerEmail ?? '' : schedule.recipients.join(','), days_of_week: schedule.weekdays.map((day) => dayNames[day - 1]).join(', '),
    report_class: schedule.format === 'pdf' ? 'PDF' : schedule.format.toUpperCase(), friendly_name: schedule.name, page_route: `${origin}/app/reports/${wordOf(schedule.type)}`,
  };
}

/** `Weekly Overview Report` */
export function reportName(frequency: string, type: ReportType): string {
  const title = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return `${title(frequency)} ${type === 'sla' ? 'SLA' : wordOf(type).split('-').map(title).join(' ')} Report`;
}

import { Type, type Static } from '@sinclair/typebox';
import { ConversationsQuery, defaultPerPage } from './log-query.ts';
import { Paginator } from './paginator.ts';
import { Closed, Nullable, Strings } from './php.ts';

/** `contact` is how the pages of the product call it, `contacts` how people do. */
export const reportWords = ['overview', 'sla', 'comparative', 'trend', 'interactions', 'contact', 'contacts', 'teams', 'group-mailboxes'] as const;
const exportWords = ['pdf', 'xlsx', 'csv'] as const;
const frequencyWords = ['daily', 'weekly', 'monthly'] as const;
/** The document has `not_applicable`, `specific_day` and `end`; the first of the month is a guess, so several words are taken. */
export const momentWords = ['not_applicable', 'start', 'beginning', 'first', 'end', 'last', 'specific_day'] as const;
export const weekdayWords = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const OneOf = <const W extends readonly string[]>(words: W, description: string) => Type.Unsafe<W[number]>({ type: 'string', enum: [...words], description });
const Goal = (what: string) => Type.Optional(Type.String({ maxLength: 10, description: `The ${what} in the format "HH:mm:ss". Of SLA reports.` }));
const Flag = (description: string) => Type.Optional(Type.Boolean({ description }));
const Addresses = Type.Array(Type.String({ maxLength: 320 }), { maxItems: 20, description: 'Email addresses.' });
const Widgets = Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 50, description: 'Kept and shown; a report always has all its parts.' }));

const filters = Type.Pick(ConversationsQuery, [
  'from', 'to', 'model', 'model_type', 'exclude_cc', 'model_com', 'model_type_com', 'exclude_cc_com', 'exclusive', 'search', 'label', 'thread_type', 'thread_status', 'has_replies', 'classification', 'messageType', 'replies_over', 'closed_over',
  'message_replies_over', 'no_reply_for', 'labelsAndOr', 'dealStage', 'dealOwner', 'dealName', 'dealValueFrom', 'dealValueTo', 'nudges', 'touches', 'lastTouchDate',
]);
const { from, to, ...timeless } = filters.properties;
const options = Type.Object(timeless, { description: 'Filters of the report.' });
const reportType = OneOf(reportWords, 'The type of report.');

export type ReportOptionsInput = Static<typeof options>;

export const ReportsQuery = Type.Object({ reportType: Type.Optional(reportType), includeScheduled: Flag('Scheduled reports, too.') });
export const ReportList = Type.Array(Closed({ name: Type.String(), id: Type.Integer(), type: Type.String() }));

export const ReportInput = Type.Object({
  reportType, reportName: Type.String({ minLength: 1, maxLength: 200, description: 'The name of the report.' }),
  options: Type.Object({ ...timeless, init_ttr_goal: Goal('initial reply time goal'), overall_ttr_goal: Goal('overall reply time goal'), overall_ttc_goal: Goal('time to close goal'), show_agents: Flag('People in a trend report; true where not given.') }),
  widgets: Widgets,
});

export const ShareInput = Type.Object({
  reportType, to: Type.Array(Type.String({ maxLength: 320 }), { minItems: 1, maxItems: 20, description: 'Whom it is mailed to.' }),
  options: Type.Object({ ...timeless, from, to }, { description: 'Filters, with `from` and `to`; without them the 30 days that end today.' }),
  init_ttr_goal: Goal('initial reply time goal'), overall_ttr_goal: Goal('overall reply time goal'), overall_ttc_goal: Goal('time to close goal'), show_agents: Flag('People in a trend report; true where not given.'),
});
export const Shared = Closed({ status: Type.String() });

const scheduledColumns = ['id', 'name', 'report_type', 'frequency'] as const;
export const ScheduledReportsQuery = Type.Object({
  search: Type.Optional(Type.String({ maxLength: 320, description: 'Text in the name, report type or frequency.' })),
  sort_by: Type.Optional(OneOf(scheduledColumns, 'Field to sort by; id where not given.')),
  direction: Type.Optional(OneOf(['asc', 'desc'] as const, 'Direction of sorting; asc where not given.')),
  per_page: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: defaultPerPage, description: 'Rows on a page.' })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, default: 1, description: 'Which page, from 1.' })),
});

export const ScheduledReportInput = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 200, description: 'The name; where not given one is made of frequency and type.' })),
  customEmails: Type.Optional(Addresses),
  reportType, exportType: OneOf(exportWords, 'Of interactions, contacts, teams and group mailboxes; the other types always come as PDF.'), frequency: OneOf(frequencyWords, 'How often.'),
  includeToday: Flag('Up to the day it is sent, else to the day before.'),
  time: Type.Optional(Type.String({ maxLength: 8, description: 'HH:mm:ss; 09:00:00 where not given.' })),
  monday: Flag('Weekly.'), tuesday: Flag('Weekly.'), wednesday: Flag('Weekly.'), thursday: Flag('Weekly.'), friday: Flag('Weekly.'), saturday: Flag('Weekly.'), sunday: Flag('Weekly.'),
  timeOfMonth: Type.Optional(OneOf(momentWords, 'Monthly.')),
  dayOfMonth: Type.Optional(Type.Integer({ minimum: 1, maximum: 31, description: 'Monthly on a specific_day; a month without it has it on its last.' })),
  options,
  interactions: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 0, description: 'The document shows only an empty one; another is refused: name a model instead.' })),
  sla: Type.Optional(Type.Object({ initialTTRGoal: Goal('initial reply time goal'), overallTTRGoal: Goal('overall reply time goal'), overallTTCGoal: Goal('time to close goal') })),
  trend: Type.Optional(Type.Object({ show_agents: Flag('People in a trend report; true where not given.') })),
  widgets: Widgets,
});
export type ScheduledReportInput = Static<typeof ScheduledReportInput>;

const Text = Type.String();
const Model = Closed({ icon: Text, id: Nullable(Type.Integer()), model_type: Text, name: Text, value: Text });
const Page = { direction: Text, page: Type.Integer(), perPage: Type.Integer() };
const middle = {
  excludeCcCom: Type.Boolean(), exclusively: Type.Boolean(), search: Text, label: Strings, labelsAndOr: Text,
  dealStage: Nullable(Text), dealOwner: Nullable(Text), dealName: Text, dealValueFrom: Nullable(Type.Number()), dealValueTo: Nullable(Type.Number()), nudges: Text, touches: Text, lastTouchDate: Nullable(Text),
  threadType: Text, threadStatus: Text, hasReplies: Text, classification: Text, messageType: Text, periodType: Text, periods: Type.Integer(), repliesOver: Type.Integer(), closedOver: Type.Integer(), messageRepliesOver: Type.Integer(),
  noReplyFor: Type.Integer(), interactions: Type.Array(Type.Unknown(), { maxItems: 0 }),
  sla: Closed({ direction: Text, init_ttr_goal: Nullable(Text), overall_ttr_goal: Nullable(Text), overall_ttc_goal: Nullable(Text), page: Type.Integer(), perPage: Type.Integer(), sortBy: Text }),
  overview: Closed({ ...Page, sortBy: Text }), comparative: Closed(Page), trend: Closed({ page: Type.Integer(), perPage: Type.Integer(), show_agents: Type.Boolean() }),
};
const selected = { modelSelected: Text, modelSelectedType: Nullable(Text) };
const selectedCom = { modelSelectedCom: Text, modelSelectedTypeCom: Nullable(Text) };
/** Whom it is about stands first where a request named somebody, else last, as in the document. A serialiser writes what may be missing last, so each form is a schema of its own. */
const form = (isAbout: boolean, isWith: boolean) => Closed({
  ...(isAbout && selected), modelFull: Model, excludeCc: Type.Boolean(), ...(isWith && selectedCom), modelComFull: Model, ...middle, ...(!isAbout && { model: Model }), ...(!isWith && { modelCom: Model }),
});
const parts = Closed({ modelFull: Model, excludeCc: Type.Boolean(), modelComFull: Model, ...middle });
const named = Type.Partial(Closed({ ...selected, ...selectedCom, model: Model, modelCom: Model }));
export const ReportOptions = Type.Unsafe<Static<typeof parts> & Static<typeof named>>({ anyOf: [form(true, true), form(true, false), form(false, true), form(false, false)] });
export type ReportOptions = Static<typeof ReportOptions>;

const widgets = Nullable(Strings);
export const StoredReport = Closed({ name: Text, company_id: Type.Integer(), filters: ReportOptions, type: Text, widgets, updated_at: Text, created_at: Text, id: Type.Integer() });

const timing = {
  report_type: Text, export_type: Text, frequency: Text, include_today: Type.Boolean(),
};
const when = {
  time: Closed({ hour: Type.Integer(), minute: Type.Integer(), second: Type.Integer() }), monday: Type.Boolean(), tuesday: Type.Boolean(), wednesday: Type.Boolean(), thursday: Type.Boolean(), friday: Type.Boolean(), saturday: Type.Boolean(),
  sunday: Type.Boolean(), time_of_month: Text, day_of_month: Nullable(Type.Integer()), options: ReportOptions,
};
const who = { name: Text, custom_email: Nullable(Text), hide_filters: Type.Boolean(), widgets };
const next = { relative_time: Text, upcoming_recipients: Text };
const words = { days_of_week: Text, report_class: Text, friendly_name: Text, page_route: Text };
const company = { company_id: Type.Integer() };
const id = { id: Type.Integer() };

/** The three answers have the document's order, each its own. */
export const ScheduledReport = Closed({ ...id, ...company, ...timing, ...when, ...who, ...words });
export const ScheduledReportUpdated = Closed({ ...id, ...company, ...timing, ...when, ...who, ...next, ...words });
export const ScheduledReportStored = Closed({ ...company, name: Text, custom_email: Nullable(Text), ...timing, hide_filters: Type.Boolean(), ...when, widgets, ...id, ...next, ...words });
export const ScheduledReportPage = Paginator(ScheduledReportUpdated);
export const ScheduledReportDeleted = Closed({ status: Text });

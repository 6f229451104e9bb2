import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const types = ['overview', 'sla', 'comparative', 'trend', 'interactions', 'contacts', 'teams', 'group-mailboxes'] as const;
const formats = ['pdf', 'xlsx', 'csv'] as const;
const languages = ['en', 'de'] as const;
const frequencies = ['daily', 'weekly', 'monthly'] as const;
const moments = ['first', 'last', 'day'] as const;
const directions = ['inbound', 'outbound', 'internal'] as const;

const Day = Text(10, { description: 'A local day of the zone: 2026-05-01' });
const Seconds = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000, description }));
const Times = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000, description }));
const Words = <const W extends readonly string[]>(words: W, description: string) => Type.Optional(Type.Array(OneOf(words), { maxItems: 20, description }));

const Party = Closed({
  name: Text(320, { description: 'A name, an address or a domain, as people know it; looked up when the report is made' }),
  type: Nullable(OneOf(['internal', 'agent', 'team', 'shared-mailbox', 'contact', 'contact-group', 'lead-source', 'anybody'] as const, { description: 'null: guessed by its form' })),
});

export const ReportFilter = Closed({
  party: Type.Optional(Party),
  partyNotInCc: Type.Optional(Type.Boolean()),
  communicatingWith: Type.Optional(Party),
  communicatingNotInCc: Type.Optional(Type.Boolean()),
  exclusive: Type.Optional(Type.Boolean({ description: 'Only what goes between the two and nobody else' })),
  search: Type.Optional(Text(500, { description: 'In subjects' })),
  labels: Type.Optional(Type.Array(Text(255), { maxItems: 50 })),
  labelsAll: Type.Optional(Type.Boolean({ description: 'All of the labels, not one of them' })),
  threadTypes: Words(directions, 'Kinds of conversations'),
  threadStatuses: Words(['internal', 'await-customer', 'await-agent', 'closed'] as const, 'Where they stand'),
  classifications: Words(['calculating', 'first', 'reply', 'reply-all', 'forward', 'follow-up'] as const, 'Kinds of messages'),
  messageTypes: Words(directions, 'Directions of messages'),
  replies: Words(['has-replies', 'has-forwards', 'has-neither'] as const, 'What conversations hold'),
  repliesOverSeconds: Seconds('Conversations with a slower first reply'),
  closedOverSeconds: Seconds('Conversations that were closed slower'),
  messageRepliesOverSeconds: Seconds('Messages with a slower reply'),
  noReplyForSeconds: Seconds('Conversations without an answer for so long'),
  nudgesMin: Times('Conversations in which the contact followed up at least so often before any reply'),
  touchesMin: Times('Conversations in which our side wrote to the outside at least so often'),
  lastTouchFromDay: Type.Optional(Text(10, { description: 'Our side wrote to the outside last on this day or later' })),
  lastTouchToDay: Type.Optional(Text(10, { description: 'Our side wrote to the outside last on this day or before' })),
  deal: Type.Optional(Type.Object({
    stageIds: Type.Optional(Type.Array(Id, { maxItems: 100 })), ownerIds: Type.Optional(Type.Array(Id, { maxItems: 100, description: 'Agents' })), name: Type.Optional(Text(255, { description: 'Part of it' })),
    valueFrom: Type.Optional(Type.Number({ minimum: -1e15, maximum: 1e15 })), valueTo: Type.Optional(Type.Number({ minimum: -1e15, maximum: 1e15 })),
  }, { additionalProperties: false, description: 'Conversations about one deal that has all of it' })),
});

const Goal = Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000_000, description: 'Seconds' }));

export const ReportSettings = Closed({
  filter: ReportFilter,
  goals: Nullable(Closed({ firstReply: Goal, overall: Goal, close: Goal })),
  trend: Closed({ unit: OneOf(['day', 'week', 'month'] as const), periods: Type.Integer({ minimum: 1, maximum: 60 }), showAgents: Type.Boolean() }),
});
/** What is not given: no filter, the account's goals, twelve months with people. */
export const ReportSettingsInput = Type.Partial(ReportSettings, { additionalProperties: false });
export type ReportSettingsInput = Static<typeof ReportSettingsInput>;

export const SavedReport = Closed({ id: Id, name: Type.String(), type: OneOf(types), settings: ReportSettings, createdBy: Nullable(Id), createdAt: Instant, updatedAt: Instant });
export type SavedReport = Static<typeof SavedReport>;
export const SavedReports = Closed({ items: Type.Array(SavedReport), next: Type.Null() });
export type SavedReports = Static<typeof SavedReports>;
export const SavedReportsQuery = Closed({ type: Type.Optional(OneOf(types)) });
const savedInput = { name: Text(200), type: OneOf(types), settings: Type.Optional(ReportSettingsInput) };
export const NewSavedReport = Closed(savedInput);
export const SavedReportChange = Type.Partial(NewSavedReport, { additionalProperties: false });

const timing = {
  frequency: OneOf(frequencies),
  weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7, description: 'weekly: ISO, 1 Monday to 7 Sunday' }),
  monthMoment: Nullable(OneOf(moments, { description: 'monthly' })),
  monthDay: Nullable(Type.Integer({ minimum: 1, maximum: 31, description: 'monthly on a day; in a month without it on its last' })),
  localTime: Text(8, { description: 'HH:MM:SS in the zone; a time that a clock change skips is taken so much later, of one that it repeats the first' }),
};
export const ReportSchedule = Closed({
  id: Id, name: Type.String(), type: OneOf(types), settings: ReportSettings, format: OneOf(formats), ...timing, zone: Type.String(), language: OneOf(languages),
  includesToday: Type.Boolean({ description: 'Its days end with the day on which it is sent, else with the day before' }),
  recipients: Type.Array(Type.String(), { description: 'None: its owner' }),
  ownerId: Nullable(Type.Integer({ description: 'Who made or changed it last; on their right it goes out' })),
  ownerEmail: Nullable(Type.String()),
  nextAt: Nullable(Instant),
  pausedBecause: Nullable(OneOf(['asked', 'owner-gone'] as const, { description: 'owner-gone: its owner may not export reports any more' })),
  createdAt: Instant, updatedAt: Instant,
});
export type ReportSchedule = Static<typeof ReportSchedule>;
export const ReportSchedules = Closed({ items: Type.Array(ReportSchedule), next: Type.Null() });
export type ReportSchedules = Static<typeof ReportSchedules>;

const recipients = Type.Array(Text(320), { maxItems: 20 });
export const NewReportSchedule = Closed({
  name: Text(200), type: OneOf(types), settings: Type.Optional(ReportSettingsInput), format: OneOf(formats), frequency: OneOf(frequencies), weekdays: Type.Optional(timing.weekdays), monthMoment: Type.Optional(timing.monthMoment),
  monthDay: Type.Optional(timing.monthDay), localTime: timing.localTime, zone: Type.Optional(Text(64, { description: 'Default: yours, else the account\'s' })), language: Type.Optional(OneOf(languages)),
  includesToday: Type.Optional(Type.Boolean()), recipients: Type.Optional(recipients), isPaused: Type.Optional(Type.Boolean()),
});
export type NewReportSchedule = Static<typeof NewReportSchedule>;
export const ReportScheduleChange = Type.Partial(NewReportSchedule, { additionalProperties: false });
export const ScheduleRunWish = Closed({ toRecipients: Type.Optional(Type.Boolean({ description: 'true: mailed too; else it is only made, to be downloaded' })) });

export const ReportRun = Closed({
  id: Id,
  kind: OneOf(['scheduled', 'asked', 'shared'] as const),
  scheduleId: Nullable(Id),
  dueAt: Instant,
  missed: Type.Integer({ description: 'Earlier times at which no server ran, for which nothing goes out' }),
  name: Type.String(), type: OneOf(types), settings: ReportSettings, format: OneOf(formats), zone: Type.String(), language: OneOf(languages), fromDay: Type.String(), toDay: Type.String(),
  askedBy: Nullable(Id),
  state: OneOf(['waiting', 'made', 'failed', 'skipped'] as const),
  problem: Nullable(Type.String({ description: 'party-unknown, too-large, unmade, owner-gone, no-recipients, schedule-deleted' })),
  createdAt: Instant,
  endedAt: Nullable(Instant),
  file: Nullable(Closed({ name: Type.String(), mediaType: Type.String(), byteCount: Type.Integer() })),
  mails: Type.Array(Closed({
    address: Type.String(), state: OneOf(['waiting', 'sent', 'failed'] as const), tries: Type.Integer(), problem: Nullable(Type.String({ description: 'no-server, mails-a-day, given-up, or the words of a mail server' })), endedAt: Nullable(Instant),
  })),
});
export type ReportRun = Static<typeof ReportRun>;
export const ReportRuns = PageOf(ReportRun);
export type ReportRuns = Static<typeof ReportRuns>;
export const ReportRunsQuery = Closed({ ...pageQuery, scheduleId: Type.Optional(Id) });
export const NewReportRun = Closed({
  name: Text(200), type: OneOf(types), settings: Type.Optional(ReportSettingsInput), format: OneOf(formats), fromDay: Day, toDay: Day, zone: Type.Optional(Text(64)), language: Type.Optional(OneOf(languages)),
  recipients: Type.Optional(Type.Array(Text(320), { maxItems: 20, description: 'Whom it is mailed to; none: it is there to be downloaded' })),
});
export type NewReportRun = Static<typeof NewReportRun>;

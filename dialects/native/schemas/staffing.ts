import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';
import { DayText } from './wallboard.ts';

const Clock = Type.String({ maxLength: 5, pattern: '^\\d{2}:\\d{2}$', description: 'Wall clock of the account, 09:15; 24:00 ends a day' });
const Count = Type.Integer({ minimum: 0 });

export const ForecastQuery = Type.Object({ queueId: Id, minutes: Type.Optional(Type.Integer({ description: 'Length of an interval: 15 or 30 (default)' })) });
const Foretold = Closed({
  expected: Type.Number({ description: 'Mean arrivals' }), low: Type.Number(), high: Type.Number({ description: 'Eight in ten such intervals should lie from low to high' }), weeks: Count, trimmed: Type.Integer({ minimum: 0, description: 'Weeks left out as outliers' }),
});
const ForecastInterval = Closed({
  day: DayText, from: Clock, to: Clock, startsAt: Instant, arrivals: Nullable(Foretold),
  isClosed: Type.Boolean({ description: 'The queue is closed all through it: a holiday, the night' }),
  needed: Nullable(Type.Integer({ minimum: 0, description: 'People at their desks' })), scheduled: Nullable(Type.Integer({ minimum: 0, description: 'People to plan: shrinkage comes on top' })), planned: Nullable(Count),
  plannedPercent: Nullable(Type.Number({ description: 'What the model answers in time with the planned people' })),
});
export const Forecast = Closed({
  queueId: Id, name: Type.String(), kind: OneOf(['call', 'chat']), zone: Type.String(), minutes: Type.Integer(), targetSeconds: Count, targetPercent: Type.Integer(), historyFrom: Nullable(DayText), weeks: Count,
  handleSeconds: Nullable(Count), handlings: Count, patienceSeconds: Nullable(Type.Integer({ minimum: 0, description: 'Mean patience, from everybody\'s waits; null: nobody gave up' })), abandoned: Count,
  atOnce: Type.Number({ exclusiveMinimum: 0, description: 'How many at a time an agent of the queue takes, by his capacity: the mean' }), shrinkagePercent: Count, intervals: Type.Array(ForecastInterval),
  gaps: Type.Array(Closed({ day: DayText, from: Clock, to: Clock, people: Type.Integer({ minimum: 1 }) }), { description: 'So many more people to plan, when' }),
});
export type Forecast = Static<typeof Forecast>;

export const StaffingSettings = Closed({ shrinkagePercent: Type.Integer({ description: '0 to 90: of a hundred people who are planned so many are not at their desks' }) });
export type StaffingSettings = Static<typeof StaffingSettings>;

const PlanSpan = Closed({ from: Clock, to: Clock, agents: Type.Integer({ minimum: 0, maximum: 10_000 }) });
export const PlanQuery = Type.Object({ from: DayText, to: DayText });
export const PlanParams = Type.Object({ id: Id, day: DayText });
export const PlanDays = Closed({ items: Type.Array(Closed({ day: DayText, spans: Type.Array(PlanSpan) })), next: Type.Null() });
export type PlanDays = Static<typeof PlanDays>;
export const PlanInput = Closed({ spans: Type.Array(PlanSpan, { maxItems: 96, description: 'Quarters of an hour; none clears the day' }) });
export const PlanDay = Closed({ day: DayText, spans: Type.Array(PlanSpan) });
export type PlanDay = Static<typeof PlanDay>;

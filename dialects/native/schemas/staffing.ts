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
  day: DayText, from: Clock, to: Clock, startsAt: Instant, arrivals: Nullable(Foretold), needed: Nullable(Count), planned: Nullable(Count),
  plannedPercent: Nullable(Type.Number({ description: 'What the model answers in time with the planned people' })),
});
export const Forecast = Closed({
  queueId: Id, name: Type.String(), kind: OneOf(['call', 'chat']), zone: Type.String(), minutes: Type.Integer(), targetSeconds: Count, targetPercent: Type.Integer(), historyFrom: Nullable(DayText), weeks: Count,
  handleSeconds: Nullable(Count), handlings: Count, patienceSeconds: Nullable(Type.Integer({ minimum: 0, description: 'Mean patience, from everybody\'s waits; null: nobody gave up' })), abandoned: Count,
  atOnce: Type.Integer({ minimum: 1, description: 'Chats that an agent has at a time; 1 for calls' }), intervals: Type.Array(ForecastInterval),
  gaps: Type.Array(Closed({ day: DayText, from: Clock, to: Clock, people: Type.Integer({ minimum: 1 }) }), { description: 'So many more people, when' }),
});
export type Forecast = Static<typeof Forecast>;

const PlanSpan = Closed({ from: Clock, to: Clock, agents: Type.Integer({ minimum: 0, maximum: 10_000 }) });
export const PlanQuery = Type.Object({ from: DayText, to: DayText });
export const PlanParams = Type.Object({ id: Id, day: DayText });
export const PlanDays = Closed({ items: Type.Array(Closed({ day: DayText, spans: Type.Array(PlanSpan) })), next: Type.Null() });
export type PlanDays = Static<typeof PlanDays>;
export const PlanInput = Closed({ spans: Type.Array(PlanSpan, { maxItems: 96, description: 'Quarters of an hour; none clears the day' }) });
export const PlanDay = Closed({ day: DayText, spans: Type.Array(PlanSpan) });
export type PlanDay = Static<typeof PlanDay>;

import { Type, type Static } from '@sinclair/typebox';
import { Closed, Instant, Nullable } from './shared.ts';

const seconds = { minimum: 1, maximum: 1_000_000_000 };
const Goal = Closed({
  goal: Nullable(Type.Integer({ ...seconds, description: 'Seconds of opening hours; null: no goal' })),
  bands: Type.Array(Type.Integer(seconds), { maxItems: 10, description: 'Bounds by which spans are grouped, in seconds, ascending' }),
});
const goals = { firstReply: Goal, overall: Goal, close: Goal };

export const ReplyGoals = Closed({
  ...goals,
  validFrom: Nullable(Instant),
  isSet: Type.Boolean({ description: 'false: none were ever set, and the first ones judge the past, too' }),
});
export type ReplyGoals = Static<typeof ReplyGoals>;

export const ReplyGoalsInput = Closed({
  ...goals,
  fromBeginning: Type.Optional(Type.Boolean({ description: 'The past is judged anew by these; else only what ends from now on' })),
});
export type ReplyGoalsInput = Static<typeof ReplyGoalsInput>;

const Counts = Closed({ withinGoal: Type.Integer(), overGoal: Type.Integer(), excluded: Type.Integer({ description: 'Judged by no goal' }) });
const Effect = Closed({ inForce: Counts, wanted: Counts });

export const ReplyGoalsEffect = Closed({
  days: Type.Integer({ description: 'Of how many days, today included' }),
  judgesPast: Type.Boolean(),
  firstReply: Effect,
  overall: Effect,
  close: Effect,
});
export type ReplyGoalsEffect = Static<typeof ReplyGoalsEffect>;

import { Type } from '@sinclair/typebox';
import { Closed, Nullable } from './php.ts';

/** Ten years. */
const secondsMax = 315_360_000;
const Goal = (name: string) => Type.Integer({ minimum: 1, maximum: secondsMax, description: `${name} Goal (in seconds).` });
const Bands = (name: string) => Type.Array(Type.Integer({ minimum: 1, maximum: secondsMax }), { maxItems: 10, description: `${name} Goal Bands (in seconds).` });

export const ReplyTimeGoalsInput = Type.Object({
  first_reply_time_goal: Goal('First Reply Time'),
  overall_reply_time_goal: Goal('Overall Reply Time'),
  time_to_close_goal: Goal('Time to Close'),
  first_reply_time_goal_bands: Type.Optional(Bands('First Reply Time')),
  overall_reply_time_goal_bands: Type.Optional(Bands('Overall Reply Time')),
  time_to_close_goal_bands: Type.Optional(Bands('Time to Close')),
});

/** null: no goal is set. */
export const ReplyTimeGoals = Closed({
  first_reply_time_goal: Nullable(Type.Integer()),
  first_reply_time_goal_bands: Type.Array(Type.Integer()),
  overall_reply_time_goal: Nullable(Type.Integer()),
  overall_reply_time_goal_bands: Type.Array(Type.Integer()),
  time_to_close_goal: Nullable(Type.Integer()),
  time_to_close_goal_bands: Type.Array(Type.Integer()),
});

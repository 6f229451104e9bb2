import type { Static } from '@sinclair/typebox';
import type { ReplyGoals } from '../ports.ts';
import type { ReplyTimeGoalsInput } from '../schemas/reply-time-goals.ts';

/** The goals after a change: bands that are not given stay as they are. */
export function parseGoals(input: Static<typeof ReplyTimeGoalsInput>, before: ReplyGoals): ReplyGoals {
  return {
    firstReply: { goal: input.first_reply_time_goal, bands: input.first_reply_time_goal_bands ?? before.firstReply.bands },
    overall: { goal: input.overall_reply_time_goal, bands: input.overall_reply_time_goal_bands ?? before.overall.bands },
    close: { goal: input.time_to_close_goal, bands: input.time_to_close_goal_bands ?? before.close.bands },
  };
}

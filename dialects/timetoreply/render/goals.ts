import type { Static } from '@sinclair/typebox';
import type { ReplyGoals } from '../ports.ts';
import type { ReplyTimeGoals } from '../schemas/reply-time-goals.ts';

export function renderGoals({ firstReply, overall, close }: ReplyGoals): Static<typeof ReplyTimeGoals> {
  return {
    first_reply_time_goal: firstReply.goal,
    first_reply_time_goal_bands: [...firstReply.bands],
    overall_reply_time_goal: overall.goal,
    overall_reply_time_goal_bands: [...overall.bands],
    time_to_close_goal: close.goal,
    time_to_close_goal_bands: [...close.bands],
  };
}

import type { OwnGoals } from '../ports.ts';

export function renderOwnGoals({ firstReply, overall, close }: OwnGoals) {
  return { first_reply_time_goal: firstReply, overall_reply_time_goal: overall, time_to_close_goal: close };
}

import type { OwnGoals } from '../ports.ts';

interface Minutes { readonly first_reply_time_goal?: number; readonly overall_reply_time_goal?: number; readonly time_to_close_goal?: number }

/** Minutes to seconds; only what is given. Null: none is. */
export function parseOwnGoals({ first_reply_time_goal: first, overall_reply_time_goal: overall, time_to_close_goal: close }: Minutes): Partial<OwnGoals> | null {
  if (first === undefined && overall === undefined && close === undefined) return null;
  return { ...(first !== undefined && { firstReply: first * 60 }), ...(overall !== undefined && { overall: overall * 60 }), ...(close !== undefined && { close: close * 60 }) };
}

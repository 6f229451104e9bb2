import type { ReplyGoals as CoreGoals, ReplyGoalsPreview } from '#core/analytics/index.ts';
import type { ReplyGoals, ReplyGoalsEffect } from '../schemas/reply-goals.ts';

/** `validFromMs` undefined: none were ever set; null: from the beginning. */
export function renderReplyGoals({ firstReply, overall, close }: CoreGoals, validFromMs: number | null | undefined): ReplyGoals {
  const goal = ({ goal: seconds, bands }: CoreGoals['close']) => ({ goal: seconds, bands: [...bands] });
  return {
    firstReply: goal(firstReply), overall: goal(overall), close: goal(close),
    validFrom: typeof validFromMs === 'number' ? new Date(validFromMs).toISOString() : null, isSet: validFromMs !== undefined,
  };
}

export function renderReplyGoalsEffect({ days, judgesPast, metrics: { firstReply, overall, close } }: ReplyGoalsPreview): ReplyGoalsEffect {
  return { days, judgesPast, firstReply, overall, close };
}

import { sql, type Sql } from '#storage/index.ts';
import type { FigureGroup } from '../figures/figure-groups.ts';

/** What the columns of a group's rows `r` are called where they are shown. */
export interface BehindColumns { readonly id: Sql; readonly at: Sql; readonly business: Sql; readonly raw: Sql; readonly isOutlier: Sql; readonly isWithinGoal: Sql }

export function behindColumns({ name, at }: FigureGroup): BehindColumns {
  switch (name) {
    case 'messages': return { id: sql`r.message_id`, at, business: sql`r.business`, raw: sql`r.raw`, isOutlier: sql`r.outlier`, isWithinGoal: sql`r.in_goal` };
    case 'close': return { id: sql`r.conversation_id`, at, business: sql`r.close_mail_business`, raw: sql`r.close_mail_raw`, isOutlier: sql`r.close_outlier`, isWithinGoal: sql`r.in_close_goal` };
    case 'conversations':
    case 'firstReply': return {
      id: sql`r.conversation_id`, at, business: sql`r.initial_reply_business`, raw: sql`r.initial_reply_raw`, isOutlier: sql`r.initial_outlier`, isWithinGoal: sql`r.in_first_reply_goal`,
    };
  }
}

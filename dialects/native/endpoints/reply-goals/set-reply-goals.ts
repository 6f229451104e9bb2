import { changeReplyGoals } from '#core/analytics/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import { operation } from '#http/index.ts';
import { renderReplyGoals } from '../../render/reply-goals.ts';
import { ReplyGoals, ReplyGoalsInput } from '../../schemas/reply-goals.ts';

export const setReplyGoals = operation({
  id: 'replyGoals.set',
  method: 'PUT',
  path: '/native/v1/account/reply-goals',
  tag: 'Account',
  summary: 'Sets the goals. What ends from now on is judged by them; the first ones ever set, and those set `fromBeginning`, judge the past, too',
  body: ReplyGoalsInput,
  response: ReplyGoals,
  handle: ({ act, change, body: { fromBeginning = false, ...goals } }) => change(async (tx) => (
    renderReplyGoals(await changeReplyGoals(tx, act, () => goals, { fromBeginning }), (await getSettingVersions(tx, 'reply-goals')).at(-1)?.validFromMs))),
});

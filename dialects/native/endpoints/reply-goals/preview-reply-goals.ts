import { previewReplyGoals as preview } from '#core/analytics/index.ts';
import { getAccountSettings } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { renderReplyGoalsEffect } from '../../render/reply-goals.ts';
import { ReplyGoalsEffect, ReplyGoalsInput } from '../../schemas/reply-goals.ts';

export const previewReplyGoals = operation({
  id: 'replyGoals.preview',
  method: 'POST',
  path: '/native/v1/account/reply-goals/preview',
  tag: 'Account',
  summary: 'What these goals would make of the last 30 days, beside what the goals in force made of them. Stores nothing',
  body: ReplyGoalsInput,
  response: ReplyGoalsEffect,
  handle: ({ act, snapshot, body: { firstReply, overall, close } }) => snapshot(async (tx) => {
    const { zone } = await getAccountSettings(tx, act);
    return renderReplyGoalsEffect(await preview(tx, act, { firstReply, overall, close }, zone));
  }),
});

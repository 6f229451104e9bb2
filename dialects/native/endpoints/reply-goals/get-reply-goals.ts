import { getReplyGoals as get } from '#core/analytics/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { getSettingVersions } from '#core/settings/index.ts';
import { operation } from '#http/index.ts';
import { renderReplyGoals } from '../../render/reply-goals.ts';
import { ReplyGoals } from '../../schemas/reply-goals.ts';

export const getReplyGoals = operation({
  id: 'replyGoals.get',
  method: 'GET',
  path: '/native/v1/account/reply-goals',
  tag: 'Account',
  summary: 'How fast answers and closings shall be, in seconds of opening hours, and since when that holds',
  response: ReplyGoals,
  handle: ({ act, snapshot }) => snapshot(async (tx) => {
    requirePermission(act, 'settings.read');
    return renderReplyGoals(await get(tx), (await getSettingVersions(tx, 'reply-goals')).at(-1)?.validFromMs);
  }),
});

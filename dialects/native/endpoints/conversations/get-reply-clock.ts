import { getReplyClock as read } from '#core/analytics/index.ts';
import { operation } from '#http/index.ts';
import { renderReplyClock } from '../../render/reply-clock.ts';
import { ReplyClock } from '../../schemas/reply-clock.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getReplyClock = operation({
  id: 'conversations.reply-clock',
  method: 'GET',
  path: '/native/v1/conversations/{id}/reply-clock',
  tag: 'Conversations',
  summary: 'Each question and its answer by a person, over messages, calls and chats, with what was counted between them; and since when somebody waits',
  params: IdParams,
  response: ReplyClock,
  handle: async ({ act, snapshot, params }) => renderReplyClock(await snapshot((tx) => read(tx, act, params.id))),
});

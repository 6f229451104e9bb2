import { changeConversations } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const markUnread = operation({
  id: 'conversations.unread',
  method: 'POST',
  path: '/native/v1/conversations/{id}/unread',
  tag: 'Conversations',
  summary: 'Somebody should look at it again',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => changeConversations(tx, act, [params.id], { isUnread: true }));
    return null;
  },
});

import { changeConversations } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const markRead = operation({
  id: 'conversations.read',
  method: 'POST',
  path: '/native/v1/conversations/{id}/read',
  tag: 'Conversations',
  summary: 'Somebody has looked at it',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => changeConversations(tx, act, [params.id], { isUnread: false }));
    return null;
  },
});

import { getConversationContext } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { renderConversation } from '../../render/conversation.ts';
import { Conversation } from '../../schemas/conversation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getConversation = operation({
  id: 'conversations.get',
  method: 'GET',
  path: '/native/v1/conversations/{id}',
  tag: 'Conversations',
  summary: 'A conversation with contact, attributes, past and linked conversations; the id of a merged one gives where it went',
  params: IdParams,
  response: Conversation,
  handle: async ({ act, snapshot, params }) => renderConversation(await snapshot((tx) => getConversationContext(tx, act, params.id))),
});

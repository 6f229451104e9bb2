import { splitConversation as split } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { ConversationRef, SplitInput } from '../../schemas/conversation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const splitConversation = operation({
  id: 'conversations.split',
  method: 'POST',
  path: '/native/v1/conversations/{id}/split',
  tag: 'Conversations',
  summary: 'Takes messages out into a conversation of their own, linked to this one. POST unsplit takes it back',
  params: IdParams,
  body: SplitInput,
  status: 201,
  response: ConversationRef,
  handle: ({ act, change, params, body }) => change((tx) => split(tx, act, params.id, body.messageIds)),
});

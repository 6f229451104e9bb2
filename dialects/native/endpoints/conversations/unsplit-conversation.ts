import { unsplitConversation as takeBack } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { ConversationRef } from '../../schemas/conversation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const unsplitConversation = operation({
  id: 'conversations.unsplit',
  method: 'POST',
  path: '/native/v1/conversations/{id}/unsplit',
  tag: 'Conversations',
  summary: 'Takes a split back, by the id of the conversation that was made: its messages return and the id redirects',
  params: IdParams,
  response: ConversationRef,
  handle: ({ act, change, params }) => change((tx) => takeBack(tx, act, params.id)),
});

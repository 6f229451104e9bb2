import { mergeConversations } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { ConversationRef, MergeInput } from '../../schemas/conversation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const mergeConversation = operation({
  id: 'conversations.merge',
  method: 'POST',
  path: '/native/v1/conversations/{id}/merge',
  tag: 'Conversations',
  summary: 'Moves everything of it into another; its id redirects there. POST unmerge takes it back',
  params: IdParams,
  body: MergeInput,
  response: ConversationRef,
  async handle({ act, change, params, body }) {
    await change((tx) => mergeConversations(tx, act, { from: params.id, into: body.into }));
    return { id: body.into };
  },
});

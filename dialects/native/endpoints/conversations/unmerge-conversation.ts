import { unmergeConversation as takeBack } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { ConversationRef } from '../../schemas/conversation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const unmergeConversation = operation({
  id: 'conversations.unmerge',
  method: 'POST',
  path: '/native/v1/conversations/{id}/unmerge',
  tag: 'Conversations',
  summary: 'Takes a merge back, by the id that was merged away: what came with it returns, what came later stays',
  params: IdParams,
  response: ConversationRef,
  async handle({ act, change, params }) {
    await change((tx) => takeBack(tx, act, params.id));
    return { id: params.id };
  },
});

import { changeConversations } from '#core/conversations/index.ts';
import { getConversationContext } from '#core/desk/index.ts';
import { setAttributeValues } from '#core/labels/index.ts';
import { operation } from '#http/index.ts';
import { toInstant } from '../../parse/instant.ts';
import { renderConversation } from '../../render/conversation.ts';
import { Conversation, ConversationChange } from '../../schemas/conversation.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeConversation = operation({
  id: 'conversations.change',
  method: 'PATCH',
  path: '/native/v1/conversations/{id}',
  tag: 'Conversations',
  summary: 'Assigns, prioritises, snoozes, resolves, labels ...: what is not named stays, all in one transaction',
  params: IdParams,
  body: ConversationChange,
  response: Conversation,
  async handle({ act, change, params, body }) {
    const { attributes, snoozedUntil, priority, ...rest } = body;
    return renderConversation(await change(async (tx) => {
      const { row } = await getConversationContext(tx, act, params.id);
      await changeConversations(tx, act, [row.id], {
        ...rest, ...(priority !== undefined && { priority: priority as 0 | 1 | 2 | 3 | 4 }), ...(snoozedUntil !== undefined && { snoozedUntil: toInstant('snoozedUntil', snoozedUntil) }),
      });
      if (attributes) await setAttributeValues(tx, act, 'conversation', row.id, attributes);
      return getConversationContext(tx, act, params.id);
    }));
  },
});

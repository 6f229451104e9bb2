import { deleteConversation as remove } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteConversation = operation({
  id: 'conversations.delete',
  method: 'DELETE',
  path: '/native/v1/conversations/{id}',
  tag: 'Conversations',
  summary: 'Deletes it: it leaves every list and figure, and fetching its mails again does not bring them back',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});

import { deleteNewMailDraft as remove } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty } from '../../schemas/shared.ts';

export const deleteNewMailDraft = operation({
  id: 'newMailDraft.delete',
  method: 'DELETE',
  path: '/native/v1/new-mail-draft',
  tag: 'Drafts',
  summary: 'Throws away the mail to somebody new that the caller has begun',
  status: 204,
  response: Empty,
  async handle({ act, change }) {
    await change((tx) => remove(tx, act));
    return null;
  },
});

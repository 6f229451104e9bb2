import { deleteDraft as remove } from '#core/conversations/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteDraft = operation({
  id: 'drafts.delete',
  method: 'DELETE',
  path: '/native/v1/conversations/{id}/draft',
  tag: 'Drafts',
  summary: 'Throws away what the caller has begun',
  params: IdParams,
  status: 204,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});

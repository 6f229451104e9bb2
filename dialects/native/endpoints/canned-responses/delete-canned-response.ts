import { deleteCannedResponse as remove } from '#core/canned-responses/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteCannedResponse = operation({
  id: 'cannedResponses.delete',
  method: 'DELETE',
  path: '/native/v1/canned-responses/{id}',
  tag: 'Canned responses',
  summary: 'Deletes a text',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});

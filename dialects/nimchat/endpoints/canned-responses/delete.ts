import { deleteCannedResponse as remove } from '#core/canned-responses/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteCannedResponse = accountOperation({
  id: 'canned-responses.delete', method: 'DELETE', path: '/canned_responses/{id}', tag: 'Canned Responses', summary: 'Remove a canned response',
  response: Nothing,
  handle: ({ act, change, params: { id } }) => change(async (tx) => { await remove(tx, act, id); return null; }),
});

import { refuseAddress as refuse } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const refuseAddress = operation({
  id: 'addressRequests.refuse',
  method: 'DELETE',
  path: '/native/v1/address-requests/{id}',
  tag: 'People',
  summary: 'Refuses an address, or takes the own wish back',
  params: IdParams,
  status: 204,
  response: Empty,
  handle: ({ act, change, params }) => change(async (tx) => {
    await refuse(tx, act, params.id);
    return null;
  }),
});

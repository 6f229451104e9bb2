import { agreeToAddress as agree } from '#core/desk/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const agreeToAddress = operation({
  id: 'addressRequests.agree',
  method: 'POST',
  path: '/native/v1/address-requests/{id}/agree',
  tag: 'People',
  summary: 'The address is the agent\'s from here on',
  params: IdParams,
  status: 204,
  response: Empty,
  handle: ({ act, change, params }) => change(async (tx) => {
    await agree(tx, act, params.id);
    return null;
  }),
});

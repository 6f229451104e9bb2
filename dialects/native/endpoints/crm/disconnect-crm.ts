import { disconnectCrm as disconnect } from '#core/crm/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const disconnectCrm = operation({
  id: 'crm.disconnect',
  method: 'DELETE',
  path: '/native/v1/crm/{id}',
  tag: 'CRM',
  summary: 'Its secret is forgotten at once, and everything that was read from it is deleted',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params: { id } }) {
    await change((tx) => disconnect(tx, act, id));
    return null;
  },
});

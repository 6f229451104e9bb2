import { deleteWebhook as remove } from '#core/webhooks/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteWebhook = operation({
  id: 'webhooks.delete',
  method: 'DELETE',
  path: '/native/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'It is told nothing more; what waits is cancelled',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});

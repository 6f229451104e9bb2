import { deleteQueue as remove } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteQueue = operation({
  id: 'queues.delete',
  method: 'DELETE',
  path: '/native/v1/queues/{id}',
  tag: 'Queues',
  summary: 'The queue goes; what waits in it is still given out, and it can come back',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});

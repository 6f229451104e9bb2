import { deleteQueueGroup as remove } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteQueueGroup = operation({
  id: 'queueGroups.delete',
  method: 'DELETE',
  path: '/native/v1/queue-groups/{id}',
  tag: 'Queues',
  summary: 'The group goes, its queues stay',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});

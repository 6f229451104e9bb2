import { getQueue as get } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { renderQueue } from '../../render/queue.ts';
import { Queue } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getQueue = operation({
  id: 'queues.get',
  method: 'GET',
  path: '/native/v1/queues/{id}',
  tag: 'Queues',
  summary: 'One queue',
  params: IdParams,
  response: Queue,
  handle: async ({ act, snapshot, params: { id } }) => renderQueue(await snapshot((tx) => get(tx, act, id))),
});

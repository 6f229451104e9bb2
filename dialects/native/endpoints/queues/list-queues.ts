import { findQueues } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { renderQueue } from '../../render/queue.ts';
import { Queues, QueuesQuery } from '../../schemas/queues.ts';

export const listQueues = operation({
  id: 'queues.list',
  method: 'GET',
  path: '/native/v1/queues',
  tag: 'Queues',
  summary: 'All queues with their rules, who works them and what they ask for',
  query: QueuesQuery,
  response: Queues,
  handle: async ({ act, snapshot, query }) => ({ items: (await snapshot((tx) => findQueues(tx, act, query))).map(renderQueue), next: null }),
});

import { findQueueGroups } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { renderQueueGroup } from '../../render/queue.ts';
import { QueueGroups } from '../../schemas/queues.ts';

export const listQueueGroups = operation({
  id: 'queueGroups.list',
  method: 'GET',
  path: '/native/v1/queue-groups',
  tag: 'Queues',
  summary: 'Groups of queues that are reported together',
  response: QueueGroups,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findQueueGroups(tx, act))).map(renderQueueGroup), next: null }),
});

import { createQueueGroup as create } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { queueGroupOf } from '../../parse/queue-group-of.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderQueueGroup } from '../../render/queue.ts';
import { QueueGroup, QueueGroupInput } from '../../schemas/queues.ts';

export const createQueueGroup = operation({
  id: 'queueGroups.create',
  method: 'POST',
  path: '/native/v1/queue-groups',
  tag: 'Queues',
  summary: 'A group of queues',
  status: 201,
  body: QueueGroupInput,
  response: QueueGroup,
  handle: async ({ act, change, body }) => renderQueueGroup(await change(async (tx) => queueGroupOf(tx, readingBack(act), (await create(tx, act, body)).id))),
});

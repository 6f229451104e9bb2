import { createQueue as create, getQueue } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { parseQueueRules } from '../../parse/queue-rules.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderQueue } from '../../render/queue.ts';
import { NewQueue, Queue } from '../../schemas/queues.ts';

export const createQueue = operation({
  id: 'queues.create',
  method: 'POST',
  path: '/native/v1/queues',
  tag: 'Queues',
  summary: 'A queue; what is not named is as usual. One for each leaf, language and kind',
  status: 201,
  body: NewQueue,
  response: Queue,
  handle: async ({ act, change, body }) => renderQueue(await change(async (tx) => getQueue(tx, readingBack(act), (await create(tx, act, parseQueueRules(body))).id))),
});

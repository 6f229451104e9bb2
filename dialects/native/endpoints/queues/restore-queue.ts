import { getQueue, restoreQueue as restore } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderQueue } from '../../render/queue.ts';
import { Queue } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const restoreQueue = operation({
  id: 'queues.restore',
  method: 'POST',
  path: '/native/v1/queues/{id}/restore',
  tag: 'Queues',
  summary: 'Brings a deleted queue back, in its place where that is still free',
  params: IdParams,
  response: Queue,
  async handle({ act, change, params: { id } }) {
    return renderQueue(await change(async (tx) => {
      await restore(tx, act, id);
      return getQueue(tx, readingBack(act), id);
    }));
  },
});

import { changeQueue as change, getQueue } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { parseQueueRules } from '../../parse/queue-rules.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderQueue } from '../../render/queue.ts';
import { Queue, QueueChange } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeQueue = operation({
  id: 'queues.change',
  method: 'PATCH',
  path: '/native/v1/queues/{id}',
  tag: 'Queues',
  summary: 'Other rules or another place; what is not named stays',
  params: IdParams,
  body: QueueChange,
  response: Queue,
  async handle({ act, change: within, params: { id }, body }) {
    return renderQueue(await within(async (tx) => {
      await change(tx, act, id, parseQueueRules(body));
      return getQueue(tx, readingBack(act), id);
    }));
  },
});

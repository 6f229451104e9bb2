import { renameQueueGroup } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { queueGroupOf } from '../../parse/queue-group-of.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderQueueGroup } from '../../render/queue.ts';
import { QueueGroup, QueueGroupInput } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeQueueGroup = operation({
  id: 'queueGroups.change',
  method: 'PATCH',
  path: '/native/v1/queue-groups/{id}',
  tag: 'Queues',
  summary: 'Another name',
  params: IdParams,
  body: QueueGroupInput,
  response: QueueGroup,
  async handle({ act, change, params: { id }, body }) {
    return renderQueueGroup(await change(async (tx) => {
      await renameQueueGroup(tx, act, id, body.name);
      return queueGroupOf(tx, readingBack(act), id);
    }));
  },
});

import { getQueue, setAssignments as set } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderQueue } from '../../render/queue.ts';
import { AssignmentsInput, Queue } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setAssignments = operation({
  id: 'queues.setAssignments',
  method: 'PUT',
  path: '/native/v1/queues/{id}/assignments',
  tag: 'Queues',
  summary: 'Makes exactly these agents and teams, at these levels, the ones who work it',
  params: IdParams,
  body: AssignmentsInput,
  response: Queue,
  async handle({ act, change, params: { id }, body }) {
    return renderQueue(await change(async (tx) => {
      await set(tx, act, id, body.assignments);
      return getQueue(tx, readingBack(act), id);
    }));
  },
});

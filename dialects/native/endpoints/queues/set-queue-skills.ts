import { getQueue, setQueueSkills as set } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderQueue } from '../../render/queue.ts';
import { Queue, SkillsInput } from '../../schemas/queues.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setQueueSkills = operation({
  id: 'queues.setSkills',
  method: 'PUT',
  path: '/native/v1/queues/{id}/skills',
  tag: 'Queues',
  summary: 'What an agent must be able to, and how well',
  params: IdParams,
  body: SkillsInput,
  response: Queue,
  async handle({ act, change, params: { id }, body }) {
    return renderQueue(await change(async (tx) => {
      await set(tx, act, id, body.skills);
      return getQueue(tx, readingBack(act), id);
    }));
  },
});

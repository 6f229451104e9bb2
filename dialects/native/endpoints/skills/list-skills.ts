import { findSkills } from '#core/queues/index.ts';
import { operation } from '#http/index.ts';
import { Skills } from '../../schemas/queues.ts';

export const listSkills = operation({
  id: 'skills.list',
  method: 'GET',
  path: '/native/v1/skills',
  tag: 'Queues',
  summary: 'Every skill that somebody has or some queue asks for',
  response: Skills,
  handle: async ({ act, snapshot }) => ({ items: await snapshot((tx) => findSkills(tx, act)), next: null }),
});

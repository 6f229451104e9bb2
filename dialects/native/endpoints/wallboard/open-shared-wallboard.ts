import { openSharedWallboard as open } from '#core/analytics/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { openOperation } from '#http/index.ts';
import { SharedWallboard, SharedWallboardInput } from '../../schemas/wallboard.ts';

export const openSharedWallboard = openOperation({
  id: 'wallboard.shared',
  method: 'POST',
  path: '/native/v1/shared-wallboard',
  tag: 'Wallboard',
  summary: 'Open to whoever holds the link: figures of the queues. 410 for whatever is not right about it',
  body: SharedWallboardInput,
  response: SharedWallboard,
  async handle({ database, clock, body, head }) {
    const { wallboard, agents, ...shared } = await open(database, { secret: body.secret, address: head.address, now: nowText(clock) });
    return { ...shared, wallboard: { ...wallboard, queues: [...wallboard.queues] }, agents: agents === null ? null : [...agents] };
  },
});

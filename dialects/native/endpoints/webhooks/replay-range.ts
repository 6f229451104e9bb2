import type { Outside } from '#core/channels/index.ts';
import { startReplay } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';
import { ReplayWish } from '../../schemas/webhooks.ts';

export const replayRange = ({ house }: Outside): Operation => operation({
  id: 'webhooks.replay',
  method: 'POST',
  path: '/native/v1/webhooks/{id}/replay',
  tag: 'Webhooks',
  summary: 'Sends again what was written in a stretch of time, in order: what was given up, or all of it',
  status: 202,
  params: IdParams,
  body: ReplayWish,
  response: Empty,
  async handle({ act, change, params: { id }, body: { from, to, which = 'failed' } }) {
    await change((tx) => startReplay(tx, act, house, { webhookId: id, from, to, which }));
    return null;
  },
});

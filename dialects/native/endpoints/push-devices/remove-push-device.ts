import { removePushDevice as remove } from '#core/notifications/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const removePushDevice = operation({
  id: 'pushDevices.remove',
  method: 'DELETE',
  path: '/native/v1/me/push-devices/{id}',
  tag: 'Notifications',
  summary: 'One of one\'s own devices is told nothing any more',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params: { id } }) {
    await change((tx) => remove(tx, act, id));
    return null;
  },
});

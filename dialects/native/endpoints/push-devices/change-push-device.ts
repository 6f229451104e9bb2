import { changePushDevice as change } from '#core/notifications/index.ts';
import { operation } from '#http/index.ts';
import { PushDeviceChange } from '../../schemas/notifications.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const changePushDevice = operation({
  id: 'pushDevices.change',
  method: 'PATCH',
  path: '/native/v1/me/push-devices/{id}',
  tag: 'Notifications',
  summary: 'Whether subject and words of messages may stand on one of one\'s own devices',
  status: 204,
  params: IdParams,
  body: PushDeviceChange,
  response: Empty,
  async handle(call) {
    await call.change((tx) => change(tx, call.act, call.params.id, call.body));
    return null;
  },
});

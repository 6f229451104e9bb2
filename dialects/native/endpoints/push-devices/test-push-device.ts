import type { Outside } from '#core/channels/index.ts';
import { requireOwnDevice } from '#core/notifications/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const testPushDevice = ({ house }: Outside): Operation => operation({
  id: 'pushDevices.test',
  method: 'POST',
  path: '/native/v1/me/push-devices/{id}/test',
  tag: 'Notifications',
  summary: 'A push goes to one of one\'s own devices in a moment; what came of it stands beside it',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params: { id } }) {
    await change(async (tx) => {
      await requireOwnDevice(tx, act, id);
      await house.enqueue(tx, act, { kind: 'test-push', deviceId: id });
    });
    return null;
  },
});

import type { Outside } from '#core/channels/index.ts';
import { ensurePushKeys, findPushDevices, findPushPublicKey } from '#core/notifications/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { PushDevices } from '../../schemas/notifications.ts';

export const listPushDevices = (outside: Outside): Operation => operation({
  id: 'pushDevices.list',
  method: 'GET',
  path: '/native/v1/me/push-devices',
  tag: 'Notifications',
  summary: 'One\'s browsers that are told by push, the one seen last first, and the key that a browser subscribes with',
  response: PushDevices,
  async handle({ act, database, principal, snapshot }) {
    const items = await snapshot((tx) => findPushDevices(tx, act, principal.session?.id ?? null));
    const publicKey = await findPushPublicKey(database) ?? (await ensurePushKeys(database, await outside.key(), act.now)).publicKey;
    return { items, next: null, publicKey };
  },
});

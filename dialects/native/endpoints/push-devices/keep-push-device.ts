import type { Outside } from '#core/channels/index.ts';
import { keepPushDevice as keep } from '#core/notifications/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { PushDeviceInput, PushDeviceKept } from '../../schemas/notifications.ts';

export const keepPushDevice = (outside: Outside): Operation => operation({
  id: 'pushDevices.keep',
  method: 'POST',
  path: '/native/v1/me/push-devices',
  tag: 'Notifications',
  summary: 'This browser is told by push, for as long as it is signed in; said again, it is the same device',
  status: 201,
  body: PushDeviceInput,
  response: PushDeviceKept,
  async handle({ act, body: { endpoint, keys: { p256dh, auth }, language, showsText }, change, principal, head }) {
    const session = requireSession(principal);
    const key = await outside.key();
    await outside.checkTarget('endpoint', endpoint);
    return { id: await change((tx) => keep(tx, act, key, { subscription: { endpoint, p256dh, auth }, sessionId: session.id, userAgent: head.headers['user-agent'] ?? null, language, showsText })) };
  },
});

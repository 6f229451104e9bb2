import type { Outside } from '#core/channels/index.ts';
import { rotateSecret as rotate } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';
import { SecretWish, WebhookSecret } from '../../schemas/webhooks.ts';

export const rotateSecret = (outside: Outside): Operation => operation({
  id: 'webhooks.rotateSecret',
  method: 'POST',
  path: '/native/v1/webhooks/{id}/secret',
  tag: 'Webhooks',
  summary: 'A new secret, shown this once; the old one signs too for a while',
  params: IdParams,
  body: SecretWish,
  response: WebhookSecret,
  async handle({ act, change, params, body: { keepOldHours = 24 } }) {
    const key = await outside.key();
    return { secret: await change((tx) => rotate(tx, act, key, params.id, { keepOldMs: keepOldHours * 3_600_000 })) };
  },
});

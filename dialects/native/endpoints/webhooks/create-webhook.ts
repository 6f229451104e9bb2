import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { createWebhook as create, openSecrets } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { webhookViews } from '../../render/webhook.ts';
import { NewWebhook, WebhookMade } from '../../schemas/webhooks.ts';

export const createWebhook = (outside: Outside): Operation => operation({
  id: 'webhooks.create',
  method: 'POST',
  path: '/native/v1/webhooks',
  tag: 'Webhooks',
  summary: 'A subscription, with the secret that signs what it is told (Standard Webhooks)',
  status: 201,
  body: NewWebhook,
  response: WebhookMade,
  async handle({ act, change, body }) {
    requirePermission(act, 'settings.write');
    await outside.checkTarget('url', body.url);
    const key = await outside.key();
    return change(async (tx) => {
      const made = await create(tx, act, { kind: 'account', format: 'native', ...body });
      const [secret] = await openSecrets(tx, readingBack(act), key, made.id);
      return { ...(await webhookViews(tx, act, [made]))[0]!, secret: secret! };
    });
  },
});

import { findWebhooks } from '#core/webhooks/index.ts';
import { operation } from '#http/index.ts';
import { webhookViews } from '../../render/webhook.ts';
import { Webhooks } from '../../schemas/webhooks.ts';

export const listWebhooks = operation({
  id: 'webhooks.list',
  method: 'GET',
  path: '/native/v1/webhooks',
  tag: 'Webhooks',
  summary: 'Who outside is told of what: subscriptions, and those of channels, bots and integrations',
  response: Webhooks,
  handle: async ({ act, snapshot }) => ({ items: await snapshot(async (tx) => webhookViews(tx, act, await findWebhooks(tx, act))), next: null }),
});

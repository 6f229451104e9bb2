import { getWebhook as get } from '#core/webhooks/index.ts';
import { operation } from '#http/index.ts';
import { webhookViews } from '../../render/webhook.ts';
import { IdParams } from '../../schemas/shared.ts';
import { Webhook } from '../../schemas/webhooks.ts';

export const getWebhook = operation({
  id: 'webhooks.get',
  method: 'GET',
  path: '/native/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'One webhook, and how its receiver stands',
  params: IdParams,
  response: Webhook,
  handle: ({ act, snapshot, params }) => snapshot(async (tx) => (await webhookViews(tx, act, [await get(tx, act, params.id)]))[0]!),
});

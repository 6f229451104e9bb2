import type { Outside } from '#core/channels/index.ts';
import { createTestDelivery, getWebhookDelivery } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { IdParams } from '../../schemas/shared.ts';
import { WebhookDeliveryDetail } from '../../schemas/webhooks.ts';

export const testWebhook = (outside: Outside): Operation => operation({
  id: 'webhooks.test',
  method: 'POST',
  path: '/native/v1/webhooks/{id}/test',
  tag: 'Webhooks',
  summary: 'Sends a test now, also to one that is off, and says what came of it',
  params: IdParams,
  response: WebhookDeliveryDetail,
  ignoresRequestKey: true, // what is sent must be committed before
  async handle({ act, change, snapshot, params: { id } }) {
    const deliveryId = await change((tx) => createTestDelivery(tx, act, id));
    await outside.deliverWebhook(act, deliveryId);
    const { webhookId: _id, ...detail } = await snapshot((tx) => getWebhookDelivery(tx, act, id, deliveryId));
    return { ...detail, tries: [...detail.tries] };
  },
});

import { getWebhook, getWebhookDelivery } from '#core/webhooks/index.ts';
import { operation } from '#http/index.ts';
import { DeliveryParams, WebhookDeliveryDetail } from '../../schemas/webhooks.ts';

export const getDelivery = operation({
  id: 'webhooks.deliveries.get',
  method: 'GET',
  path: '/native/v1/webhooks/{id}/deliveries/{deliveryId}',
  tag: 'Webhooks',
  summary: 'One delivery with its body and all its tries',
  params: DeliveryParams,
  response: WebhookDeliveryDetail,
  handle: ({ act, snapshot, params: { id, deliveryId } }) => snapshot(async (tx) => {
    await getWebhook(tx, act, id);
    const { webhookId: _id, ...detail } = await getWebhookDelivery(tx, act, id, deliveryId);
    return { ...detail, tries: [...detail.tries] };
  }),
});

import type { Outside } from '#core/channels/index.ts';
import { replayDelivery as replay } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Empty } from '../../schemas/shared.ts';
import { DeliveryParams } from '../../schemas/webhooks.ts';

export const replayDelivery = ({ house }: Outside): Operation => operation({
  id: 'webhooks.deliveries.replay',
  method: 'POST',
  path: '/native/v1/webhooks/{id}/deliveries/{deliveryId}/replay',
  tag: 'Webhooks',
  summary: 'Sends it again, with the id and the body that it had; 409 while it waits',
  status: 202,
  params: DeliveryParams,
  response: Empty,
  async handle({ act, change, params: { id, deliveryId } }) {
    await change((tx) => replay(tx, act, house, id, deliveryId));
    return null;
  },
});

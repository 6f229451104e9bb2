import { findDeliveries, getWebhook } from '#core/webhooks/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, toCursor } from '../../paging.ts';
import { IdParams } from '../../schemas/shared.ts';
import { DeliveriesQuery, WebhookDeliveries } from '../../schemas/webhooks.ts';

export const listDeliveries = operation({
  id: 'webhooks.deliveries.list',
  method: 'GET',
  path: '/native/v1/webhooks/{id}/deliveries',
  tag: 'Webhooks',
  summary: 'What it was told and is to be told, newest first',
  params: IdParams,
  query: DeliveriesQuery,
  response: WebhookDeliveries,
  handle: ({ act, snapshot, params: { id }, query: { cursor, limit = 25, state } }) => snapshot(async (tx) => {
    await getWebhook(tx, act, id);
    const before = fromIdCursor(cursor);
    const { rows, next } = await findDeliveries(tx, act, id, { limit, ...(state && { state }), ...(before !== null && { before }) });
    return { items: rows.map(({ webhookId: _id, ...row }) => row), next: toCursor(next === null ? null : [next]) };
  }),
});

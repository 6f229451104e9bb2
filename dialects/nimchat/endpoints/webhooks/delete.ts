import { notFound } from '#core/kernel/index.ts';
import { deleteWebhook as remove, getWebhook } from '#core/webhooks/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteWebhook = accountOperation({
  id: 'webhooks.delete', method: 'DELETE', path: '/webhooks/{webhook_id}', tag: 'Webhooks', summary: 'It is told nothing more',
  response: Nothing,
  handle: ({ act, change, params: { webhook_id: id } }) => change(async (tx) => {
    if ((await getWebhook(tx, act, id, { kinds: ['account'] })).format !== 'nimchat') throw notFound('webhook');
    await remove(tx, act, id);
    return null;
  }),
});

import type { Outside } from '#core/channels/index.ts';
import { notFound, requirePermission } from '#core/kernel/index.ts';
import { changeWebhook, getWebhook } from '#core/webhooks/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { oneWebhook } from '../../render/webhook.ts';
import { OneWebhook, WebhookChange } from '../../schemas/webhook.ts';
import { topicOf } from '../../webhook-words.ts';

export const updateWebhook = (outside: Outside): Operation => accountOperation({
  id: 'webhooks.update', method: 'PATCH', path: '/webhooks/{webhook_id}', tag: 'Webhooks', summary: 'Change a webhook; what is not given stays',
  body: WebhookChange, response: OneWebhook,
  async handle({ act, change, principal, params: { webhook_id: id }, body: { url, subscriptions, name } }) {
    requirePermission(act, 'settings.write');
    if (url !== undefined) await outside.checkTarget('url', url);
    return change(async (tx) => {
      if ((await getWebhook(tx, act, id, { kinds: ['account'] })).format !== 'nimchat') throw notFound('webhook');
      return oneWebhook(await changeWebhook(tx, act, id, { ...(url !== undefined && { url }), ...(subscriptions && { topics: subscriptions.map(topicOf) }), ...(name !== undefined && { name }) }), act.accountId, isDeployed(principal));
    });
  },
});

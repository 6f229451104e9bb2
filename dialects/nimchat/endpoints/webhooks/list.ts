import { findWebhooks } from '#core/webhooks/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { renderDeployedWebhook, renderWebhook } from '../../render/webhook.ts';
import { WebhookList } from '../../schemas/webhook.ts';

export const listWebhooks = accountOperation({
  id: 'webhooks.list', method: 'GET', path: '/webhooks', tag: 'Webhooks', summary: 'Webhooks of the account that this API renders',
  response: WebhookList,
  handle: ({ act, snapshot, principal }) => snapshot(async (tx) => {
    const found = await findWebhooks(tx, act, { kinds: ['account'], format: 'nimchat' });
    return isDeployed(principal) ? { payload: { webhooks: found.map((one) => renderDeployedWebhook(one, act.accountId)) } } : found.map((one) => renderWebhook(one, act.accountId));
  }),
});

import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { createWebhook as create } from '#core/webhooks/index.ts';
import type { Operation } from '#http/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { oneWebhook } from '../../render/webhook.ts';
import { OneWebhook, WebhookInput } from '../../schemas/webhook.ts';
import { subscriptions as all, topicOf } from '../../webhook-words.ts';

export const createWebhook = (outside: Outside): Operation => accountOperation({
  id: 'webhooks.create', method: 'POST', path: '/webhooks', tag: 'Webhooks', summary: 'A webhook; without subscriptions it is told everything. What it is sent is signed (our own API gives the secret)',
  body: WebhookInput, response: OneWebhook,
  async handle({ act, change, principal, body: { url, subscriptions = all, name = '' } }) {
    requirePermission(act, 'settings.write');
    await outside.checkTarget('url', url);
    return change(async (tx) => oneWebhook(await create(tx, act, { kind: 'account', format: 'nimchat', url, name, topics: subscriptions.map(topicOf) }), act.accountId, isDeployed(principal)));
  },
});

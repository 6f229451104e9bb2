import type { Webhook } from '#core/webhooks/index.ts';
import { subscriptionOf } from '../webhook-words.ts';

export function renderWebhook({ id, url, topics }: Webhook, accountId: number) {
  return { id, url: url ?? '', subscriptions: topics.flatMap((topic) => subscriptionOf(topic) ?? []), account_id: accountId };
}

export function renderDeployedWebhook(webhook: Webhook, accountId: number) {
  return { ...renderWebhook(webhook, accountId), name: webhook.name, inbox: null };
}

export function oneWebhook(webhook: Webhook, accountId: number, isDeployed: boolean) {
  return isDeployed ? { payload: { webhook: renderDeployedWebhook(webhook, accountId) } } : renderWebhook(webhook, accountId);
}

import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { changeWebhook as change } from '#core/webhooks/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { webhookViews } from '../../render/webhook.ts';
import { IdParams } from '../../schemas/shared.ts';
import { Webhook, WebhookChange } from '../../schemas/webhooks.ts';

export const changeWebhook = (outside: Outside): Operation => operation({
  id: 'webhooks.change',
  method: 'PATCH',
  path: '/native/v1/webhooks/{id}',
  tag: 'Webhooks',
  summary: 'Another address, other topics, off or on again; what is not named stays. A bot\'s is changed with the bot',
  params: IdParams,
  body: WebhookChange,
  response: Webhook,
  async handle({ act, change: within, params, body }) {
    requirePermission(act, 'settings.write');
    if (body.url !== undefined) await outside.checkTarget('url', body.url);
    return within(async (tx) => {
      const changed = await change(tx, act, params.id, body);
      if (changed.disabledAt === null) await outside.house.enqueue(tx, act, { kind: 'release-webhook', webhookId: params.id, hurries: true });
      return (await webhookViews(tx, act, [changed]))[0]!;
    });
  },
});

import type { Integration } from '#core/integrations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { countDeliveries, findWebhooks } from '#core/webhooks/index.ts';
import type { Tx } from '#http/index.ts';
import { readingBack } from '../parse/reading-back.ts';

/** Integrations with how the programs stand. */
export async function integrationViews(tx: Tx, act: Act, all: readonly Integration[]) {
  const webhooks = new Map((await findWebhooks(tx, readingBack(act), { kinds: ['integration'] })).map((one) => [one.id, one]));
  const counts = await countDeliveries(tx, readingBack(act), all.flatMap(({ webhookId }) => webhookId ?? []));
  return all.map(({ id, app, channelId, settings, hasSecret, webhookId, botId, createdAt, failedAt, errorText }) => {
    const webhook = webhookId === null ? undefined : webhooks.get(webhookId);
    const { endpoint, model } = settings;
    return {
      id, app, channelId, hasSecret, webhookId, botId, createdAt, url: webhook?.url ?? (typeof endpoint === 'string' ? endpoint : null), model: typeof model === 'string' ? model : null,
      isOff: webhookId !== null && (webhook === undefined || webhook.disabledAt !== null), failingSince: webhook?.failingSince ?? failedAt, errorText: webhook?.errorText ?? errorText,
      failed: (webhookId === null ? undefined : counts.get(webhookId))?.failed ?? 0,
    };
  });
}

import type { DeliveryCounts, Webhook } from '#core/webhooks/index.ts';
import { countDeliveries } from '#core/webhooks/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import { readingBack } from '../parse/reading-back.ts';

export function renderWebhook({ id, kind, name, url, format, topics, channelId, botId, createdAt, disabledAt, disabledBecause, failingSince, probeAt, errorText }: Webhook, { waiting, failed }: DeliveryCounts) {
  return { id, kind, name, url, format, topics: [...topics], channelId, botId, createdAt, disabledAt, disabledBecause, failingSince, nextProbeAt: probeAt, errorText, waiting, failed };
}

export async function webhookViews(tx: Tx, act: Act, webhooks: readonly Webhook[]) {
  const counts = await countDeliveries(tx, readingBack(act), webhooks.map(({ id }) => id));
  return webhooks.map((one) => renderWebhook(one, counts.get(one.id) ?? { waiting: 0, failed: 0 }));
}

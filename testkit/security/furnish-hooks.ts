import type { Act } from '#core/kernel/index.ts';
import { createWebhook } from '#core/webhooks/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface HookThings {
  /** A webhook of our own format; one that the nimchat API made; a delivery of the first. */
  readonly webhookId: string;
  readonly nimchatWebhookId: string;
  readonly deliveryId: string;
  readonly botId: string;
  readonly integrationId: string;
}

/** Webhooks, a delivery that was taken, a bot without a token, a draft helper without a key. */
export async function furnishHooks(tx: Tx, act: Act, { subject }: { subject: string }): Promise<HookThings> {
  const make = async (format: string) => (await createWebhook(tx, act, { kind: 'account', url: `https://${subject.toLowerCase()}.test/${format}`, format, topics: ['contact.deleted'], name: `${subject} hook` })).id;
  const [webhookId, nimchatWebhookId] = [await make('native'), await make('nimchat')];
  const { id: deliveryId } = await tx.one(sql<{ id: number }>`
    INSERT INTO webhook_deliveries (account_id, webhook_id, message_key, topic, event, body, state, attempts_max, created_at, queued_at, ended_at)
    VALUES (${tx.accountId}, ${webhookId}, ${`msg_${subject}`}, 'contact.deleted', '{"type": "contact.deleted", "messageId": null, "data": {}, "actor": {"kind": "system", "id": null}, "happenedAt": "2024-05-06T12:00:00Z"}', ${`{"about": "${subject}"}`}, 'delivered', 10, ${act.now}, ${act.now}, ${act.now}) RETURNING id`);
  const { id: botId } = await tx.one(sql<{ id: number }>`INSERT INTO bots (account_id, name, created_at, updated_at) VALUES (${tx.accountId}, ${`${subject} bot`}, ${act.now}, ${act.now}) RETURNING id`);
  const { id: integrationId } = await tx.one(sql<{ id: number }>`
    INSERT INTO integrations (account_id, app, settings, created_at, updated_at) VALUES (${tx.accountId}, 'draft-helper', ${JSON.stringify({ endpoint: `https://${subject.toLowerCase()}.test`, model: 'm' })}::jsonb, ${act.now}, ${act.now}) RETURNING id`);
  return { webhookId: String(webhookId), nimchatWebhookId: String(nimchatWebhookId), deliveryId: String(deliveryId), botId: String(botId), integrationId: String(integrationId) };
}

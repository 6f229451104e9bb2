import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

export const webhookTopics = [
  'conversation.opened', 'conversation.status', 'conversation.changed', 'message.stored', 'message.changed', 'contact.created', 'contact.changed', 'contact.deleted', 'interaction.changed', 'widget.opened',
] as const;
const states = ['queued', 'held', 'delivered', 'failed', 'cancelled'] as const;

const Url = Text(2_000, { description: 'http or https, never inside a private network' });
const Topics = Type.Array(OneOf(webhookTopics), { minItems: 1, maxItems: 20, description: 'What it is told of' });

export const Webhook = Closed({
  id: Id,
  kind: OneOf(['account', 'channel', 'bot', 'integration'] as const, { description: 'account: somebody subscribed; the others belong to a channel for software, a bot, an integration' }),
  name: Type.String(),
  url: Nullable(Type.String({ description: 'null of a bot: its own address counts' })),
  format: Type.String({ description: 'native: bodies as docs/webhooks.md has them; else the API that renders them' }),
  topics: Type.Array(Type.String()),
  channelId: Nullable(Id),
  botId: Nullable(Id),
  createdAt: Instant,
  disabledAt: Nullable(Instant),
  disabledBecause: Nullable(OneOf(['person', 'gone'] as const, { description: 'gone: the receiver answered 410' })),
  failingSince: Nullable(Instant),
  nextProbeAt: Nullable(Instant),
  errorText: Nullable(Type.String()),
  waiting: Type.Integer({ description: 'Deliveries that wait, up to 1,000' }),
  failed: Type.Integer({ description: 'Deliveries that were given up, up to 1,000' }),
});
export type Webhook = Static<typeof Webhook>;
export const Webhooks = Closed({ items: Type.Array(Webhook), next: Type.Null() });
export type Webhooks = Static<typeof Webhooks>;

export const NewWebhook = Closed({ url: Url, topics: Topics, name: Type.Optional(Text(200)), channelId: Type.Optional(Nullable(Id)) });
export type NewWebhook = Static<typeof NewWebhook>;
export const WebhookChange = Closed({ url: Type.Optional(Url), topics: Type.Optional(Topics), name: Type.Optional(Text(200)), channelId: Type.Optional(Nullable(Id)), isDisabled: Type.Optional(Type.Boolean()) });
export type WebhookChange = Static<typeof WebhookChange>;

const Secret = Type.String({ description: 'whsec_ and base64; shown this once' });
export const WebhookMade = Closed({ ...Webhook.properties, secret: Secret });
export type WebhookMade = Static<typeof WebhookMade>;
export const SecretWish = Closed({ keepOldHours: Type.Optional(Type.Integer({ minimum: 0, maximum: 168, default: 24, description: 'How long the old one signs too; 0: not any more' })) });
export const WebhookSecret = Closed({ secret: Secret });
export type WebhookSecret = Static<typeof WebhookSecret>;

const delivery = {
  id: Id,
  messageKey: Type.String({ description: 'The header webhook-id' }),
  topic: Type.String(),
  conversationId: Nullable(Id),
  sequence: Nullable(Type.Integer()),
  state: OneOf(states, { description: 'held: waits for a receiver that fails; failed: given up; cancelled: there was nothing to tell any more' }),
  attempts: Type.Integer(),
  nextTryAt: Nullable(Instant),
  lastStatus: Nullable(Type.Integer()),
  lastError: Nullable(Type.String()),
  createdAt: Instant,
  endedAt: Nullable(Instant),
};
export const WebhookDelivery = Closed(delivery);
export type WebhookDelivery = Static<typeof WebhookDelivery>;
export const WebhookDeliveries = PageOf(WebhookDelivery);
export type WebhookDeliveries = Static<typeof WebhookDeliveries>;
export const DeliveriesQuery = Closed({ ...pageQuery, state: Type.Optional(OneOf(states)) });
export const DeliveryParams = Type.Object({ id: Id, deliveryId: Id });

export const WebhookDeliveryDetail = Closed({
  ...delivery,
  body: Nullable(Type.String({ description: 'null: not rendered yet' })),
  tries: Type.Array(Closed({ at: Instant, durationMs: Type.Integer(), status: Nullable(Type.Integer()), error: Nullable(Type.String()), answer: Nullable(Type.String({ description: 'The first 4,000 characters, without our secrets' })) })),
});
export type WebhookDeliveryDetail = Static<typeof WebhookDeliveryDetail>;

export const ReplayWish = Closed({ from: Instant, to: Instant, which: Type.Optional(OneOf(['failed', 'all'] as const, { description: 'Default: failed' })) });

import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Url = Text(2_000, { description: 'http or https, never inside a private network. Of a draft helper the part before /chat/completions' });

export const Integration = Closed({
  id: Id,
  app: OneOf(['webhook', 'chat-post', 'bot-endpoint', 'draft-helper'] as const, { description: 'webhook: a subscription; chat-post: a team chat takes posts; bot-endpoint: a program is asked what to answer; draft-helper: a model drafts answers for people' }),
  channelId: Nullable(Id),
  url: Nullable(Type.String()),
  model: Nullable(Type.String({ description: 'Of a draft helper' })),
  hasSecret: Type.Boolean({ description: 'A key of theirs is kept, and never shown' }),
  webhookId: Nullable(Id),
  botId: Nullable(Id),
  createdAt: Instant,
  isOff: Type.Boolean({ description: 'Its webhook is off: by somebody, or because the receiver wants nothing more' }),
  failingSince: Nullable(Instant),
  errorText: Nullable(Type.String({ description: 'Why it fails' })),
  failed: Type.Integer({ description: 'Deliveries that were given up, up to 1,000' }),
});
export type Integration = Static<typeof Integration>;
export const Integrations = Closed({ items: Type.Array(Integration), next: Type.Null() });
export type Integrations = Static<typeof Integrations>;

const key = Type.Optional(Nullable(Text(4_096, { description: 'A key of theirs, kept sealed; null: none' })));
export const NewIntegration = Closed({
  app: OneOf(['chat-post', 'bot-endpoint', 'draft-helper'] as const), url: Url, channelId: Type.Optional(Nullable(Id)), model: Type.Optional(Text(200)), secret: key,
  name: Type.Optional(Text(200, { description: 'In which a bot endpoint answers' })),
});
export type NewIntegration = Static<typeof NewIntegration>;
export const IntegrationChange = Closed({ url: Type.Optional(Url), model: Type.Optional(Text(200)), secret: key });
export type IntegrationChange = Static<typeof IntegrationChange>;

export const IntegrationTest = Closed({
  isGood: Type.Boolean(), status: Nullable(Type.Integer()), durationMs: Nullable(Type.Integer()), errorText: Nullable(Type.String()),
  answer: Nullable(Type.String({ description: 'What it answered, as text, up to 1,000 characters' })),
});
export type IntegrationTest = Static<typeof IntegrationTest>;

import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, Text } from './shared.ts';

export const Bot = Closed({
  id: Id, name: Type.String(), description: Type.String(), outgoingUrl: Nullable(Type.String()), isPlatform: Type.Boolean({ description: 'Of no account: changed by its maker only' }),
  channelIds: Type.Array(Id, { description: 'Where it answers first' }), createdAt: Instant, updatedAt: Instant,
});
export type Bot = Static<typeof Bot>;
export const Bots = Closed({ items: Type.Array(Bot), next: Type.Null() });
export type Bots = Static<typeof Bots>;

const fields = { description: Type.Optional(Text(5_000)), outgoingUrl: Type.Optional(Nullable(Text(2_000, { description: 'Where it is told what happens in its channels' }))) };
export const NewBot = Closed({ name: Text(200), ...fields });
export const BotChange = Closed({ name: Type.Optional(Text(200)), ...fields });
export const BotMade = Closed({ ...Bot.properties, token: Type.String({ description: 'Opens what bots may do' }) });
export type BotMade = Static<typeof BotMade>;
export const BotToken = Closed({ token: Nullable(Type.String({ description: 'null: a platform bot\'s, which its maker has' })) });
export type BotToken = Static<typeof BotToken>;
export const ChannelBot = Closed({ botId: Nullable(Id) });
export type ChannelBot = Static<typeof ChannelBot>;

export const BotFiguresQuery = Closed({ from: Instant, to: Instant });
export const BotFigures = Closed({
  items: Type.Array(Closed({
    botId: Id, begun: Type.Integer({ description: 'Conversations that began with it' }), handedOver: Type.Integer(), solved: Type.Integer({ description: 'Resolved without a hand-over' }), answers: Type.Integer(),
    secondsUntilHandOver: Nullable(Type.Integer({ description: 'Mean; no reply time counts it' })),
  })),
  next: Type.Null(),
});
export type BotFigures = Static<typeof BotFigures>;
export const Draft = Closed({ text: Type.String({ description: 'Nothing was sent' }) });

import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const Seconds = Type.Integer({ minimum: 0 });
const By = Closed({ by: OneOf(['message', 'call', 'chat'] as const), messageId: Nullable(Id), interactionId: Nullable(Id) });

export const ReplyClock = Closed({
  conversationId: Id,
  began: Nullable(OneOf(['incoming', 'outgoing'] as const, { description: 'Who began; null: nobody has asked or answered' })),
  turn: OneOf(['new', 'agent', 'customer', 'none'] as const),
  waitingSince: Nullable(Instant),
  waits: Type.Array(Closed({
    asked: By, askedAt: Instant, answered: By, answeredAt: Instant, agentId: Nullable(Id),
    isFirst: Type.Boolean({ description: 'The first answer, where the customer began' }),
    seconds: Seconds, businessSeconds: Seconds,
    businessSecondsOfAgent: Type.Integer({ minimum: 0, description: 'Business seconds less the leave of the agent' }),
    calendarId: Nullable(Id), calendarVersions: Type.Array(Type.Integer({ minimum: 1 })),
  })),
});
export type ReplyClock = Static<typeof ReplyClock>;

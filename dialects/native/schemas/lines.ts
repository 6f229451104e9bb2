import { Type, type Static } from '@sinclair/typebox';
import { callEvents, chatEvents, controlCommandNames, workActions } from '#core/routing/index.ts';
import { failReasons } from '#core/interactions/index.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Kind = OneOf(['call', 'chat'] as const);

/** A call or chat as its line sees it; the whole record: GET /native/v1/interactions/{id}. */
export const LineState = Closed({
  id: Id, uuid: Type.String(), kind: Kind, state: Type.String(), conversationId: Id, queueId: Nullable(Id), menuId: Nullable(Id), agentId: Nullable(Id), failReason: Type.String(), createdAt: Instant, endedAt: Nullable(Instant),
  version: Type.Integer(),
  asksTime: Type.Boolean({ description: 'The queue calls back at a time: ask the customer when, and choose again with scheduledAt.' }),
});
export type LineState = Static<typeof LineState>;

export const StartedLine = Closed({ ...LineState.properties, isNew: Type.Boolean({ description: 'False: this providerRef is known, nothing was changed.' }) });
export type StartedLine = Static<typeof StartedLine>;

const start = {
  providerRef: Text(200, { minLength: 1, description: 'What the line calls it. Told twice, it is one.' }),
  lang: Type.Optional(Type.String({ pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 20, description: 'Default: en' })),
  menuId: Type.Optional(Id),
  queueId: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Goes into this queue at once, whatever the menus say.' })),
  contactId: Type.Optional(Id),
  provider: Type.Optional(Text(100, { description: 'Whose telephony or chat it is.' })),
};
export const NewCall = Closed({
  ...start,
  from: Type.Optional(Text(60, { description: 'The customer\'s number in international form, +49 30 1234567; absent: withheld.' })),
  to: Text(60, { minLength: 1, description: 'The number that was dialled.' }),
  entry: Type.Optional(OneOf(['ivr', 'app', 'web', 'external'] as const, { description: 'Default: ivr. external: somebody else\'s telephony handles it; it is only watched.' })),
  scheduledAt: Type.Optional(Instant),
});
export type NewCall = Static<typeof NewCall>;
export const NewChat = Closed({
  ...start,
  from: Type.Optional(Text(320, { description: 'The customer: an e-mail address, a number in international form, or the channel\'s own id.' })),
  to: Text(200, { minLength: 1, description: 'The site or app.' }),
  entry: Type.Optional(OneOf(['app', 'web', 'sms'] as const, { description: 'Default: web' })),
});
export type NewChat = Static<typeof NewChat>;

export const NewDial = Closed({ to: Text(60, { minLength: 1 }), from: Type.Optional(Text(60)), contactId: Type.Optional(Id), lang: start.lang });

const shared = {
  menuId: Type.Optional(Id), queueId: Type.Optional(Id), lang: start.lang, priority: Type.Optional(Type.Integer({ minimum: -100, maximum: 100, description: 'Default: the queue\'s' })),
  scheduledAt: Type.Optional(Instant),
  name: Type.Optional(Text(200, { description: 'input: of what was asked; bot-took: the bot; third-joined: who' })), value: Type.Optional(Text(2_000, { description: 'input: what was said or pressed' })),
  by: Type.Optional(OneOf(['customer', 'agent', 'system', 'bot', 'unknown'] as const)), agentId: Type.Optional(Id),
  failReason: Type.Optional(OneOf(failReasons)), details: Type.Optional(Text(2_000)),
  reason: Type.Optional(Text(200, { description: 'bot-escalated: why' })), sentiment: Type.Optional(Type.Integer({ minimum: -100, maximum: 100 })), fallbackCount: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })), feedback: Type.Optional(Text(2_000)), isVerified: Type.Optional(Type.Boolean()), outcome: Type.Optional(OneOf(['finished', 'abandoned'] as const)),
};
export const CallEvent = Closed({
  event: OneOf(callEvents, { description: 'What happened; docs/native-api.md says what each needs.' }), ...shared,
  provider: Type.Optional(Text(200)), partyId: Type.Optional(Id),
  sipCode: Type.Optional(Type.Integer({ minimum: 100, maximum: 699, description: 'hang-up, no-answer: the SIP status; the reason follows from it' })), adapterCode: Type.Optional(Type.Integer({ minimum: -99_999, maximum: 99_999 })),
  recordingRef: Type.Optional(Text(200)), permission: Type.Optional(OneOf(['granted', 'denied', 'not-asked'] as const)), url: Type.Optional(Text(2_000)), seconds: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400 })),
});
export const ChatEvent = Closed({
  event: OneOf(chatEvents, { description: 'What happened; docs/native-api.md says what each needs.' }), ...shared,
  text: Type.Optional(Text(100_000, { description: 'message: what was written; it is kept in the conversation' })), isFallback: Type.Optional(Type.Boolean({ description: 'message of a bot that did not understand' })),
});

export const WorkAction = Closed({
  action: OneOf(workActions, { description: 'What the agent does; docs/native-api.md says what each needs.' }),
  agentId: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Who does it; default: oneself. Another: needs work.supervise.' })),
  toAgentId: Type.Optional(Id), toQueueId: Type.Optional(Id), kind: Type.Optional(OneOf(['cold', 'warm'] as const)), role: Type.Optional(OneOf(['barge', 'monitor', 'coach'] as const)),
  code: Type.Optional(Text(100)), note: Type.Optional(Text(2_000)), ticketId: Type.Optional(Text(200)), ticketUrl: Type.Optional(Text(2_000)), isVerified: Type.Optional(Type.Boolean()),
});

export const HandOver = Closed({ toAgentId: Id, reason: Text(300, { minLength: 1, description: 'Why; shown to the agent' }) });

export const Offer = Closed({
  id: Id, interactionId: Id, kind: Kind, queueId: Nullable(Id), agentId: Id, mode: OneOf(['deltacast', 'multicast', 'cascade', 'direct'] as const), groupNumber: Type.Integer(), state: Type.String(),
  offeredAt: Instant, expiresAt: Instant, endedAt: Nullable(Instant),
  why: Closed({
    rule: OneOf(['longest-idle', 'all-ready', 'next-group', 'sticky', 'asked-for'] as const), level: Nullable(Type.Integer()), idleSince: Nullable(Instant), waitedSeconds: Type.Integer(), readyAgents: Type.Integer(), note: Nullable(Type.String({ description: 'Why it was handed over to this agent' })),
  }),
});
export type Offer = Static<typeof Offer>;
export const Offers = Closed({ items: Type.Array(Offer), next: Type.Null() });
export type Offers = Static<typeof Offers>;
export const OffersQuery = Closed({ agentId: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Default: oneself. Another: needs work.supervise.' })), interactionId: Type.Optional(Id) });
export const OfferAnswer = Closed({ answer: OneOf(['pick-up', 'reject', 'cannot'] as const, { description: 'cannot: the device is not able to (no microphone, page closed)' }), answerMode: Type.Optional(OneOf(['manual', 'auto'] as const)) });

export const ControlCommand = Closed({
  id: Id, position: Type.Integer(), interactionId: Id, providerRef: Nullable(Type.String()), command: OneOf(controlCommandNames), agentId: Nullable(Id),
  data: Closed({
    offerId: Type.Optional(Id), expiresAt: Type.Optional(Instant), sound: Type.Optional(OneOf(['waiting', 'message', 'held'] as const)), text: Type.Optional(Type.String()), toAgentId: Type.Optional(Nullable(Id)),
    toQueueId: Type.Optional(Nullable(Id)), transferKind: Type.Optional(OneOf(['cold', 'warm'] as const)), role: Type.Optional(OneOf(['barge', 'monitor', 'coach'] as const)), to: Type.Optional(Nullable(Type.String())),
    from: Type.Optional(Nullable(Type.String())), recording: Type.Optional(OneOf(['default', 'voicemail'] as const)), recordingRef: Type.Optional(Nullable(Type.String())),
  }),
  createdAt: Instant, attempt: Type.Integer({ description: 'How often it has been told; the id stays' }), doneAt: Nullable(Instant), outcome: Nullable(OneOf(['done', 'failed', 'lost', 'lapsed'] as const)),
});
export type ControlCommand = Static<typeof ControlCommand>;
export const ControlCommands = Closed({ items: Type.Array(ControlCommand), after: Type.Integer({ description: 'Ask on with this.' }) });
export const ControlQuery = Closed({
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0, description: 'The last position that was seen; 0: from the beginning.' })),
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 25, default: 0, description: 'Seconds to wait for something where there is nothing yet.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
});
export const ControlOutcome = Closed({ outcome: OneOf(['done', 'failed'] as const) });

export const RoutingSettings = Closed({ connectSeconds: Type.Integer(), chatSilenceSeconds: Nullable(Type.Integer()) });
export const RoutingSettingsChange = Closed({
  connectSeconds: Type.Optional(Type.Integer({ description: '5 to 600: a call that an agent took is connected within it, or it fails' })),
  chatSilenceSeconds: Type.Optional(Nullable(Type.Integer({ description: '30 to 604,800: a chat in which the customer says nothing for so long ends; null: never' }))),
});

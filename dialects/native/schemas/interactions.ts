import { Type, type Static } from '@sinclair/typebox';
import { agentSpanTypes, callStates, chatStates, customerSpanTypes, failReasons } from '#core/interactions/index.ts';
import { controlCommandNames } from '#core/routing/index.ts';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const Kind = OneOf(['call', 'chat'] as const);
const states = [...new Set([...callStates, ...chatStates])];
const Seconds = Type.Integer({ minimum: 0, description: 'Whole seconds: both ends rounded down, then the difference. Of what has ended.' });

const summary = {
  id: Id, uuid: Type.String(), kind: Kind, direction: OneOf(['in', 'out'] as const), entry: Type.String(), state: OneOf(states), failReason: OneOf(failReasons), conversationId: Id, contactId: Nullable(Id), agentId: Nullable(Id),
  queueId: Nullable(Id), createdAt: Instant, endedAt: Nullable(Instant), queueSeconds: Seconds, talkSeconds: Seconds, holdSeconds: Seconds,
};
export const InteractionSummary = Closed(summary);
export type InteractionSummary = Static<typeof InteractionSummary>;
export const InteractionPage = PageOf(InteractionSummary);
export const InteractionQuery = Type.Object({
  ...pageQuery, kind: Type.Optional(Kind), state: Type.Optional(OneOf(states)), agentId: Type.Optional(Id), contactId: Type.Optional(Id), conversationId: Type.Optional(Id),
});

const Named = Closed({ id: Id, name: Type.String() });
const Party = Closed({
  id: Id, kind: OneOf(['customer', 'agent', 'bot', 'third'] as const), role: OneOf(['main', 'transfer', 'barge', 'monitor', 'coach'] as const), agentId: Nullable(Id), name: Nullable(Type.String()),
  state: OneOf(['waiting', 'connecting', 'connected', 'on-hold', 'wrap-up', 'finished', 'failed'] as const), failReason: OneOf(failReasons), joinedAt: Instant, connectedAt: Nullable(Instant), leftAt: Nullable(Instant),
});
const Span = Closed({
  id: Id, partyId: Id, type: OneOf([...new Set([...customerSpanTypes, ...agentSpanTypes])]), startedAt: Instant, endedAt: Nullable(Instant), seconds: Nullable(Seconds), agentId: Nullable(Id), queueId: Nullable(Id),
  queueName: Nullable(Type.String()), menuPath: Nullable(Type.String()), lang: Nullable(Type.String()), transferId: Nullable(Id), outcome: Nullable(Type.String()),
  sla: Nullable(OneOf(['in_sla', 'not_in_sla', 'excluded'] as const)), targetSeconds: Nullable(Type.Integer()),
});
const Transfer = Closed({
  id: Id, kind: OneOf(['cold', 'warm'] as const), state: OneOf(['transferring', 'connected', 'finished', 'failed', 'cancelled'] as const), failReason: OneOf(failReasons), fromAgentId: Nullable(Id), toAgentId: Nullable(Id),
  fromQueueId: Nullable(Id), toQueueId: Nullable(Id), createdAt: Instant, assignedAt: Nullable(Instant), connectedAt: Nullable(Instant), endedAt: Nullable(Instant),
});
const Recording = Closed({
  id: Id, kind: OneOf(['default', 'voicemail'] as const), url: Nullable(Type.String()), startedAt: Instant, endedAt: Nullable(Instant), redactions: Type.Array(Closed({ startedAt: Instant, endedAt: Nullable(Instant) })),
});
export const InteractionTimeline = Closed({
  ...summary, parentId: Nullable(Id), lang: Type.String(), rating: Nullable(Type.Integer()), isVerified: Type.Boolean(), supportNumber: Nullable(Type.String()), outboundNumber: Nullable(Type.String()), scheduledAt: Nullable(Instant),
  deflection: OneOf(['none', 'after-hours', 'over-capacity', 'waited-too-long', 'by-agent'] as const), disconnectedBy: OneOf(['unknown', 'customer', 'agent', 'system', 'bot'] as const),
  contact: Nullable(Named), agents: Type.Array(Named), parties: Type.Array(Party), spans: Type.Array(Span), transfers: Type.Array(Transfer), recordings: Type.Array(Recording),
  dispositions: Type.Array(Closed({ id: Id, agentId: Id, code: Type.String(), note: Nullable(Type.String()), createdAt: Instant })), lostCommands: Type.Array(Closed({ id: Id, command: OneOf(controlCommandNames), agentId: Nullable(Id), createdAt: Instant, attempts: Type.Integer(), lostAt: Instant }), { description: 'What the line was told and never acknowledged' }),
  version: Type.Integer(),
});
export type InteractionTimeline = Static<typeof InteractionTimeline>;

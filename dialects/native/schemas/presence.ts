import { Type, type Static } from '@sinclair/typebox';
import { activityNames, statusColors } from '#core/presence/index.ts';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

export const deviceKinds = ['softphone', 'mobile', 'api'] as const;

export const Presence = Closed({
  agentId: Id,
  statusId: Type.Integer(),
  statusSince: Nullable(Instant),
  resumeStatusId: Nullable(Type.Integer({ description: 'What he comes back to when an automatic status ends' })),
  isOnline: Type.Boolean(),
  takesMessages: Type.Boolean(),
  takesCalls: Type.Boolean(),
  takesChats: Type.Boolean(),
  calls: Type.Integer({ description: 'In hand' }),
  chats: Type.Integer({ description: 'In hand' }),
  capacity: Type.Integer({ description: 'Units that he takes at once; what the account has where he has none of his own' }),
  callWeight: Type.Integer({ description: 'Units of a call' }),
  chatWeight: Type.Integer({ description: 'Units of a chat' }),
  load: Type.Integer({ description: 'Units taken' }),
  wrapUpUntil: Nullable(Instant),
  devices: Type.Array(Closed({ device: Type.String(), kind: OneOf(['desk', ...deviceKinds]), connectedAt: Instant, until: Instant })),
});
export type Presence = Static<typeof Presence>;

const Units = Type.Integer({ minimum: 1, maximum: 1_000 });

/** What is not named stays. */
export const PresenceChange = Closed({
  statusId: Type.Optional(Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 })),
  takesMessages: Type.Optional(Type.Boolean()),
  takesCalls: Type.Optional(Type.Boolean()),
  takesChats: Type.Optional(Type.Boolean()),
  capacity: Type.Optional(Nullable(Units)),
  callWeight: Type.Optional(Nullable(Units)),
  chatWeight: Type.Optional(Nullable(Units)),
});

export const Capacity = Closed({ capacity: Units, callWeight: Units, chatWeight: Units });
export const CapacityChange = Closed({ capacity: Type.Optional(Units), callWeight: Type.Optional(Units), chatWeight: Type.Optional(Units) });

export const DeviceParams = Type.Object({ id: Id, device: Type.String({ minLength: 1, maxLength: 100 }) });
export const DeviceInput = Closed({ kind: OneOf(deviceKinds) });

export const AgentStatus = Closed({
  id: Type.Integer(), name: Type.String(), color: OneOf(statusColors), wfmId: Nullable(Type.Integer()), isBuiltIn: Type.Boolean(),
  takesWork: Type.Boolean({ description: 'Agents in it are offered work' }), isAutomatic: Type.Boolean({ description: 'Only the system sets it' }),
});
export type AgentStatus = Static<typeof AgentStatus>;
export const AgentStatuses = Closed({ items: Type.Array(AgentStatus), next: Type.Null() });
const WfmId = Type.Integer({ minimum: -2_147_483_647, maximum: 2_147_483_647 });
export const NewStatus = Closed({ name: Type.String({ maxLength: 200 }), color: OneOf(statusColors), wfmId: Type.Optional(Nullable(WfmId)), takesWork: Type.Optional(Type.Boolean()) });
export const StatusChange = Closed({ name: Type.Optional(Type.String({ maxLength: 200 })), color: Type.Optional(OneOf(statusColors)), wfmId: Type.Optional(Nullable(WfmId)), takesWork: Type.Optional(Type.Boolean({ description: 'Only of the account\'s own' })) });
export const StatusParams = Type.Object({ id: Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 }) });

export const Activity = Closed({
  id: Id, activity: OneOf(activityNames), mode: Nullable(OneOf(['deltacast', 'multicast', 'cascade', 'direct'])), statusId: Type.Integer(), setBy: Nullable(Id),
  startedAt: Instant, endedAt: Nullable(Instant), seconds: Type.Integer({ minimum: 0 }), interactionId: Nullable(Id), kind: Nullable(OneOf(['call', 'chat'])),
});
export const Activities = PageOf(Activity);
export type Activities = Static<typeof Activities>;
export const ActivitiesQuery = Closed({ ...pageQuery, from: Type.Optional(Instant), to: Type.Optional(Instant) });

const CardText = (maxLength: number) => Type.Optional(Nullable(Text(maxLength)));
export const AgentCard = Closed({
  firstName: Nullable(Type.String()), middleName: Nullable(Type.String()), lastName: Nullable(Type.String()), agentNumber: Nullable(Type.String()), location: Nullable(Type.String()), avatarUrl: Nullable(Type.String()),
});
export type AgentCard = Static<typeof AgentCard>;
export const AgentCardChange = Closed({ firstName: CardText(200), middleName: CardText(200), lastName: CardText(200), agentNumber: CardText(200), location: CardText(200), avatarUrl: CardText(1_000) });

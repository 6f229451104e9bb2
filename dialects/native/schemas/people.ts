import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

/** A member of the account. */
export const User = Closed({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  zone: Nullable(Type.String()),
  role: Type.String(),
  agentId: Nullable(Id),
  hasPassword: Type.Boolean(),
  hasTwoFactor: Type.Boolean(),
  memberSince: Instant,
  disabledAt: Nullable(Instant),
});
export type User = Static<typeof User>;
export const Users = PageOf(User);
export type Users = Static<typeof Users>;

export const UserChange = Closed({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(Type.String({ maxLength: 60 })),
  isDisabled: Type.Optional(Type.Boolean()),
});
export type UserChange = Static<typeof UserChange>;

export const Agent = Closed({
  id: Id,
  name: Type.String(),
  userId: Nullable(Id),
  addresses: Type.Array(Type.String(), { description: 'Answers from these are credited to the agent' }),
  isDiscovered: Type.Boolean({ description: 'Made because mail of our side was read' }),
  availability: OneOf(['available', 'busy', 'offline'], { description: 'What was set, else whether the person is connected' }),
  createdAt: Instant,
  deactivatedAt: Nullable(Instant),
});
export type Agent = Static<typeof Agent>;
export const Agents = PageOf(Agent);
export type Agents = Static<typeof Agents>;
export const AgentsQuery = Closed({ ...pageQuery, withDeactivated: Type.Optional(Type.Boolean()) });

const Addresses = Type.Array(Type.String({ maxLength: 254 }), { maxItems: 50 });
export const NewAgent = Closed({
  name: Type.String({ maxLength: 200 }),
  addresses: Type.Optional(Addresses),
  userId: Type.Optional(Nullable(Id)),
});
export type NewAgent = Static<typeof NewAgent>;

/** What is not named stays; `addresses` are then exactly these. */
export const AgentChange = Closed({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  addresses: Type.Optional(Addresses),
  userId: Type.Optional(Nullable(Id)),
  isDeactivated: Type.Optional(Type.Boolean()),
});
export type AgentChange = Static<typeof AgentChange>;

export const Role = Closed({
  id: Id,
  name: Type.String(),
  permissions: Type.Array(Type.String()),
  isBuiltIn: Type.Boolean(),
});
export type Role = Static<typeof Role>;
export const Roles = Closed({
  items: Type.Array(Role),
  next: Type.Null(),
  permissions: Type.Array(Type.String(), { description: 'Every permission there is' }),
});
export type Roles = Static<typeof Roles>;

export const RoleInput = Closed({ name: Type.String({ maxLength: 60 }), permissions: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 }) });
export type RoleInput = Static<typeof RoleInput>;

export const Team = Closed({
  id: Id,
  name: Type.String(),
  parentId: Nullable(Id),
  position: Type.Integer({ description: 'Place among the teams of one parent' }),
  agentIds: Type.Array(Id, { description: 'Its own members, not those of teams below it' }),
  createdAt: Instant,
});
export type Team = Static<typeof Team>;
export const Teams = Closed({ items: Type.Array(Team), next: Type.Null() });
export type Teams = Static<typeof Teams>;

export const NewTeam = Closed({ name: Type.String({ maxLength: 200 }), parentId: Type.Optional(Nullable(Id)), position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })) });
export type NewTeam = Static<typeof NewTeam>;
export const TeamChange = Closed({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  parentId: Type.Optional(Nullable(Id)),
  position: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
});
export type TeamChange = Static<typeof TeamChange>;
export const TeamMembersInput = Closed({ agentIds: Type.Array(Id, { maxItems: 1_000 }) });
export type TeamMembersInput = Static<typeof TeamMembersInput>;

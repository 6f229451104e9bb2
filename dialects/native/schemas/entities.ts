import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const Address = Type.String({ minLength: 1, maxLength: 320 });

/** A shared address and who answers what comes to it, for reports. */
export const GroupMailbox = Closed({
  id: Id, name: Type.String(), address: Type.String(), aliases: Type.Array(Type.String()), agentIds: Type.Array(Id, { description: 'Members, deactivated ones too' }), createdAt: Instant, updatedAt: Instant,
});
export type GroupMailbox = Static<typeof GroupMailbox>;
export const GroupMailboxes = Closed({ items: Type.Array(GroupMailbox), next: Type.Null() });
export type GroupMailboxes = Static<typeof GroupMailboxes>;

const Aliases = Type.Array(Address, { maxItems: 100 });
export const NewGroupMailbox = Closed({ name: Text(200, { minLength: 1 }), address: Address, aliases: Type.Optional(Aliases) });
export const GroupMailboxChange = Closed({ name: Type.Optional(Text(200, { minLength: 1 })), address: Type.Optional(Address), aliases: Type.Optional(Aliases) });
export const GroupMailboxMembers = Closed({ agentIds: Type.Array(Id, { maxItems: 1_000 }) });

const Seconds = Nullable(Type.Integer({ minimum: 1, maximum: 1_000_000_000 }));

/** Seconds of opening hours; null: the account's goal counts. */
export const OwnGoals = Closed({ firstReply: Seconds, overall: Seconds, close: Seconds });
export type OwnGoals = Static<typeof OwnGoals>;
export const OwnGoalsChange = Closed({ firstReply: Type.Optional(Seconds), overall: Type.Optional(Seconds), close: Type.Optional(Seconds) });

const Member = Closed({ kind: OneOf(['address', 'domain'] as const), value: Text(320, { minLength: 1 }) });
const Members = Type.Array(Member, { maxItems: 10_000 });
export const ContactGroup = Closed({ id: Id, name: Type.String(), members: Type.Array(Member), createdAt: Instant, crm: Nullable(Closed({ kind: Type.String({ description: 'The connected system that makes it; without it people do' }), isGone: Type.Boolean({ description: 'The list is not there any more' }) })) });
export type ContactGroup = Static<typeof ContactGroup>;
export const ContactGroups = Closed({ items: Type.Array(ContactGroup), total: Type.Integer({ description: 'How many there are, of which the first 100 by name are listed' }), next: Type.Null() });
export type ContactGroups = Static<typeof ContactGroups>;
export const ContactGroupsQuery = Type.Object({ search: Type.Optional(Text(250, { description: 'In the name or a member' })) });
export const NewContactGroup = Closed({ name: Text(200, { minLength: 1 }), members: Type.Optional(Members) });
export const ContactGroupChange = Closed({ name: Type.Optional(Text(200, { minLength: 1 })), members: Type.Optional(Members) });

/** Where leads come from, as people name it. */
export const LeadSource = Closed({ id: Id, name: Type.String(), createdAt: Instant });
export type LeadSource = Static<typeof LeadSource>;
export const LeadSources = Closed({ items: Type.Array(LeadSource), next: Type.Null() });
export type LeadSources = Static<typeof LeadSources>;
export const LeadSourceInput = Closed({ name: Text(200, { minLength: 1 }) });

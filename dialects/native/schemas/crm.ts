import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

const word = Type.Union([Type.String(), Type.Number()]);
/** What fills the gaps of a sentence. */
const Values = Type.Partial(Closed({ scope: word, status: word, found: word }), { additionalProperties: false });
const Counts = Closed({
  contacts: Type.Integer({ description: 'New or different' }), deals: Type.Integer({ description: 'New or different' }), removed: Type.Integer(), written: Type.Integer({ description: 'Contacts whose reply times were written' }),
  read: Type.Integer({ description: 'Looked at' }),
});
const parts = ['fields', 'owners', 'contacts', 'gone-contacts', 'deals', 'gone-deals', 'sweep', 'lists', 'members', 'write'] as const;
const connection = {
  id: Id,
  kind: Type.String(),
  state: OneOf(['connected', 'refused'] as const, { description: 'refused: it lets us in no more, until somebody connects anew' }),
  hasSecret: Type.Boolean(),
  takesCalls: Type.Boolean({ description: 'The system may call us: the secret by which it signs is set' }),
  takesLists: Type.Boolean({ description: 'Its lists of contacts are contact groups here' }),
  emailProperty: Type.String({ description: 'The field of a contact there that holds its address' }),
  firstReplyProperty: Nullable(Type.String({ description: 'Where the mean first reply time of a contact is written; null: nowhere' })),
  overallReplyProperty: Nullable(Type.String()),
  running: Nullable(OneOf(parts, { description: 'What is read now; null: nothing' })),
  counts: Counts,
  problem: Nullable(Closed({ text: Type.String(), key: Nullable(Type.String()), values: Values, at: Nullable(Instant) })),
  syncedAt: Nullable(Instant),
  nextSyncAt: Nullable(Instant),
  createdAt: Instant,
};
export const CrmConnection = Closed(connection);
export type CrmConnection = Static<typeof CrmConnection>;
export const CrmList = Closed({
  kinds: Type.Array(Closed({ kind: Type.String(), title: Type.String(), secrets: Type.Array(Type.Array(Type.String()), { description: 'Any one of these sets of names lets us in; none: it is no system that is signed in to' }) })),
  items: Type.Array(CrmConnection),
  next: Type.Null(),
});
export type CrmList = Static<typeof CrmList>;

const Run = Closed({ id: Id, isWhole: Type.Boolean(), counts: Counts, startedAt: Instant, finishedAt: Instant, problem: Nullable(Closed({ text: Type.String(), key: Nullable(Type.String()), values: Values })) });
export const CrmDetail = Closed({
  ...connection,
  contactCount: Type.Integer(),
  dealCount: Type.Integer(),
  fields: Type.Array(Closed({ name: Type.String(), label: Type.String(), type: Type.String() }), { description: 'The fields of a contact there, as it last said' }),
  lists: Type.Array(Closed({ name: Type.String(), groupId: Nullable(Id), isTooLarge: Type.Boolean({ description: 'It has more than 10,000 members and is no group' }), isGone: Type.Boolean({ description: 'It is not there any more; the group stays until somebody deletes it' }) })),
  runs: Type.Array(Run, { description: 'The newest first, twenty at most' }),
});
export type CrmDetail = Static<typeof CrmDetail>;

const Field = Text(100, { minLength: 1 });
const Secret = Closed({
  token: Type.Optional(Text(8_192, { minLength: 1 })), clientId: Type.Optional(Text(8_192, { minLength: 1 })), clientSecret: Type.Optional(Text(8_192, { minLength: 1 })), refreshToken: Type.Optional(Text(8_192, { minLength: 1 })),
});
export const CrmMapping = Closed({ emailProperty: Type.Optional(Field), firstReplyProperty: Type.Optional(Nullable(Field)), overallReplyProperty: Type.Optional(Nullable(Field)), takesLists: Type.Optional(Type.Boolean({ description: 'Lists of contacts become contact groups; false: those that were are deleted' })) });
export const CrmCalls = Closed({ secret: Nullable(Text(500, { minLength: 1, description: 'By what the system signs: of HubSpot the client secret of the app. Null: its calls are refused' })) });
export const CrmInput = Closed({ kind: Text(40, { minLength: 1 }), secret: Secret, ...CrmMapping.properties });
export const CrmTestInput = Closed({ kind: Text(40, { minLength: 1 }), secret: Type.Optional(Secret) });
export const CrmReport = Closed({
  ok: Type.Boolean(),
  steps: Type.Array(Closed({ step: OneOf(['sign-in', 'contacts', 'deals', 'fields', 'owners', 'write'] as const), ok: Type.Boolean(), text: Type.String(), key: Nullable(Type.String()), values: Values })),
});
export type CrmReport = Static<typeof CrmReport>;

export const DealsImported = Closed({ connection: CrmConnection, deals: Type.Integer({ description: 'In the file' }), contacts: Type.Integer() });
export type DealsImported = Static<typeof DealsImported>;

export const Deal = Closed({
  id: Id, name: Type.String(), stage: Nullable(Closed({ id: Id, label: Type.String(), pipeline: Type.String(), outcome: OneOf(['open', 'won', 'lost'] as const) })),
  ownerName: Nullable(Type.String({ description: 'The agent here who has the owner\'s address, else as the system calls the owner' })), agentId: Nullable(Id),
  value: Nullable(Type.Number()), currency: Nullable(Type.String()), closesAt: Nullable(Instant), updatedAt: Instant,
});
export type Deal = Static<typeof Deal>;
export const Deals = Closed({ items: Type.Array(Deal), next: Type.Null() });
export type Deals = Static<typeof Deals>;

import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

export const pointKinds = ['email', 'phone', 'external', 'domain'] as const;
export const ContactPoint = Closed({ id: Id, kind: OneOf(pointKinds), value: Type.String(), isMain: Type.Boolean({ description: 'The first of its kind' }) });

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

export const Contact = Closed({
  id: Id,
  name: Type.String(),
  companyId: Nullable(Id),
  companyName: Nullable(Type.String()),
  note: Type.String({ description: 'For agents only' }),
  points: Type.Array(ContactPoint),
  isLead: Type.Boolean({ description: 'May become a customer' }),
  leadSourceId: Nullable(Id),
  attributes: Type.Record(Type.String(), Value, { additionalProperties: false }),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Contact = Static<typeof Contact>;

/** One contact, with what was merged into it. */
export const ContactDetail = Closed({
  ...Contact.properties,
  redirectedFrom: Nullable(Id),
  mergedFrom: Type.Array(Closed({ id: Id, name: Type.String(), canUnmerge: Type.Boolean() })),
});
export type ContactDetail = Static<typeof ContactDetail>;

/** Systems that still have the person: nothing was deleted there. */
export const ErasedContact = Closed({ elsewhere: Type.Array(Closed({ kind: Type.String({ description: 'hubspot, file' }), contacts: Type.Integer({ description: 'How many of its contacts have one of the addresses' }) })) });

export const ContactPage = PageOf(Contact);
export type ContactPage = Static<typeof ContactPage>;

export const ContactQuery = Type.Object({
  search: Type.Optional(Text(200, { description: 'The beginning of a word of the name, of an address, or of a phone number.' })),
  companyId: Type.Optional(Id),
  ...pageQuery,
});

const point = Type.Object({ kind: OneOf(pointKinds), value: Text(254, { minLength: 1 }) }, { additionalProperties: false });
export const NewPoint = point;
const attributes = Type.Record(Type.String({ pattern: '^[a-z][a-z0-9_]{0,59}$' }), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]), { maxProperties: 100 });

export const NewContact = Type.Object({
  name: Text(500, { minLength: 1 }), companyId: Type.Optional(Nullable(Id)), points: Type.Optional(Type.Array(point, { maxItems: 50 })), attributes: Type.Optional(attributes),
}, { additionalProperties: false });
export type NewContact = Static<typeof NewContact>;

export const ContactChange = Type.Object({
  name: Type.Optional(Text(500, { minLength: 1 })), companyId: Type.Optional(Nullable(Id)), note: Type.Optional(Text(10_000)), isLead: Type.Optional(Type.Boolean()), leadSourceId: Type.Optional(Nullable(Id)), attributes: Type.Optional(attributes),
}, { minProperties: 1, additionalProperties: false });
export type ContactChange = Static<typeof ContactChange>;

export const ContactMerge = Closed({ into: Id });

/** What a merge would do. */
export const ContactMergePreview = Closed({
  from: Contact,
  into: Contact,
  conversations: Type.Integer({ description: 'That go over' }),
  companyId: Nullable(Id),
  note: Type.String(),
  attributes: Type.Array(Closed({ key: Type.String(), kept: Value, lost: Nullable(Value) })),
});
export type ContactMergePreview = Static<typeof ContactMergePreview>;

export const Company = Closed({ id: Id, name: Type.String(), domain: Nullable(Type.String()), createdAt: Instant });
export const CompanyPage = PageOf(Company);
export type Company = Static<typeof Company>;
export type CompanyPage = Static<typeof CompanyPage>;
export const NewCompany = Closed({ name: Text(200, { minLength: 1 }), domain: Type.Optional(Nullable(Text(253))) });

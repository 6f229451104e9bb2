import { Type, type Static } from '@sinclair/typebox';
import { PageOf, pageQuery } from '../paging.ts';
import { Closed, Id, Instant, Nullable, OneOf, Text } from './shared.ts';

export const pointKinds = ['email', 'phone', 'external'] as const;
export const ContactPoint = Closed({ id: Id, kind: OneOf(pointKinds), value: Type.String() });

export const Contact = Closed({
  id: Id,
  name: Type.String(),
  companyId: Nullable(Id),
  companyName: Nullable(Type.String()),
  points: Type.Array(ContactPoint),
  attributes: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), { additionalProperties: false }),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Contact = Static<typeof Contact>;

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
  name: Type.Optional(Text(500, { minLength: 1 })), companyId: Type.Optional(Nullable(Id)), attributes: Type.Optional(attributes),
}, { minProperties: 1, additionalProperties: false });
export type ContactChange = Static<typeof ContactChange>;

export const ContactMerge = Type.Object({ into: Id });

export const Company = Closed({ id: Id, name: Type.String(), domain: Nullable(Type.String()), createdAt: Instant });
export const CompanyPage = PageOf(Company);

import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const Colour = Nullable(Type.String({ maxLength: 7, description: '#rrggbb' }));

export const SettingsLabel = Closed({ id: Id, name: Type.String(), colour: Nullable(Type.String()), createdAt: Instant });
export type SettingsLabel = Static<typeof SettingsLabel>;

export const NewLabel = Closed({ name: Type.String({ maxLength: 100 }), colour: Type.Optional(Colour) });
export type NewLabel = Static<typeof NewLabel>;
export const LabelChange = Closed({ name: Type.Optional(Type.String({ maxLength: 100 })), colour: Type.Optional(Colour) });
export type LabelChange = Static<typeof LabelChange>;

const entity = ['contact', 'conversation', 'company'] as const;
const type = ['text', 'number', 'boolean', 'date', 'list', 'link'] as const;
const Options = Type.Array(Type.String({ maxLength: 200 }), { maxItems: 500, description: 'What a list may hold' });

export const Attribute = Closed({
  id: Id,
  entity: OneOf(entity),
  key: Type.String(),
  name: Type.String(),
  type: OneOf(type),
  options: Type.Array(Type.String()),
  createdAt: Instant,
});
export type Attribute = Static<typeof Attribute>;
export const Attributes = Closed({ items: Type.Array(Attribute), next: Type.Null() });
export type Attributes = Static<typeof Attributes>;
export const AttributesQuery = Closed({ entity: Type.Optional(OneOf(entity)) });

export const NewAttribute = Closed({
  entity: OneOf(entity),
  key: Type.String({ maxLength: 60, description: 'Lower-case letters, digits, underscores' }),
  name: Type.String({ maxLength: 200 }),
  type: OneOf(type),
  options: Type.Optional(Options),
});
export type NewAttribute = Static<typeof NewAttribute>;
export const AttributeChange = Closed({ name: Type.Optional(Type.String({ maxLength: 200 })), options: Type.Optional(Options) });
export type AttributeChange = Static<typeof AttributeChange>;

export const CannedResponse = Closed({
  id: Id,
  shortCode: Type.String(),
  content: Type.String(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type CannedResponse = Static<typeof CannedResponse>;
export const CannedResponses = Closed({ items: Type.Array(CannedResponse), next: Type.Null() });
export type CannedResponses = Static<typeof CannedResponses>;
export const CannedResponsesQuery = Closed({ search: Type.Optional(Type.String({ maxLength: 200 })) });

export const NewCannedResponse = Closed({ shortCode: Type.String({ maxLength: 60 }), content: Type.String({ maxLength: 20_000 }) });
export type NewCannedResponse = Static<typeof NewCannedResponse>;
export const CannedResponseChange = Closed({
  shortCode: Type.Optional(Type.String({ maxLength: 60 })),
  content: Type.Optional(Type.String({ maxLength: 20_000 })),
});
export type CannedResponseChange = Static<typeof CannedResponseChange>;

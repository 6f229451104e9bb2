import { Type } from '@sinclair/typebox';
import { Closed, OneOf, Text } from './wire.ts';

export const CustomAttributeDefinition = Closed({
  id: Type.Integer(),
  attribute_display_name: Type.String(),
  attribute_display_type: Type.String(),
  attribute_description: Type.String(),
  attribute_key: Type.String(),
  attribute_values: Type.Unsafe<string | string[]>({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }], description: 'JSON text of the list; the list itself for --compat chatwoot.' }),
  default_value: Type.String(),
  attribute_model: Type.String({ enum: ['conversation_attribute', 'contact_attribute'] }),
  account_id: Type.Integer(),
});

const models = ['0', '1', 'conversation_attribute', 'contact_attribute'] as const;
/** Text or number: the document has both. */
const Word = <const W extends readonly string[]>(words: W, description: string) => Type.Unsafe<W[number]>({ type: 'string', enum: [...words], 'x-number': true, description });
export const displayTypes = ['text', 'number', 'currency', 'percent', 'link', 'date', 'list', 'checkbox'] as const;

const fields = {
  attribute_display_name: Text(200, 'Display name.'),
  attribute_display_type: Type.Optional(Word([...displayTypes.map((_, at) => String(at)), ...displayTypes], 'text 0, number 1, currency 2, percent 3, link 4, date 5, list 6, checkbox 7. Of what was made, only number, currency and percent can become each other.')),
  attribute_description: Type.Optional(Text(5_000, 'Description.')),
  attribute_key: Type.Optional(Text(60, 'Unique key; made from the display name where it is not given. Stays as it was made.')),
  attribute_values: Type.Optional(Type.Array(Text(200, 'A value.'), { maxItems: 500 })),
  attribute_model: Type.Optional(Word(models, 'conversation_attribute 0, contact_attribute 1. Stays as it was made.')),
};
export const CustomAttributeInput = Type.Object(fields);
export const CustomAttributeChange = Type.Object({ ...fields, attribute_display_name: Type.Optional(fields.attribute_display_name) });
export const CustomAttributeQuery = Type.Object({ attribute_model: OneOf(models, 'conversation_attribute 0, contact_attribute 1.') });

import { Type, type Static } from '@sinclair/typebox';
import { Nullable, Page, Text } from './wire.ts';

export const FilterQuery = Type.Object({ page: Page });
const Part = Type.Object({
  attribute_key: Text(100, 'A standard attribute, or the key of a custom one.'),
  filter_operator: Text(40, 'equal_to, not_equal_to, contains, does_not_contain, is_present, is_not_present, is_greater_than, is_less_than, days_before.'),
  values: Type.Optional(Type.Unsafe<unknown[]>({ type: 'array', maxItems: 100, items: {} })),
  query_operator: Type.Optional(Nullable(Text(10, 'How the next one is joined: AND, OR; null for the last.'))),
});
export const FilterInput = Type.Object({ payload: Type.Array(Part, { maxItems: 50 }) });
export type FilterPart = Static<typeof Part>;

import type { AttributeDefinition } from '#core/labels/index.ts';
import type { Comparison, ConditionTree, ConditionValue, OpenField } from '#core/desk/index.ts';
import { InvalidInput } from '#http/index.ts';
import type { FilterPart } from '../schemas/filter.ts';

/** `eq` and `not_eq` stand in the document's sample, the others in its text. */
const operators: Readonly<Record<string, Comparison>> = {
  equal_to: 'equal', eq: 'equal', not_equal_to: 'not-equal', not_eq: 'not-equal', contains: 'contains', does_not_contain: 'not-contains', is_present: 'present', is_not_present: 'absent',
  is_greater_than: 'greater', is_less_than: 'less', days_before: 'older-than-days',
};

export interface Compared { readonly compare: Comparison; readonly values: readonly ConditionValue[]; readonly name: string }

/** How one attribute's comparison is said in core. */
export type AttributeReader<Field extends string> = (compared: Compared) => ConditionTree<Field>;

export interface FilterVocabulary<Field extends string> {
  readonly attributes: Readonly<Record<string, AttributeReader<Field>>>;
  /** Custom attributes of the noun. */
  readonly definitions: readonly AttributeDefinition[];
}

/** The chain as a tree; AND binds tighter than OR, as in the SQL that the real server makes of it. Throws InvalidInput with the place. */
export function filterTree<Field extends string>(parts: readonly FilterPart[], vocabulary: FilterVocabulary<Field>): ConditionTree<Field> {
  const groups: ConditionTree<Field>[][] = [[]];
  parts.forEach((part, at) => {
    groups.at(-1)!.push(conditionOf(part, at, vocabulary));
    const joint = part.query_operator?.toUpperCase() ?? null;
    if (at === parts.length - 1) return;
    if (joint === 'OR') groups.push([]);
    else if (joint !== 'AND') throw wrong(at, 'query_operator', 'must be AND or OR for all but the last');
  });
  return { any: groups.map((group) => ({ all: group })) };
}

function conditionOf<Field extends string>({ attribute_key: key, filter_operator: operator, values: given }: FilterPart, at: number, { attributes, definitions }: FilterVocabulary<Field>): ConditionTree<Field> {
  const compare = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!compare) throw wrong(at, 'filter_operator', `must be one of ${Object.keys(operators).join(', ')}`);
  const compared: Compared = { compare, values: (given ?? []).map((value) => scalarOf(value, at)), name: key };
  const reader = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
  if (reader) return reader(compared);
  const definition = definitions.find((each) => each.key === key);
  if (!definition) throw wrong(at, 'attribute_key', `must be one of ${Object.keys(attributes).join(', ')}, or a custom attribute of the account`);
  return { ...compared, field: { attributeId: definition.id } };
}

/** A field that is compared as it is. */
export function plain<Field extends string>(field: Field | OpenField): AttributeReader<Field> {
  return (compared) => ({ ...compared, field });
}

/** What this API keeps for itself about a row, by its path. */
export function kept(noun: string, ...path: string[]): OpenField {
  return { extension: { dialect: 'nimchat', noun, path } };
}

/** A client may send what it shows: `{ id: 5, name: "Ada" }`. */
function scalarOf(value: unknown, at: number): ConditionValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  const id = (value as { id?: unknown } | null)?.id;
  if (typeof id === 'string' || typeof id === 'number') return id;
  throw wrong(at, 'values', 'must be texts and numbers');
}

function wrong(at: number, name: string, problem: string): InvalidInput {
  return new InvalidInput([{ field: `payload.${at}.${name}`, problem }]);
}

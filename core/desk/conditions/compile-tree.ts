import { invalid } from '#core/kernel/index.ts';
import { allOf, anyOf, sql, type Sql, type Tx } from '#storage/index.ts';
import type { AttributeDefinition } from '#core/labels/index.ts';
import { compileComparison, type ColumnKind } from './compile-comparison.ts';
import type { Condition, ConditionTree, OpenField } from './condition.ts';

/** A field as an expression over the row of the noun, which is named c. Or a test of its own around the comparison. */
export interface Column { readonly kind: ColumnKind; readonly expression: Sql; readonly wrap?: (test: Sql) => Sql }

export interface TreeContext<Field extends string> {
  readonly tx: Tx;
  readonly now: string;
  readonly columns: Readonly<Record<Field, Column>>;
  readonly attributes: ReadonlyMap<number, AttributeDefinition>;
}

const conditionsMax = 50;

/** A tree of conditions as one SQL condition. Fields and comparisons come from fixed lists, values are parameters. */
export function compileTree<Field extends string>(context: TreeContext<Field>, tree: ConditionTree<Field>): Sql {
  if (countOf(tree) > conditionsMax) throw invalid('', `A filter has at most ${conditionsMax} conditions.`, 'filter-wrong');
  return compile(context, tree);
}

function compile<Field extends string>(context: TreeContext<Field>, tree: ConditionTree<Field>): Sql {
  if ('all' in tree) return allOf(tree.all.map((each) => compile(context, each)));
  if ('any' in tree) return anyOf(tree.any.map((each) => compile(context, each)));
  return compileOne(context, tree);
}

function compileOne<Field extends string>(context: TreeContext<Field>, condition: Condition<Field>): Sql {
  const { field } = condition;
  const column = typeof field === 'string' ? context.columns[field] : openColumn(context, field);
  const isNegated = condition.compare === 'not-equal' || condition.compare === 'not-contains' || condition.compare === 'absent';
  if (!column.wrap) return compileComparison(column.expression, column.kind, { ...condition, now: context.now });
  // Of a noun that has several values (labels, addresses), or none: a negation is "none of them".
  const positive = ({ 'not-equal': 'equal', 'not-contains': 'contains', absent: 'present' } as const)[condition.compare as 'absent'] ?? condition.compare;
  const inside = column.wrap(compileComparison(column.expression, column.kind, { ...condition, compare: positive, now: context.now }));
  return isNegated ? sql`NOT ${inside}` : inside;
}

const kinds: Partial<Record<AttributeDefinition['type'], ColumnKind>> = { number: 'number', date: 'day', boolean: 'flag' };

function openColumn<Field extends string>({ tx, attributes }: TreeContext<Field>, field: OpenField): Column {
  if ('extension' in field) {
    const { dialect, noun, path } = field.extension;
    return { kind: 'text', expression: sql`(SELECT e.body #>> ${[...path]}::text[] FROM extensions e WHERE e.account_id = c.account_id AND e.dialect = ${dialect} AND e.noun = ${noun} AND e.core_id = c.id)` };
  }
  const definition = attributes.get(field.attributeId);
  if (!definition) throw invalid('', 'There is no such attribute.', 'no-attribute');
  const kind: ColumnKind = kinds[definition.type] ?? 'text';
  return {
    kind, expression: kind === 'number' ? sql`v.value_number` : sql`v.value_text`,
    wrap: (test) => sql`EXISTS (SELECT FROM attribute_values v WHERE v.account_id = ${tx.accountId} AND v.definition_id = ${definition.id} AND v.entity_id = c.id AND ${test})`,
  };
}

function countOf(tree: object): number {
  const inner = (tree as { all?: readonly object[]; any?: readonly object[] });
  const list = inner.all ?? inner.any;
  return list ? list.reduce((sum, each) => sum + countOf(each), 0) : 1;
}

import type { AttributeDefinition } from '#core/labels/index.ts';
import { invalid } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { attributeKinds } from '../run/judge-conditions.ts';
import { readDefinitionsById } from '../run/read-definitions.ts';
import type { RuleEvent } from './rule.ts';
import { comparesOf, conditionsMax, conditionTextMax, ruleFields, valuesMax, type FieldDefinition, type FieldKind, type RuleCondition, type RuleValue } from './rule-condition.ts';

/** The conditions as they are kept. `invalid` (with the place) for what makes no sense, or names what this account does not have. */
export async function checkConditions(tx: Tx, conditions: readonly RuleCondition[], event: RuleEvent): Promise<RuleCondition[]> {
  if (!Array.isArray(conditions)) throw invalid('conditions', 'must be a list', 'wrong-kind');
  if (conditions.length > conditionsMax) throw invalid('conditions', `must be at most ${conditionsMax}`, 'too-many-items', { max: conditionsMax });
  const definitions = await readDefinitionsById(tx);
  const checked = conditions.map((condition, at) => checkOne(condition, { at, isLast: at === conditions.length - 1, event, definitions }));
  for (const noun of ['channel', 'agent', 'team', 'contact', 'label'] as const) {
    const ids = checked.flatMap(({ field, values }) => (typeof field === 'string' && nounOf(field) === noun ? values.map(Number) : []));
    const missing = await missingIds(tx, noun, ids);
    if (missing.length > 0) throw invalid('conditions', `names what is not there: ${noun} ${missing.join(', ')}`, 'rule-names-unknown', { noun });
  }
  return checked;
}

interface Place { readonly at: number; readonly isLast: boolean; readonly event: RuleEvent; readonly definitions: ReadonlyMap<number, AttributeDefinition> }

function checkOne({ field, compare, values, joint }: RuleCondition, { at, isLast, event, definitions }: Place): RuleCondition {
  const path = `conditions.${at}`;
  const definition: FieldDefinition | undefined = typeof field === 'string' ? (Object.hasOwn(ruleFields, field) ? ruleFields[field] : undefined) : undefined;
  const attribute = typeof field === 'string' ? undefined : definitions.get(field.attributeId);
  if (!definition && !attribute) throw invalid(`${path}.field`, 'is nothing that a rule can ask', 'filter-wrong');
  if (definition?.ofMessage && event !== 'message-created') throw invalid(`${path}.field`, 'can be asked only when a message comes', 'rule-message-only');
  const kind = definition?.kind ?? attributeKinds[attribute!.type];
  if (!comparesOf[kind].includes(compare)) throw invalid(`${path}.compare`, 'cannot be compared in this way', 'filter-wrong');
  if (joint !== 'and' && joint !== 'or' && !(isLast && joint === null)) throw invalid(`${path}.joint`, 'must be and or or for all but the last', 'filter-wrong');
  if (!Array.isArray(values) || values.length > valuesMax) throw invalid(`${path}.values`, `must be at most ${valuesMax}`, 'too-many-items', { max: valuesMax });
  const wanted = compare === 'present' || compare === 'absent' ? [] : values.map((value, n) => checkValue(value, { kind, compare, words: definition?.words, path: `${path}.values.${n}` }));
  if (wanted.length === 0 && compare !== 'present' && compare !== 'absent') throw invalid(`${path}.values`, 'needs a value', 'filter-wrong');
  return { field: typeof field === 'string' ? field : { attributeId: attribute!.id }, compare, values: wanted, joint: isLast ? null : joint };
}

interface ValuePlace { readonly kind: FieldKind; readonly compare: RuleCondition['compare']; readonly words: readonly string[] | undefined; readonly path: string }

function checkValue(value: RuleValue, { kind, compare, words, path }: ValuePlace): RuleValue {
  if (compare === 'older-than-days' || kind === 'id' || kind === 'number' || kind === 'priority') {
    const number = typeof value === 'number' ? value : /^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value) ? Number(value) : Number.NaN;
    if (!Number.isFinite(number)) throw invalid(path, 'must be a number', 'filter-wrong');
    if (kind !== 'number' && (!Number.isSafeInteger(number) || number < 0 || (kind === 'priority' && number > 4) || (compare === 'older-than-days' && number > 36_500))) throw invalid(path, 'is out of range', 'out-of-range');
    return number;
  }
  const text = String(value);
  if (text === '' || text.length > conditionTextMax || text.includes('\0') || !text.isWellFormed()) throw invalid(path, `must be text of 1 to ${conditionTextMax} characters`, 'too-long', { max: conditionTextMax });
  if (words && !words.includes(text)) throw invalid(path, `must be one of ${words.join(', ')}`, 'not-offered');
  if (kind === 'day' && !isDay(text)) throw invalid(path, 'must be a day such as 2026-01-31', 'no-date');
  if (kind === 'flag' && text !== 'true' && text !== 'false') throw invalid(path, 'must be true or false', 'no-yes-or-no');
  return text;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

type Noun = NonNullable<FieldDefinition['noun']>;

function nounOf(field: keyof typeof ruleFields): Noun | undefined {
  return (ruleFields[field] as FieldDefinition).noun;
}

const alive: Readonly<Record<Noun | 'file', Sql>> = {
  channel: sql`SELECT id FROM channels WHERE`,
  agent: sql`SELECT id FROM agents WHERE deactivated_at IS NULL AND`,
  team: sql`SELECT id FROM teams WHERE deleted_at IS NULL AND`,
  contact: sql`SELECT id FROM contacts WHERE deleted_at IS NULL AND`,
  label: sql`SELECT id FROM labels WHERE`,
  file: sql`SELECT id FROM automation_files WHERE`,
};

/** Those of the ids that this account does not have (any more), ascending. */
export async function missingIds(tx: Tx, noun: Noun | 'file', ids: readonly number[]): Promise<number[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const found = new Set((await tx.rows(sql<{ id: number }>`${alive[noun]} account_id = ${tx.accountId} AND id = ANY(${wanted}::bigint[])`)).map(({ id }) => id));
  return wanted.filter((id) => !found.has(id)).sort((a, b) => a - b);
}

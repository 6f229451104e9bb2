import { invalid } from '#core/kernel/index.ts';
import { anyOf, sql, type Sql } from '#storage/index.ts';
import type { Comparison, ConditionValue } from './condition.ts';

/** `day`: text such as 2026-01-31, whose order is that of the calendar. `flag`: the text true or false. */
export type ColumnKind = 'id' | 'text' | 'number' | 'instant' | 'word' | 'day' | 'flag';

const allowed: Readonly<Record<ColumnKind, readonly Comparison[]>> = {
  id: ['equal', 'not-equal', 'present', 'absent'],
  word: ['equal', 'not-equal'],
  text: ['equal', 'not-equal', 'contains', 'not-contains', 'present', 'absent', 'greater', 'less'],
  number: ['equal', 'not-equal', 'present', 'absent', 'greater', 'less'],
  instant: ['equal', 'not-equal', 'present', 'absent', 'greater', 'less', 'older-than-days'],
  day: ['equal', 'not-equal', 'present', 'absent', 'greater', 'less', 'older-than-days'],
  flag: ['equal', 'not-equal', 'present', 'absent'],
};
const valuesMax = 100;
const textMax = 1_000;

/**
 * One comparison as SQL: the expression is ours, every value a parameter. Text is compared without regard to case, instants by the UTC day
 * where a day is given. Negations hold for rows without a value. `invalid` (under `name`) for a comparison or value that makes no sense.
 */
export function compileComparison(expression: Sql, kind: ColumnKind, { compare, values, name, now }: { compare: Comparison; values: readonly ConditionValue[]; name: string; now: string }): Sql {
  if (!allowed[kind].includes(compare)) throw invalid(name, 'cannot be compared in this way', 'filter-wrong');
  if (compare === 'present') return kind === 'text' ? sql`coalesce(${expression}, '') <> ''` : sql`${expression} IS NOT NULL`;
  if (compare === 'absent') return kind === 'text' ? sql`coalesce(${expression}, '') = ''` : sql`${expression} IS NULL`;
  if (values.length === 0) throw invalid(name, 'needs a value', 'filter-wrong');
  if (values.length > valuesMax) throw invalid(name, `must be compared with at most ${valuesMax} values`, 'filter-wrong');
  if (compare === 'not-equal') return sql`NOT coalesce(${equal(expression, kind, values, name)}, false)`;
  if (compare === 'not-contains') return sql`NOT coalesce(${contains(expression, values, name)}, false)`;
  if (compare === 'equal') return equal(expression, kind, values, name);
  if (compare === 'contains') return contains(expression, values, name);
  const value = values[0]!;
  if (compare === 'older-than-days') {
    const days = toNumber(value, name);
    if (!Number.isInteger(days) || days < 0 || days > 36_500) throw invalid(name, 'must be a number of days from 0 to 36500', 'filter-wrong');
    const limit = sql`${now}::timestamptz - make_interval(days => ${days}::integer)`;
    return kind === 'day' ? sql`${expression} < to_char((${limit}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')` : sql`${expression} < ${limit}`;
  }
  const bound = kind === 'instant' ? sql`${toInstant(value, name)}::timestamptz` : kind === 'day' ? sql`${toDay(value, name)}::text` : kind === 'number' ? sql`${toNumber(value, name)}::double precision` : sql`lower(${toText(value, name)}::text)`;
  const left = kind === 'text' ? sql`lower(${expression})` : expression;
  return compare === 'greater' ? sql`${left} > ${bound}` : sql`${left} < ${bound}`;
}

function equal(expression: Sql, kind: ColumnKind, values: readonly ConditionValue[], name: string): Sql {
  switch (kind) {
    case 'id': return sql`${expression} = ANY(${values.map((value) => toId(value, name))}::bigint[])`;
    case 'word': return sql`${expression} = ANY(${values.map((value) => toText(value, name))}::text[])`;
    case 'day': return sql`${expression} = ANY(${values.map((value) => toDay(value, name))}::text[])`;
    case 'flag': return sql`${expression} = ANY(${values.map((value) => toFlag(value, name))}::text[])`;
    case 'text': return sql`lower(${expression}) = ANY(${values.map((value) => toText(value, name).toLowerCase())}::text[])`;
    case 'number': return sql`${expression} = ANY(${values.map((value) => toNumber(value, name))}::double precision[])`;
    case 'instant': return anyOf(values.map((value) => {
      const from = toInstant(value, name);
      return isDay(value) ? sql`(${expression} >= ${from}::timestamptz AND ${expression} < ${from}::timestamptz + interval '1 day')` : sql`${expression} = ${from}::timestamptz`;
    }));
  }
}

/** `position`, not LIKE: nothing in a value has a meaning of its own. */
function contains(expression: Sql, values: readonly ConditionValue[], name: string): Sql {
  return anyOf(values.map((value) => sql`position(${toText(value, name).toLowerCase()}::text IN lower(${expression})) > 0`));
}

function toText(value: ConditionValue, name: string): string {
  const text = String(value);
  if (text.length > textMax || text.includes('\0') || !text.isWellFormed()) throw invalid(name, `must be compared with text of at most ${textMax} characters`, 'filter-wrong');
  return text;
}

function toId(value: ConditionValue, name: string): number {
  const id = toNumber(value, name);
  if (!Number.isSafeInteger(id)) throw invalid(name, 'must be compared with whole numbers', 'filter-wrong');
  return id;
}

function toNumber(value: ConditionValue, name: string): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw invalid(name, 'must be compared with a number', 'filter-wrong');
  return number;
}

const isDay = (value: ConditionValue): boolean => /^\d{4}-\d{2}-\d{2}$/.test(String(value));

function toDay(value: ConditionValue, name: string): string {
  if (!isDay(value)) throw invalid(name, 'must be compared with a day such as 2026-01-31', 'filter-wrong');
  return toInstant(value, name).slice(0, 10);
}

function toFlag(value: ConditionValue, name: string): string {
  const text = String(value).toLowerCase();
  if (text !== 'true' && text !== 'false') throw invalid(name, 'must be compared with true or false', 'filter-wrong');
  return text;
}

function toInstant(value: ConditionValue, name: string): string {
  const text = String(value);
  const isInstant = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(text);
  const ms = isInstant ? Date.parse(isDay(text) || /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text.replace(' ', 'T')}Z`) : Number.NaN;
  if (Number.isNaN(ms) || (isDay(text) && new Date(ms).toISOString().slice(0, 10) !== text)) throw invalid(name, 'must be compared with a day such as 2026-01-31', 'filter-wrong');
  return new Date(ms).toISOString();
}

import { invalid } from '#core/kernel/index.ts';
import type { AttributeDefinition } from './attribute-definitions.ts';

/** text, date (YYYY-MM-DD), list and link are strings. */
export type AttributeValue = string | number | boolean;

export interface StoredValue { readonly text: string; readonly number: number | null }

const lengthMax = 10_000;

/** How a value lies in the database; `invalid` where it is not of the attribute's type. */
export function writeValue({ key, type, options }: AttributeDefinition, value: AttributeValue): StoredValue {
  switch (type) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(key, 'must be a number', 'no-number');
      return { text: String(value), number: value };
    case 'boolean':
      if (typeof value !== 'boolean') throw invalid(key, 'must be true or false', 'no-yes-or-no');
      return { text: String(value), number: null };
    case 'date':
      if (typeof value !== 'string' || !isDate(value)) throw invalid(key, 'must be a date such as 2026-01-31', 'no-date');
      return { text: value, number: null };
    case 'list':
      if (typeof value !== 'string' || !options.includes(value)) throw invalid(key, `must be one of: ${options.join(', ')}`, 'not-offered');
      return { text: value, number: null };
    case 'link':
      if (typeof value !== 'string' || !isLink(value)) throw invalid(key, 'must be an http or https address', 'no-link');
      return { text: value, number: null };
    case 'text':
      if (typeof value !== 'string') throw invalid(key, 'must be a text', 'wrong-kind');
      if (value.length > lengthMax) throw invalid(key, `must have at most ${lengthMax} characters`, 'too-long', { max: lengthMax });
      if (value.includes('\0') || !value.isWellFormed()) throw invalid(key, 'holds characters that cannot be stored', 'bad-characters');
      return { text: value, number: null };
  }
}

export function readValue({ type }: AttributeDefinition, { text, number }: StoredValue): AttributeValue {
  switch (type) {
    case 'number': return number ?? Number(text);
    case 'boolean': return text === 'true';
    case 'date': case 'list': case 'link': case 'text': return text;
  }
}

function isDate(text: string): boolean {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** No javascript:, no data:, and nothing that breaks out of an attribute. */
function isLink(text: string): boolean {
  if (text.length > 2_000 || /[\s"'<>\0]/.test(text) || !URL.canParse(text)) return false;
  return ['http:', 'https:'].includes(new URL(text).protocol);
}

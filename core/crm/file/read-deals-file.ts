import { CoreError, invalid, isMailAddress, normaliseAddress } from '#core/kernel/index.ts';
import type { CrmContact, CrmDeal, CrmOwner, CrmStage } from '../source.ts';
import { parseCsv } from './parse-csv.ts';

/** Deals of a CSV, with what they name. A contact's id is its address. */
export interface DealsFile { readonly deals: readonly CrmDeal[]; readonly contacts: readonly CrmContact[]; readonly owners: readonly CrmOwner[]; readonly stages: readonly CrmStage[] }

export const dealsFileBytesMax = 10 * 1024 * 1024;
const dealsMax = 100_000;

/** What a column may be called, in any case. */
const columns = {
  id: ['id', 'deal id', 'external id'],
  name: ['name', 'deal', 'deal name'],
  stage: ['stage', 'deal stage'],
  owner: ['owner', 'owner email', 'deal owner'],
  value: ['value', 'amount', 'deal value'],
  currency: ['currency'],
  emails: ['emails', 'email', 'contacts', 'contact emails'],
  opened: ['created', 'opened', 'create date'],
  closes: ['closes', 'close date', 'closed'],
} as const;
type Column = keyof typeof columns;

/**
 * A CSV with a heading line: name is needed; id tells deals apart from one file to the next (without it the name does). stage is any word; one with "won" or "lost" in it ends a deal. emails: one or
 * several, by spaces, commas or semicolons. value: 1234.50 or 1234,50. Days and instants: 2026-11-26. Throws `invalid` with the line; then nothing of it is taken.
 */
export function readDealsFile(bytes: Uint8Array): DealsFile {
  if (bytes.byteLength > dealsFileBytesMax) throw new CoreError('too-large', 'The file is too large.', { key: 'too-much-data' });
  const text = decode(bytes);
  const [heading, ...rows] = parseCsv(text);
  if (!heading || rows.length === 0) throw invalid('file', 'holds no deals', 'deals-none');
  if (rows.length > dealsMax) throw invalid('file', `must not have more than ${dealsMax} deals`, 'out-of-range', { min: 1, max: dealsMax });
  const places = placesOf(heading.cells);
  const deals = new Map<string, CrmDeal>();
  for (const { line, cells } of rows) {
    const cell = (column: Column): string => cells[places.get(column) ?? -1] ?? '';
    const name = cell('name');
    if (name === '') throw refusal(line, 'name', name);
    const id = cell('id') === '' ? name : cell('id');
    const owner = cell('owner');
    if (owner !== '' && !isMailAddress(owner)) throw refusal(line, 'owner', owner);
    const emails = cell('emails').split(/[\s,;]+/).filter((one) => one !== '');
    for (const email of emails) if (!isMailAddress(email)) throw refusal(line, 'emails', email);
    if (deals.has(id)) throw refusal(line, 'id', id);
    const currency = cell('currency').toUpperCase();
    if (currency !== '' && !/^[A-Z]{3}$/.test(currency)) throw refusal(line, 'currency', currency);
    deals.set(id, {
      id, name, stageId: cell('stage') === '' ? null : cell('stage'), ownerId: owner === '' ? null : normaliseAddress(owner), value: amount(cell('value'), line), currency: currency === '' ? null : currency,
      openedAt: instant(cell('opened'), line, 'created'), closesAt: instant(cell('closes'), line, 'closes'), changedAt: null, contactIds: [...new Set(emails.map(normaliseAddress))], absorbed: [],
    });
  }
  const all = [...deals.values()];
  return {
    deals: all,
    contacts: unique(all.flatMap(({ contactIds }) => contactIds)).map((address) => ({ id: address, addresses: [address], absorbed: [] })),
    owners: unique(all.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId]))).map((address) => ({ id: address, address, name: address })),
    stages: unique(all.flatMap(({ stageId }) => (stageId === null ? [] : [stageId]))).map((label, position) => ({ id: label, pipeline: '', label, position, outcome: outcomeOf(label) })),
  };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('file', 'is not UTF-8 text', 'csv-no-text');
  }
}

function placesOf(heading: readonly string[]): Map<Column, number> {
  const names = heading.map((cell) => cell.toLowerCase().replaceAll('_', ' '));
  const places = new Map<Column, number>();
  for (const [column, known] of Object.entries(columns) as [Column, readonly string[]][]) {
    const at = names.findIndex((name) => known.includes(name));
    if (at >= 0) places.set(column, at);
  }
  if (!places.has('name')) throw invalid('file', 'needs a heading line with a column "name"', 'deals-no-heading');
  return places;
}

function outcomeOf(label: string): CrmStage['outcome'] {
  return /\bwon\b/i.test(label) ? 'won' : /\blost\b/i.test(label) ? 'lost' : 'open';
}

/** 1234.5, 1234,50, 1,234.50, 1.234,50 with or without a sign of a currency. */
function amount(cell: string, line: number): number | null {
  const plain = cell.replace(/[\s\u00a0'€$£]/g, '');
  if (plain === '') return null;
  if (!/^-?\d{1,3}(?:([.,])\d{3})+(?:[.,]\d{1,4})?$|^-?\d+(?:[.,]\d{1,4})?$/.test(plain)) throw refusal(line, 'value', cell);
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const isGrouped = /^-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(plain);
  // 1,234 and 1.234 are thousands, whatever the language.
  const isDecimal = last >= 0 && !isGrouped;
  const digits = isDecimal ? `${plain.slice(0, last).replace(/[.,]/g, '')}.${plain.slice(last + 1)}` : plain.replace(/[.,]/g, '');
  return Number(digits);
}

function instant(cell: string, line: number, column: string): string | null {
  if (cell === '') return null;
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.test(cell)) throw refusal(line, column, cell);
  const text = cell.replace(' ', 'T');
  const ms = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) || text.length === 10 ? text : `${text}Z`);
  if (Number.isNaN(ms)) throw refusal(line, column, cell);
  return new Date(ms).toISOString();
}

function refusal(line: number, column: string, found: string): CoreError {
  return invalid('file', `has in line ${line} under "${column}": ${found === '' ? 'nothing' : `"${found.slice(0, 60)}"`}`, 'deals-bad-line', { line, column, found: found.slice(0, 60) });
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];

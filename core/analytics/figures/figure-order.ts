import { invalid } from '#core/kernel/index.ts';
import type { FigureName, FigureQuestion, FigureSortBy, FigureSplit } from './figures.ts';

const limitUsual = 100;
const limitMax = 1_000;
/** A time split has no limit of its own: it shows all of its time or is refused. */
export const bucketsMax = 2_000;

export interface FigureOrder {
  readonly by: 'key' | FigureName | Extract<FigureSortBy, `${string}.${'mean' | 'median' | 'p90'}`>;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
}

const shortNames = {
  key: 'key', conversations: 'conversations.total', messages: 'messages.total', received: 'messages.received', sent: 'messages.sent',
} as const;
const spanSort = /^(?:firstReply|overallReply|close|forward)\.(?:count|mean|median|p90)$/;

export function isTimeSplit(split: FigureSplit | undefined): boolean {
  return split === 'day' || split === 'week' || split === 'month' || split === 'hour-weekday';
}

/** Throws `invalid` for an order or a limit that is none. */
export function figureOrder({ split, limit, sort }: Pick<FigureQuestion, 'split' | 'limit' | 'sort'>): FigureOrder {
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit >= 1 && limit <= limitMax)) throw invalid('limit', `must be a whole number from 1 to ${limitMax}`);
  const isTime = isTimeSplit(split);
  const by = sort?.by ?? (isTime ? 'key' : 'conversations');
  const known = Object.hasOwn(shortNames, by) ? shortNames[by as keyof typeof shortNames] : spanSort.test(by) ? by as FigureOrder['by'] : null;
  if (known === null) throw invalid('sort', 'there is no such order');
  return { by: known, direction: sort?.direction ?? (by === 'key' ? 'asc' : 'desc'), limit: isTime ? bucketsMax + 1 : limit ?? limitUsual };
}

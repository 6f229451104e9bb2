import type { LogFilter } from '../log/index.ts';
import type { FigureSplit } from './figures.ts';

/** Every key from the first to the last, in order, also those under which nothing happened. `most + 1` keys at most: the caller refuses more. */
export function timeKeys(split: FigureSplit, { fromDay, toDay }: Pick<LogFilter, 'fromDay' | 'toDay'>, found: readonly string[], most: number): string[] {
  if (split === 'hour-weekday') return Array.from({ length: 168 }, (_, at) => `${Math.floor(at / 24)}-${at % 24}`);
  const [first, last] = [fromDay === undefined ? found[0] : keyOfDay(split, fromDay), toDay === undefined ? found.at(-1) : keyOfDay(split, toDay)];
  if (first === undefined || last === undefined) return [];
  const keys: string[] = [];
  for (let day = dayOfKey(first); keys.length <= most; day = day.add(step(split))) {
    const key = keyOfDay(split, day.toString());
    if (key > last) break;
    keys.push(key);
  }
  return keys;
}

function keyOfDay(split: FigureSplit, day: string): string {
  if (split === 'month') return day.slice(0, 7);
  if (split === 'day') return day;
  const date = Temporal.PlainDate.from(day);
  return date.subtract({ days: date.dayOfWeek - 1 }).toString();
}

function dayOfKey(key: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(key.length === 7 ? `${key}-01` : key);
}

function step(split: FigureSplit): Temporal.DurationLike {
  return split === 'month' ? { months: 1 } : { days: split === 'week' ? 7 : 1 };
}

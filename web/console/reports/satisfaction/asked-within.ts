import { fromWallClock } from '../../desk/actions/snooze-times.ts';
import { dayCount, type DayRange } from '../period.ts';

const daysMax = 365;
const dayMs = 86_400_000;
const later = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** Days of the account, both included, as the instants that the server takes; a year at most. */
export function askedWithin({ from, to }: DayRange, zone: string, today: string): { readonly from: string; readonly to: string; readonly isCut: boolean } {
  const last = to ?? today;
  const earliest = later(last, 1 - daysMax);
  const isCut = from === null || (dayCount({ from, to: last }) ?? 0) > daysMax + 1;
  const start = (day: string): string => fromWallClock(`${day}T00:00`, zone)!;
  return { from: start(isCut ? earliest : from), to: start(later(last, 1)), isCut };
}

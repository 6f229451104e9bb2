import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { findReportSchedules, type ReportSchedule } from './schedules.ts';

export interface SchedulePageQuestion {
  /** Text in the name, the type or the frequency; empty: all. */
  readonly search: string;
  readonly sort: 'id' | 'name' | 'type' | 'frequency';
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/** A page of schedules, of which an account has 200 at most. Equal ones stay in the order in which they were made. */
export async function findReportSchedulePage(tx: Tx, act: Act, { search, sort, direction, limit, offset }: SchedulePageQuestion): Promise<{ readonly total: number; readonly rows: readonly ReportSchedule[] }> {
  const wanted = search.trim().toLowerCase();
  const found = (await findReportSchedules(tx, act)).filter(({ name, type, frequency }) => [name, type, frequency].some((text) => text.toLowerCase().includes(wanted)));
  const sign = direction === 'asc' ? 1 : -1;
  const sorted = found.toSorted((a, b) => sign * (sort === 'id' ? a.id - b.id : a[sort].localeCompare(b[sort], 'en')) || a.id - b.id);
  return { total: sorted.length, rows: sorted.slice(offset, offset + limit) };
}

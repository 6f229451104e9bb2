import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { getAgent } from '#core/people/index.ts';
import { getSettingVersions, lockSettings, setSetting } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Leave } from './calendar.ts';
import { epochDayOf } from './local-date.ts';

const daysMax = 5_000;
const lengthMax = 366;

/** All leave that is written down, in order of its first day. Days are whole local days of the calendar that counts, both ends included. */
export async function findLeave(tx: Tx, act: Act): Promise<readonly Leave[]> {
  requirePermission(act, 'calendars.read');
  const days = (await getSettingVersions(tx, 'leave')).at(-1)?.body.days ?? [];
  return days.toSorted((a, b) => a.from.localeCompare(b.from) || a.agentId - b.agentId);
}

/**
 * Replaces the leave of one agent. It is a list of dates and counts for all time, so figures less leave are counted anew. `not-found` for an agent that is unknown or another account's;
 * `invalid` for what is no date, runs backwards or is longer than a year. Two at once take turns.
 */
export async function setLeave(tx: Tx, act: Act, agentId: number, spans: readonly Pick<Leave, 'from' | 'to'>[]): Promise<readonly Leave[]> {
  requirePermission(act, 'settings.write');
  await getAgent(tx, seesAll(act), agentId);
  for (const [at, { from, to }] of spans.entries()) {
    const [first, last] = [epochDayOf(from), epochDayOf(to)];
    if (first === undefined) throw invalid(`spans.${at}.from`, 'must be a day such as 2026-07-01', 'no-date');
    if (last === undefined) throw invalid(`spans.${at}.to`, 'must be a day such as 2026-07-01', 'no-date');
    if (last < first) throw invalid(`spans.${at}.to`, 'must not be before the first day', 'leave-backwards');
    if (last - first >= lengthMax) throw invalid(`spans.${at}.to`, 'must be within a year of the first day', 'within-a-year');
  }
  await lockSettings(tx);
  const others = ((await getSettingVersions(tx, 'leave')).at(-1)?.body.days ?? []).filter((one) => one.agentId !== agentId);
  const own = spans.map(({ from, to }) => ({ agentId, from, to })).toSorted((a, b) => a.from.localeCompare(b.from));
  if (others.length + own.length > daysMax) throw invalid('spans', `there may be ${daysMax} in the account`, 'too-many-items', { max: daysMax });
  await setSetting(tx, act, 'leave', { days: [...others, ...own] });
  return own;
}

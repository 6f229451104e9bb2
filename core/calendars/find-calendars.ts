import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadCalendars } from './calendar-store.ts';
import type { CalendarVersion } from './calendar.ts';

export interface Calendar {
  readonly id: number;
  /** The account's own. */
  readonly isDefault: boolean;
  /** Channels that have it instead of the account's. */
  readonly channelIds: readonly number[];
  /** Oldest first. */
  readonly versions: readonly CalendarVersion[];
}

/** The account's calendars with all their versions, its own first. */
export async function findCalendars(tx: Tx, act: Act): Promise<Calendar[]> {
  requirePermission(act, 'calendars.read');
  const { byId, defaultId } = await loadCalendars(tx);
  const channels = await tx.rows(sql<{ id: number; calendarId: number }>`
    SELECT id, calendar_id AS "calendarId" FROM channels WHERE account_id = ${tx.accountId} AND calendar_id IS NOT NULL ORDER BY id`);
  const all = [...byId].map(([id, versions]) => ({
    id, isDefault: id === defaultId, versions, channelIds: channels.filter(({ calendarId }) => calendarId === id).map((channel) => channel.id),
  }));
  return all.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.id - b.id);
}

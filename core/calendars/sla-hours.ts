import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions, setSetting } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** The calendar by which spans are counted as promised to customers. null: no promise. */
export interface SlaHours {
  readonly calendarId: number | null;
  /** RFC 3339; null: from the beginning, or never set. */
  readonly validFrom: string | null;
}

export async function getSlaHours(tx: Tx, act: Act): Promise<SlaHours> {
  requirePermission(act, 'settings.read');
  const last = (await getSettingVersions(tx, 'sla-hours')).at(-1);
  return { calendarId: last?.body.calendarId ?? null, validFrom: last === undefined || last.validFromMs === null ? null : new Date(last.validFromMs).toISOString() };
}

/**
 * Says which calendar counts what was promised (`span_business_sla` of the facts). As with all versioned settings the first holds for all time, a later one for what is written from now on,
 * unless `fromBeginning`. `not-found` for a calendar that is unknown or another account's.
 */
export async function setSlaHours(tx: Tx, act: Act, calendarId: number | null, { fromBeginning = false }: { fromBeginning?: boolean } = {}): Promise<SlaHours> {
  requirePermission(act, 'settings.write');
  if (calendarId !== null && !(await tx.maybe(sql<object>`SELECT FROM calendars WHERE account_id = ${tx.accountId} AND id = ${calendarId} FOR KEY SHARE`))) throw notFound('calendar');
  await setSetting(tx, act, 'sla-hours', { calendarId }, { fromBeginning });
  const last = (await getSettingVersions(tx, 'sla-hours')).at(-1)!;
  return { calendarId, validFrom: last.validFromMs === null ? null : new Date(last.validFromMs).toISOString() };
}

/** Whether any version of the setting names the calendar: figures of some time are counted by it. */
export async function isSlaCalendar(tx: Tx, calendarId: number): Promise<boolean> {
  return (await getSettingVersions(tx, 'sla-hours')).some(({ body }) => body.calendarId === calendarId);
}

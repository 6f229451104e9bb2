import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { CalendarVersion } from './calendar.ts';
import { parseCalendar } from './parse-calendar.ts';
import { isSlaCalendar } from './sla-hours.ts';

interface VersionRow { calendar_id: number; version: number; valid_from: string | null; zone: string; hours: CalendarVersion['hours']; backup: CalendarVersion['backup'] | null; holidays: string[]; is_default: boolean }

/** All calendars of the account: the versions of each, and which one is the account's own. */
export interface AccountCalendars {
  readonly byId: ReadonlyMap<number, readonly CalendarVersion[]>;
  readonly defaultId: number | null;
  /** The calendar answers of a channel are counted by: its own, else the account's; none: empty. */
  forChannel(channelId: number | null): readonly CalendarVersion[];
}

export async function loadCalendars(tx: Tx): Promise<AccountCalendars> {
  const rows = await tx.rows(sql<VersionRow>`
    SELECT v.calendar_id, v.version, v.valid_from, v.zone, v.hours, v.backup, v.holidays, c.is_default
    FROM calendar_versions v JOIN calendars c ON c.account_id = v.account_id AND c.id = v.calendar_id
    WHERE v.account_id = ${tx.accountId} ORDER BY v.calendar_id, v.version`);
  const channels = await tx.rows(sql<{ id: number; calendar_id: number }>`
    SELECT id, calendar_id FROM channels WHERE account_id = ${tx.accountId} AND calendar_id IS NOT NULL`);
  const byId = new Map<number, CalendarVersion[]>();
  for (const row of rows) byId.set(row.calendar_id, [...(byId.get(row.calendar_id) ?? []), toVersion(row)]);
  const defaultId = rows.find((row) => row.is_default)?.calendar_id ?? null;
  const ofChannel = new Map(channels.map((row) => [row.id, row.calendar_id]));
  return {
    byId,
    defaultId,
    forChannel: (channelId) => byId.get((channelId === null ? undefined : ofChannel.get(channelId)) ?? defaultId ?? -1) ?? [],
  };
}

function toVersion(row: VersionRow): CalendarVersion {
  return {
    calendarId: row.calendar_id, version: row.version, validFrom: row.valid_from === null ? null : Date.parse(row.valid_from),
    zone: row.zone, hours: row.hours, holidays: row.holidays, ...(row.backup === null ? {} : { backup: row.backup }),
  };
}

/**
 * Sets the account's own hours, those of one channel, or those of a calendar that is a queue's alone (`own`: null makes one): no reply time is counted by it, so none is counted anew, unless it says the hours of the SLA. The first version holds for all history (nobody chose what was before it); later
 * ones from now, unless `fromBeginning`: then the past is judged anew, an explicit and audited act. `json`: see `parseCalendar`.
 */
export async function setCalendar(
  tx: Tx, act: Act, json: unknown, { channelId, own, fromBeginning = false }: { channelId?: number; own?: { readonly calendarId: number | null; readonly name: string }; fromBeginning?: boolean } = {},
): Promise<{ calendarId: number; version: number; recomputes: boolean }> {
  requirePermission(act, 'calendars.write');
  const parsed = parseCalendar(json);
  if (!parsed.ok) {
    const [first] = parsed.errors;
    throw Object.assign(invalid(first!.path, first!.message), { fields: parsed.errors.map((error) => ({ field: error.path, problem: error.message, key: 'hours-wrong' as const })) });
  }
  const calendarId = own ? await ensureOwn(tx, act, own) : await ensureCalendar(tx, act, channelId);
  const last = await tx.maybe(sql<{ version: number }>`
    SELECT version FROM calendar_versions WHERE account_id = ${tx.accountId} AND calendar_id = ${calendarId} ORDER BY version DESC LIMIT 1`);
  const version = (last?.version ?? 0) + 1;
  const isFromBeginning = version === 1 || fromBeginning;
  const recompute = isFromBeginning && (!own || await isSlaCalendar(tx, calendarId));
  const { zone, hours, backup, holidays } = parsed.value;
  await tx.run(sql`
    INSERT INTO calendar_versions (account_id, calendar_id, version, valid_from, zone, hours, backup, holidays, created_at, created_by)
    VALUES (${tx.accountId}, ${calendarId}, ${version}, ${isFromBeginning ? null : act.now}::timestamptz, ${zone}, ${JSON.stringify(hours)}::jsonb,
      ${backup === undefined ? null : JSON.stringify(backup)}::jsonb, ${[...holidays]}::text[], ${act.now}, ${act.actor.id})`);
  await appendEvents(tx, act, [{ type: 'settings.changed', data: { kind: 'calendar', calendarId, version, recompute, ...(recompute ? {} : { fromMs: Date.parse(act.now) }) } }]);
  await writeAudit(tx, act, { action: 'calendar.changed', targetKind: 'calendar', targetId: calendarId, detail: { version, recompute } });
  return { calendarId, version, recomputes: recompute };
}

async function ensureOwn(tx: Tx, act: Act, { calendarId, name }: { readonly calendarId: number | null; readonly name: string }): Promise<number> {
  if (calendarId === null) return (await tx.one(sql<{ id: number }>`INSERT INTO calendars (account_id, name, created_at) VALUES (${tx.accountId}, ${name}, ${act.now}) RETURNING id`)).id;
  const row = await tx.maybe(sql<{ id: number }>`SELECT id FROM calendars WHERE account_id = ${tx.accountId} AND id = ${calendarId} AND NOT is_default FOR UPDATE`);
  if (!row) throw notFound('calendar');
  return row.id;
}

/** The calendar to write to, its row locked so that two writers take turns. */
async function ensureCalendar(tx: Tx, act: Act, channelId: number | undefined): Promise<number> {
  if (channelId === undefined) {
    await tx.run(sql`
      INSERT INTO calendars (account_id, name, is_default, created_at) SELECT ${tx.accountId}::bigint, 'Opening hours', true, ${act.now}::timestamptz
      WHERE NOT EXISTS (SELECT FROM calendars WHERE account_id = ${tx.accountId} AND is_default)
      ON CONFLICT (account_id) WHERE is_default DO NOTHING`);
    return (await tx.one(sql<{ id: number }>`SELECT id FROM calendars WHERE account_id = ${tx.accountId} AND is_default FOR UPDATE`)).id;
  }
  const channel = await tx.maybe(sql<{ name: string; calendar_id: number | null }>`
    SELECT name, calendar_id FROM channels WHERE account_id = ${tx.accountId} AND id = ${channelId} FOR UPDATE`);
  if (!channel) throw notFound('channel');
  if (channel.calendar_id !== null) return channel.calendar_id;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO calendars (account_id, name, created_at) VALUES (${tx.accountId}, ${channel.name}, ${act.now}) RETURNING id`);
  await tx.run(sql`UPDATE channels SET calendar_id = ${id} WHERE account_id = ${tx.accountId} AND id = ${channelId}`);
  return id;
}

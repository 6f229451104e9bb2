import { dueInstant, loadCalendars, parseCalendar, phaseAt, type CalendarVersion, type Phase } from '#core/calendars/index.ts';
import { getChannel } from '#core/channels/index.ts';
import { CoreError, invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { getSettingVersions, settingAt } from '#core/settings/index.ts';
import type { Tx } from '#storage/index.ts';

export interface DuePreview {
  /** RFC 3339. */
  readonly at: string;
  /** Whose hours counted: those given, the channel's own, the account's; none: it is always open. */
  readonly hoursOf: 'given' | 'channel' | 'account' | 'none';
  readonly phase: Phase;
  /** When somebody is there: `at` itself while it is open; null: never. */
  readonly opensAt: string | null;
  /** The account's goal for a first reply in business seconds; null: it has none, so nothing is due. */
  readonly goalSeconds: number | null;
  /** Null: without a goal, or never. */
  readonly dueAt: string | null;
}

/** When a mail that arrives at an instant would have to be answered; by hours that are only being written where `calendar` is given. Stores nothing. */
export async function previewDue(tx: Tx, act: Act, { channelId, calendar, at = act.now }: { channelId?: number; calendar?: unknown; at?: string }): Promise<DuePreview> {
  requirePermission(act, 'calendars.read');
  const atMs = Date.parse(at);
  if (Number.isNaN(atMs)) throw invalid('at', 'must be an instant such as 2026-01-05T09:00:00Z', 'no-instant');
  const channel = channelId === undefined ? null : await getChannel(tx, seesAll(act), channelId);
  const held = await loadCalendars(tx);
  const versions = calendar === undefined ? held.forChannel(channel?.id ?? null) : [draftOf(calendar)];
  const phase = phaseAt(versions, atMs);
  const goals = settingAt(await getSettingVersions(tx, 'reply-goals'), atMs);
  const goalSeconds = goals?.firstReply.goal ?? null;
  const dueMs = goalSeconds === null ? null : dueInstant(versions, atMs, goalSeconds);
  const firstOpenMs = phase === 'open' ? atMs : dueInstant(versions, atMs, 1);
  return {
    at: new Date(atMs).toISOString(),
    hoursOf: calendar !== undefined ? 'given' : versions.length === 0 ? 'none' : channel !== null && held.byId.get(channel.calendarId ?? -1) === versions ? 'channel' : 'account',
    phase,
    opensAt: firstOpenMs === null ? null : new Date(phase === 'open' ? firstOpenMs : firstOpenMs - 1_000).toISOString(),
    goalSeconds,
    dueAt: dueMs === null ? null : new Date(dueMs).toISOString(),
  };
}

function draftOf(calendar: unknown): CalendarVersion {
  const parsed = parseCalendar(calendar);
  if (parsed.ok) return { ...parsed.value, calendarId: 0, version: 1, validFrom: null };
  const fields = parsed.errors.map(({ path, message }) => ({ field: path === '' ? 'calendar' : `calendar.${path}`, problem: message, key: 'hours-wrong' as const }));
  throw new CoreError('invalid', `${fields[0]!.field}: ${fields[0]!.problem}`, { key: 'hours-wrong', fields });
}

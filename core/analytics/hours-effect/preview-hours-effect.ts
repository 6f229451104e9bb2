import { businessSeconds, loadCalendars, parseCalendar, type CalendarVersion } from '#core/calendars/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions, settingAt, type SettingVersion } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Goals } from '../log/log-context.ts';

/** Seconds; null: of none. `within` and `over`: against the goals in force then; what had none is in neither. */
export interface SpanFigures { readonly mean: number | null; readonly median: number | null; readonly within: number; readonly over: number; /** Wholly outside hours. */ readonly zero: number }
export interface MetricEffect { readonly count: number; readonly isCut: boolean; readonly now: SpanFigures; readonly wanted: SpanFigures }
export interface HoursEffect { readonly days: number; readonly firstReply: MetricEffect; readonly reply: MetricEffect }

const days = 30;
const spansMax = 5_000;

interface SpanRow { readonly at: string; readonly raw: number; readonly business: number }

/** `channelId`: as hours of this channel; absent: as the account's. `calendar`: see `parseCalendar`; `invalid` names each mistake. */
export async function previewHoursEffect(tx: Tx, act: Act, { calendar, channelId }: { calendar: unknown; channelId?: number }): Promise<HoursEffect> {
  requirePermission(act, 'calendars.read');
  const parsed = parseCalendar(calendar);
  if (!parsed.ok) {
    const fields = parsed.errors.map(({ path, message }) => ({ field: path === '' ? 'calendar' : `calendar.${path}`, problem: message, key: 'hours-wrong' as const }));
    throw new CoreError('invalid', `${fields[0]!.field}: ${fields[0]!.problem}`, { key: 'hours-wrong', fields });
  }
  const versions: CalendarVersion[] = [{ ...parsed.value, calendarId: 0, version: 1, validFrom: null }];
  const channelIds = await channelsOf(tx, channelId);
  const goals = await getSettingVersions(tx, 'reply-goals');
  const fromMs = Date.parse(act.now) - days * 86_400_000;
  const from = new Date(fromMs).toISOString();
  const firstReplies = await tx.rows(sql<SpanRow>`
    SELECT mf.at, mf.span_raw AS raw, mf.span_business AS business FROM message_facts mf
    WHERE mf.account_id = ${tx.accountId} AND mf.at >= ${from}::timestamptz AND mf.is_initial_reply AND mf.is_included AND NOT mf.is_outlier AND mf.message_type <> 'inbound'
      AND mf.span_raw IS NOT NULL AND mf.span_business IS NOT NULL AND mf.channel_id = ANY(${channelIds}::bigint[]) ORDER BY mf.at DESC, mf.message_id DESC LIMIT ${spansMax + 1}`);
  const replies = await tx.rows(sql<SpanRow>`
    SELECT mf.at, mf.span_raw AS raw, mf.span_business AS business FROM message_facts mf
    WHERE mf.account_id = ${tx.accountId} AND mf.at >= ${from}::timestamptz AND mf.classification IN ('reply', 'reply-all') AND mf.is_included AND NOT mf.is_outlier AND mf.message_type <> 'inbound'
      AND mf.span_raw IS NOT NULL AND mf.span_business IS NOT NULL AND mf.channel_id = ANY(${channelIds}::bigint[]) ORDER BY mf.at DESC, mf.message_id DESC LIMIT ${spansMax + 1}`);
  return { days, firstReply: compare(firstReplies, versions, goals, 'firstReply'), reply: compare(replies, versions, goals, 'overall') };
}

/** The channels that these hours would count for: those that share the channel's own calendar, or only it; or those without hours of their own. */
async function channelsOf(tx: Tx, channelId: number | undefined): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number; calendar_id: number | null }>`SELECT id, calendar_id FROM channels WHERE account_id = ${tx.accountId} ORDER BY id`);
  const { defaultId } = await loadCalendars(tx);
  const isShared = (calendarId: number | null): boolean => calendarId === null || calendarId === defaultId;
  if (channelId === undefined) return rows.filter(({ calendar_id }) => isShared(calendar_id)).map(({ id }) => id);
  const channel = rows.find(({ id }) => id === channelId);
  if (!channel) throw notFound('channel');
  return channel.calendar_id === null ? [channelId] : rows.filter(({ calendar_id }) => calendar_id === channel.calendar_id).map(({ id }) => id);
}

function compare(rows: readonly SpanRow[], versions: readonly CalendarVersion[], goals: readonly SettingVersion<Goals>[], metric: 'firstReply' | 'overall'): MetricEffect {
  const spans = rows.slice(0, spansMax).map(({ at, raw, business }) => {
    const atMs = Date.parse(at);
    return { now: business, wanted: businessSeconds(versions, atMs - raw * 1_000, atMs).seconds, goal: settingAt(goals, atMs)?.[metric].goal ?? null };
  });
  return { count: spans.length, isCut: rows.length > spansMax, now: figures(spans.map(({ now, goal }) => ({ seconds: now, goal }))), wanted: figures(spans.map(({ wanted, goal }) => ({ seconds: wanted, goal }))) };
}

function figures(spans: readonly { readonly seconds: number; readonly goal: number | null }[]): SpanFigures {
  const sorted = spans.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = sorted.length === 0 ? null : Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
  const judged = spans.filter(({ goal }) => goal !== null);
  const within = judged.filter(({ seconds, goal }) => seconds <= goal!).length;
  return { mean: sorted.length === 0 ? null : sorted.reduce((sum, one) => sum + one, 0) / sorted.length, median, within, over: judged.length - within, zero: sorted.filter((one) => one === 0).length };
}

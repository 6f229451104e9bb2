import { businessSeconds, dueInstant, loadCalendars, type CalendarVersion } from '#core/calendars/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { getSettingVersions, settingAt } from '#core/settings/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { askedBefore } from './asked-before.ts';
import { requireScope, waits, type WaitingScope } from './waiting-scope.ts';

export interface AtRiskRow {
  readonly conversationId: number;
  readonly subject: string;
  readonly contactName: string | null;
  readonly channelId: number;
  readonly channelName: string;
  readonly agentId: number | null;
  readonly agentName: string | null;
  /** Of the first unanswered question. RFC 3339. */
  readonly waitingSince: string;
  /** Nobody has answered in it so far. */
  readonly isFirst: boolean;
  readonly goalSeconds: number;
  readonly waitedSeconds: number;
  /** Business seconds to the goal; below 0: over it. */
  readonly leftSeconds: number;
  /** Null: never, as it never opens long enough. */
  readonly dueAt: string | null;
}

export interface AtRisk {
  readonly asOf: string;
  /** In business seconds; null: no goal is set, and nothing is due by it. */
  readonly goals: { readonly firstReply: number | null; readonly reply: number | null };
  readonly late: number;
  readonly soon: number;
  /** Counts stop at 10,000. */
  readonly isCapped: boolean;
  /** The first to be due first. */
  readonly rows: readonly AtRiskRow[];
}

const limitMax = 200;
const countMax = 10_000;
/** Soon: when so much of the goal is left. */
const soonShare = 0.25;

interface Group { readonly channelIds: readonly number[]; readonly calendar: readonly CalendarVersion[]; readonly isFirst: boolean; readonly goal: number }

/** Who will be late next, and who is. Two statements for each calendar and goal in use. */
export async function findAtRisk(tx: Tx, act: Act, scope: WaitingScope = {}, { limit = 50 }: { limit?: number } = {}): Promise<AtRisk> {
  requirePermission(act, 'reports.read');
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > limitMax) throw invalid('limit', `must be a whole number from 1 to ${limitMax}`, 'out-of-range', { min: 1, max: limitMax });
  await requireScope(tx, scope);
  const nowMs = Date.parse(act.now);
  const set = settingAt(await getSettingVersions(tx, 'reply-goals'), nowMs);
  const goals = { firstReply: set?.firstReply.goal ?? null, reply: set?.overall.goal ?? null };
  const rows: AtRiskRow[] = [];
  let [late, soon] = [0, 0];
  for (const group of await groupsOf(tx, goals)) {
    rows.push(...(await longestWaiting(tx, scope, group, limit)).map((row) => judge(row, group, nowMs)));
    const isLateBefore = askedBefore(group.calendar, nowMs, group.goal + 1);
    const isSoonBefore = askedBefore(group.calendar, nowMs, Math.ceil(group.goal * (1 - soonShare)));
    const lateHere = await countBefore(tx, scope, group, isLateBefore);
    late += lateHere;
    soon += Math.max(0, await countBefore(tx, scope, group, isSoonBefore) - lateHere);
  }
  rows.sort((a, b) => (a.dueAt ?? '9999').localeCompare(b.dueAt ?? '9999') || a.conversationId - b.conversationId);
  return { asOf: act.now, goals, late: Math.min(late, countMax), soon: Math.min(soon, countMax), isCapped: late > countMax || soon > countMax, rows: rows.slice(0, limit) };
}

/** Channels by the calendar that counts for them, each with both goals that are set. */
async function groupsOf(tx: Tx, goals: AtRisk['goals']): Promise<Group[]> {
  const calendars = await loadCalendars(tx);
  const channels = await tx.rows(sql<{ id: number }>`SELECT id FROM channels WHERE account_id = ${tx.accountId} ORDER BY id`);
  const byCalendar = Map.groupBy(channels, ({ id }) => calendars.forChannel(id)[0]?.calendarId ?? 0);
  return [...byCalendar.values()].flatMap((ofCalendar) => {
    const common = { channelIds: ofCalendar.map(({ id }) => id), calendar: calendars.forChannel(ofCalendar[0]!.id) };
    return [
      ...(goals.firstReply === null ? [] : [{ ...common, isFirst: true, goal: goals.firstReply }]),
      ...(goals.reply === null ? [] : [{ ...common, isFirst: false, goal: goals.reply }]),
    ];
  });
}

/** Answered or not, of a row `c`. */
const isFirst = (accountId: number) => sql`(NOT EXISTS (SELECT FROM conversation_facts f WHERE f.account_id = ${accountId} AND f.conversation_id = c.id AND f.agent_reply_count > 0))`;

type WaitingRow = Omit<AtRiskRow, 'isFirst' | 'goalSeconds' | 'waitedSeconds' | 'leftSeconds' | 'dueAt'>;

function longestWaiting(tx: Tx, scope: WaitingScope, group: Group, limit: number): Promise<WaitingRow[]> {
  return tx.rows(sql<WaitingRow>`
    SELECT w.id AS "conversationId", w.subject, k.name AS "contactName", w.channel_id AS "channelId", ch.name AS "channelName", w.assignee_id AS "agentId", g.name AS "agentName", w.waiting_since AS "waitingSince"
    FROM (
      SELECT c.id, c.subject, c.contact_id, c.channel_id, c.assignee_id, c.waiting_since FROM conversations c
      WHERE ${waits(tx.accountId, scope)} AND c.channel_id = ANY(${[...group.channelIds]}::bigint[]) AND ${isFirst(tx.accountId)} = ${group.isFirst}
      ORDER BY c.waiting_since, c.id LIMIT ${limit}) w
      JOIN channels ch ON ch.account_id = ${tx.accountId} AND ch.id = w.channel_id
      LEFT JOIN contacts k ON k.account_id = ${tx.accountId} AND k.id = w.contact_id
      LEFT JOIN agents g ON g.account_id = ${tx.accountId} AND g.id = w.assignee_id
    ORDER BY w.waiting_since, w.id`);
}

async function countBefore(tx: Tx, scope: WaitingScope, group: Group, beforeMs: number | null): Promise<number> {
  if (beforeMs === null) return 0;
  return (await tx.one(sql<{ count: number }>`
    SELECT count(*)::int AS count FROM (
      SELECT FROM conversations c WHERE ${waits(tx.accountId, scope)} AND c.waiting_since < ${new Date(beforeMs).toISOString()}::timestamptz
        AND c.channel_id = ANY(${[...group.channelIds]}::bigint[]) AND ${isFirst(tx.accountId)} = ${group.isFirst} LIMIT ${countMax + 1}) x`)).count;
}

function judge(row: WaitingRow, { calendar, isFirst: first, goal }: Group, nowMs: number): AtRiskRow {
  const sinceMs = Date.parse(row.waitingSince);
  const waitedSeconds = businessSeconds(calendar, sinceMs, nowMs).seconds;
  const dueMs = dueInstant(calendar, sinceMs, goal);
  return { ...row, isFirst: first, goalSeconds: goal, waitedSeconds, leftSeconds: goal - waitedSeconds, dueAt: dueMs === null ? null : new Date(dueMs).toISOString() };
}

import { requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, anyOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { countBlocks, rangeOf } from './activity-blocks.ts';

export const activityNames = ['login', 'logout', 'status', 'readiness', 'dialled', 'offered', 'attempted', 'picked-up', 'missed', 'bounced', 'withdrawn', 'rejected'] as const;
export type ActivityName = (typeof activityNames)[number];
export type ActivityMode = 'deltacast' | 'multicast' | 'cascade' | 'direct';

/** A line of an agent's log: a stay in a status (it has an end, or is the one that he is in) or a moment. */
export interface Activity {
  readonly id: number;
  readonly agentId: number;
  readonly activity: ActivityName;
  readonly mode: ActivityMode | null;
  /** The stay's own; of a moment, the one that the agent was in. */
  readonly statusId: number;
  /** The agent who did it, where that is another one. */
  readonly setBy: number | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Whole seconds; 0 of a moment and of a stay that goes on. */
  readonly seconds: number;
  readonly interactionId: number | null;
  readonly kind: 'call' | 'chat' | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** Lines of one sort: an activity, of one kind or any, in some ways of offering or any. */
export interface ActivitySort { readonly activity: ActivityName; readonly kind?: 'call' | 'chat'; readonly modes?: readonly ActivityMode[] }

export interface ActivityFilter {
  readonly ids?: readonly number[];
  readonly agentIds?: readonly number[];
  readonly setBy?: readonly number[];
  readonly sorts?: readonly ActivitySort[];
  readonly callIds?: readonly number[];
  readonly chatIds?: readonly number[];
  readonly startedFrom?: string;
  readonly startedTo?: string;
  readonly endedFrom?: string;
  readonly endedTo?: string;
  readonly secondsFrom?: number;
  readonly secondsTo?: number;
}

export type ActivityColumn = 'id' | 'agentId' | 'startedAt' | 'endedAt' | 'seconds' | 'callId' | 'chatId' | 'activity';

/** Both ends rounded down, then the difference, as the durations of calls and chats: stays that follow each other add up to the time from the first to the last. */
const seconds = sql`coalesce((floor(extract(epoch FROM ended_at)) - floor(extract(epoch FROM started_at)))::int, 0)`;
const columns = sql`id, agent_id AS "agentId", activity, mode, status_id AS "statusId", set_by AS "setBy", started_at AS "startedAt", ended_at AS "endedAt", ${seconds} AS seconds,
  interaction_id AS "interactionId", kind, detail`;

const sortColumns: Readonly<Record<ActivityColumn, Sql>> = {
  id: sql`id`, agentId: sql`agent_id`, startedAt: sql`started_at`, endedAt: sql`ended_at`, seconds, activity: sql`activity`,
  callId: sql`CASE WHEN kind = 'call' THEN interaction_id END`, chatId: sql`CASE WHEN kind = 'chat' THEN interaction_id END`,
};

/** What an activity is told from where it is sorted by words of an API: `offered call deltacast`, `login`. */
export const activityKey = ({ activity, kind, mode }: Pick<Activity, 'activity' | 'kind' | 'mode'>): string => [activity, kind, mode].filter((part) => part !== null).join(' ');

export interface ActivityPage { readonly sort: ActivityColumn; readonly words?: Readonly<Record<string, string>>; readonly direction: 'asc' | 'desc'; readonly limit: number; readonly offset: number }

/**
 * A page of the log of all agents; what has nothing in the sorted column comes last, equal ones follow by id. `words`, by `activityKey`: activities stand in their order. Where nothing but sorts of
 * lines is asked for (or a time that leaves none out), the count is kept, and a page by id at any depth is a range; others are cut by OFFSET from what fits.
 */
export async function findActivityPage(tx: Tx, act: Act, asked: ActivityFilter, page: ActivityPage): Promise<{ total: number; rows: Activity[] }> {
  requirePermission(act, 'people.read');
  const filter = await withoutIdleBounds(tx, asked);
  const isOfAll = Object.entries(filter).every(([name, value]) => name === 'sorts' || value === undefined);
  const where = allOf(conditionsOf(tx, filter));
  const { sort, words, direction, limit, offset } = page;
  const kept = isOfAll ? await countKept(tx, filter.sorts) : null;
  const total = kept?.total ?? (await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM agent_activities WHERE ${where}`)).total;
  if (total <= offset) return { total, rows: [] };
  if (kept !== null && sort === 'id') return { total, rows: await readRange(tx, where, kept.blocks, { ...page, total }) };
  const column = sort === 'activity' && words ? sql`(${JSON.stringify(words)}::jsonb ->> concat_ws(' ', activity, kind, mode))` : sortColumns[sort];
  const never = sort === 'id' || sort === 'agentId' || sort === 'startedAt' || sort === 'seconds'; // without NULLS LAST an index of the column has the order both ways
  const order = sql`${column} ${direction === 'asc' ? sql`ASC` : sql`DESC`}${never ? sql`` : sql` NULLS LAST`}${sort === 'id' ? sql`` : sql`, id`}`;
  // What fits a filter is found by it and then sorted, never by walking along the order until enough fit: those of this week stand at the end of a long log.
  const fits = isOfAll ? sql`agent_activities WHERE ${where}` : sql`(SELECT * FROM agent_activities WHERE ${where} OFFSET 0) agent_activities`;
  return { total, rows: await tx.rows(sql<Activity>`SELECT ${columns} FROM ${fits} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`) };
}

/** A first pull asks for all since long ago: where that is everything, it is no filter. */
async function withoutIdleBounds(tx: Tx, { startedFrom, startedTo, ...others }: ActivityFilter): Promise<ActivityFilter> {
  const narrows = async (condition: Sql): Promise<boolean> => (await tx.maybe(sql`SELECT 1 AS there FROM agent_activities WHERE account_id = ${tx.accountId} AND ${condition} LIMIT 1`)) !== null;
  return {
    ...others, ...(startedFrom !== undefined && await narrows(sql`started_at < ${startedFrom}::timestamptz`) && { startedFrom }),
    ...(startedTo !== undefined && await narrows(sql`started_at > ${startedTo}::timestamptz`) && { startedTo }),
  };
}

async function countKept(tx: Tx, sorts: readonly ActivitySort[] | undefined): Promise<{ total: number; blocks: Awaited<ReturnType<typeof countBlocks>>['blocks'] }> {
  const { blocks, lines, lastId } = await countBlocks(tx, keysOf(sorts));
  const { rest } = await tx.one(sql<{ rest: number }>`SELECT count(*) AS rest FROM agent_activities WHERE ${allOf([...conditionsOf(tx, sorts === undefined ? {} : { sorts }), sql`id > ${lastId}`])}`);
  return { total: lines + rest, blocks };
}

async function readRange(tx: Tx, where: Sql, blocks: Parameters<typeof rangeOf>[0], { direction, limit, offset, total }: ActivityPage & { readonly total: number }): Promise<Activity[]> {
  const count = Math.min(limit, total - offset);
  const { fromId, toId, skip } = rangeOf(blocks, direction === 'asc' ? offset : total - offset - count, count);
  const rows = await tx.rows(sql<Activity>`
    SELECT ${columns} FROM agent_activities WHERE ${where} AND id >= ${fromId} ${toId === null ? sql`` : sql`AND id <= ${toId}`} ORDER BY id LIMIT ${count} OFFSET ${skip}`);
  return direction === 'asc' ? rows : rows.toReversed();
}

/** `activityKey` of every line that is of one of these sorts. */
function keysOf(sorts: readonly ActivitySort[] | undefined): string[] {
  const all = activityNames.flatMap((activity) => ([null, 'call', 'chat'] as const).flatMap((kind) => ([null, 'deltacast', 'multicast', 'cascade', 'direct'] as const).map((mode) => ({ activity, kind, mode }))));
  return all.filter((line) => sorts === undefined || sorts.some((sort) => sort.activity === line.activity && (sort.kind === undefined || sort.kind === line.kind)
    && (sort.modes === undefined || (line.mode !== null && sort.modes.includes(line.mode))))).map(activityKey);
}

/** The log of one agent, newest first, by key: `before` is the last line of the page before. */
export async function findAgentActivities(
  tx: Tx, act: Act, agentId: number, { before, limit = 100, from, to }: { readonly before?: { readonly at: string; readonly id: number }; readonly limit?: number; readonly from?: string; readonly to?: string } = {},
): Promise<Activity[]> {
  requirePermission(act, 'people.read');
  return tx.rows(sql<Activity>`
    SELECT ${columns} FROM agent_activities WHERE ${allOf([
      sql`account_id = ${tx.accountId}`, sql`agent_id = ${agentId}`,
      ...(before ? [sql`(started_at, id) < (${before.at}::timestamptz, ${before.id}::bigint)`] : []),
      ...(from === undefined ? [] : [sql`started_at >= ${from}::timestamptz`]),
      ...(to === undefined ? [] : [sql`started_at < ${to}::timestamptz`]),
    ])} ORDER BY started_at DESC, id DESC LIMIT ${Math.min(limit, 500)}`);
}

function conditionsOf(tx: Tx, filter: ActivityFilter): Sql[] {
  const among = (column: Sql, values: readonly number[] | undefined): Sql[] => (values === undefined ? [] : [sql`${column} = ANY(${[...values]}::bigint[])`]);
  const bounds = (column: Sql, from: string | undefined, to: string | undefined): Sql[] => [
    ...(from === undefined ? [] : [sql`${column} >= ${from}::timestamptz`]), ...(to === undefined ? [] : [sql`${column} <= ${to}::timestamptz`]),
  ];
  const { callIds, chatIds, sorts, secondsFrom, secondsTo } = filter;
  return [
    sql`account_id = ${tx.accountId}`,
    ...among(sql`id`, filter.ids), ...among(sql`agent_id`, filter.agentIds), ...among(sql`set_by`, filter.setBy),
    ...(callIds === undefined ? [] : [sql`kind = 'call'`, ...among(sql`interaction_id`, callIds)]),
    ...(chatIds === undefined ? [] : [sql`kind = 'chat'`, ...among(sql`interaction_id`, chatIds)]),
    ...bounds(sql`started_at`, filter.startedFrom, filter.startedTo), ...bounds(sql`ended_at`, filter.endedFrom, filter.endedTo),
    ...(secondsFrom === undefined ? [] : [sql`${seconds} >= ${secondsFrom}::float8`]), ...(secondsTo === undefined ? [] : [sql`${seconds} <= ${secondsTo}::float8`]),
    ...(sorts === undefined ? [] : [sorts.length === 0 ? sql`false` : anyOf(sorts.map(sortCondition))]),
  ];
}

function sortCondition({ activity, kind, modes }: ActivitySort): Sql {
  return allOf([sql`activity = ${activity}`, ...(kind === undefined ? [] : [sql`kind = ${kind}`]), ...(modes === undefined ? [] : [sql`mode = ANY(${[...modes]}::text[])`])]);
}

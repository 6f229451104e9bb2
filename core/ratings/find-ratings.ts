import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** One time that a customer was asked. */
export interface Rating {
  readonly messageId: number;
  readonly conversationId: number;
  readonly channelId: number;
  readonly agentId: number | null;
  readonly askedAt: string;
  readonly ratedAt: string | null;
  /** 1 to 5; null: no answer (yet). */
  readonly rating: number | null;
  readonly feedback: string | null;
}

const columns = sql`message_id AS "messageId", conversation_id AS "conversationId", channel_id AS "channelId", agent_id AS "agentId", asked_at AS "askedAt", rated_at AS "ratedAt", rating, feedback`;

/** Of one conversation, newest first. */
export async function findRatingsOf(tx: Tx, act: Act, conversationId: number): Promise<Rating[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<Rating>`
    SELECT ${columns} FROM ratings WHERE account_id = ${tx.accountId}
      AND conversation_id = (SELECT coalesce(merged_into, id) FROM conversations WHERE account_id = ${tx.accountId} AND id = ${conversationId} AND life <> 'deleted') ORDER BY asked_at DESC LIMIT 50`);
}

export interface RatingsFilter {
  /** RFC 3339; asked at or after, and before. */
  readonly from: string;
  readonly to: string;
  readonly channelId?: number;
  readonly agentId?: number;
  readonly teamId?: number;
}

/** Which of the rows: those behind one figure. */
export interface RatingsCut {
  readonly rating?: number;
  readonly isRated?: boolean;
}

export interface RatingsReport {
  readonly asked: number;
  readonly rated: number;
  /** How many gave 1, 2, 3, 4, 5. */
  readonly distribution: readonly [number, number, number, number, number];
  /** Null: nobody answered. */
  readonly mean: number | null;
  /** Of those asked, how many answered; null: nobody was asked. */
  readonly responseRate: number | null;
  readonly byAgent: readonly { readonly agentId: number | null; readonly asked: number; readonly rated: number; readonly mean: number | null }[];
}

const daysMax = 366;

/** Figures of what was asked within a time; each equals counting the rows. */
export async function reportRatings(tx: Tx, act: Act, filter: RatingsFilter): Promise<RatingsReport> {
  requirePermission(act, 'reports.read');
  const rows = await tx.rows(sql<{ agentId: number | null; rating: number | null; count: number }>`
    SELECT agent_id AS "agentId", rating, count(*) AS count FROM ratings WHERE ${whereOf(tx, filter)} GROUP BY agent_id, rating ORDER BY agent_id NULLS LAST, rating`);
  const figures = (some: typeof rows): { asked: number; rated: number; mean: number | null } => {
    const answered = some.filter(({ rating }) => rating !== null);
    const rated = answered.reduce((sum, { count }) => sum + count, 0);
    return { asked: some.reduce((sum, { count }) => sum + count, 0), rated, mean: rated === 0 ? null : answered.reduce((sum, { rating, count }) => sum + rating! * count, 0) / rated };
  };
  const all = figures(rows);
  const of = (stars: number): number => rows.filter(({ rating }) => rating === stars).reduce((sum, { count }) => sum + count, 0);
  return {
    ...all, distribution: [of(1), of(2), of(3), of(4), of(5)], responseRate: all.asked === 0 ? null : all.rated / all.asked,
    byAgent: [...Map.groupBy(rows, ({ agentId }) => agentId)].map(([agentId, some]) => ({ agentId, ...figures(some) })),
  };
}

/** The rows behind the figures, newest first; by key. */
export async function findRatings(tx: Tx, act: Act, filter: RatingsFilter & RatingsCut, { beforeId, limit }: { beforeId?: number; limit: number }): Promise<Rating[]> {
  requirePermission(act, 'reports.read');
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<Rating>`
    SELECT ${columns} FROM ratings WHERE ${whereOf(tx, filter)} ${filter.rating === undefined ? sql`` : sql`AND rating = ${filter.rating}`} ${filter.isRated === undefined ? sql`` : sql`AND (rating IS NOT NULL) = ${filter.isRated}`}
      ${beforeId === undefined ? sql`` : sql`AND message_id < ${beforeId}`} ORDER BY message_id DESC LIMIT ${Math.max(1, Math.min(limit, 101))}`);
}

function whereOf(tx: Tx, { from, to, channelId, agentId, teamId }: RatingsFilter) {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  if (!(fromMs < toMs)) throw invalid('to', 'must be after from', 'no-instant');
  if (toMs - fromMs > daysMax * 86_400_000) throw invalid('to', 'must be within a year of from', 'within-a-year');
  return sql`account_id = ${tx.accountId} AND asked_at >= ${from}::timestamptz AND asked_at < ${to}::timestamptz
    ${channelId === undefined ? sql`` : sql`AND channel_id = ${channelId}`} ${agentId === undefined ? sql`` : sql`AND agent_id = ${agentId}`} ${teamId === undefined ? sql`` : sql`AND team_id = ${teamId}`}`;
}

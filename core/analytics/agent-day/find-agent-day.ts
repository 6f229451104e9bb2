import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import type { QueueKind } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadStatuses } from '../live/load-statuses.ts';
import { secondsBetween } from '../live/seconds-between.ts';
import { knownZone, startOfDay } from '../live/window.ts';

interface Piece {
  /** Cut to the day. */
  readonly startedAt: string;
  /** Null: it still runs. */
  readonly endedAt: string | null;
  readonly seconds: number;
}

export interface DayStay extends Piece { readonly statusId: number; readonly name: string; readonly color: string; readonly setByName: string | null }
export interface DayWork extends Piece { readonly interactionId: number; readonly conversationId: number; readonly kind: QueueKind; readonly type: string; readonly role: string; readonly queueName: string | null }
export interface DayMoment { readonly at: string; readonly activity: string; readonly mode: string | null; readonly interactionId: number | null; readonly kind: QueueKind | null }

export interface AgentDay {
  readonly agentId: number;
  readonly name: string;
  readonly day: string;
  readonly zone: string;
  readonly asOf: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly stays: readonly DayStay[];
  readonly work: readonly DayWork[];
  readonly moments: readonly DayMoment[];
  /** A list is at its end at `dayRowsMax`. */
  readonly isCut: boolean;
}

export const dayRowsMax = 2_000;

/** The day of an agent. Another's needs `work.supervise`; one's own does not. `day`: local day of the zone, `2026-05-06`; default today. */
export async function findAgentDay(tx: Tx, act: Act, { agentId, day, zone }: { agentId: number; day?: string | undefined; zone: string }): Promise<AgentDay> {
  const agent = await tx.maybe(sql<{ name: string; userId: number | null }>`SELECT name, user_id AS "userId" FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  const isOwn = agent !== null && act.actor.kind === 'user' && act.actor.id !== null && agent.userId === act.actor.id;
  if (!isOwn) requirePermission(act, 'work.supervise');
  if (agent === null) throw notFound('agent');
  const local = dayOf(day, act.now, zone);
  const bounds = { from: startOfDay(local, zone), before: startOfDay(local.add({ days: 1 }), zone) };
  const until = act.now < bounds.before ? act.now : bounds.before;
  const span = { ...bounds, until, reachFrom: new Date(Date.parse(bounds.from) - 86_400_000).toISOString() };
  const [stays, work, moments] = [await loadStays(tx, agentId, span), await loadWork(tx, agentId, span), await loadMoments(tx, agentId, span)];
  const statuses = await loadStatuses(tx);
  return {
    agentId, name: agent.name, day: local.toString(), zone, asOf: act.now, startsAt: bounds.from, endsAt: bounds.before,
    stays: stays.map((stay) => ({ ...stay, name: statuses.get(stay.statusId)?.name ?? `#${stay.statusId}`, color: statuses.get(stay.statusId)?.color ?? 'grey' })),
    work, moments, isCut: [stays, work, moments].some(({ length }) => length >= dayRowsMax),
  };
}

interface DaySpan { readonly from: string; readonly before: string; readonly until: string; readonly reachFrom: string }

function dayOf(day: string | undefined, now: string, zone: string): Temporal.PlainDate {
  knownZone(zone);
  if (day === undefined) return Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate();
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day) && day >= '2000-01-01' && day <= '9998-12-31') return Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch { /* answered below */ }
  throw invalid('day', 'is no day such as 2026-05-06', 'no-date');
}

/** Columns of a piece from `started_at` and `ended_at`, cut to the day. */
const cut = ({ from, before, until }: DaySpan) => sql`
  greatest(x.started_at, ${from}::timestamptz) AS "startedAt", CASE WHEN x.ended_at IS NULL AND ${until}::timestamptz < ${before}::timestamptz THEN NULL ELSE least(coalesce(x.ended_at, ${before}::timestamptz), ${before}::timestamptz) END AS "endedAt",
  ${secondsBetween(sql`greatest(x.started_at, ${from}::timestamptz)`, sql`least(coalesce(x.ended_at, ${until}::timestamptz), ${until}::timestamptz)`)} AS seconds`;

async function loadStays(tx: Tx, agentId: number, span: DaySpan): Promise<Omit<DayStay, 'name' | 'color'>[]> {
  return tx.rows(sql<Omit<DayStay, 'name' | 'color'>>`
    SELECT x.status_id AS "statusId", s.name AS "setByName", ${cut(span)}
    FROM (
      (SELECT status_id, set_by, started_at, ended_at, id FROM agent_activities
        WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} AND activity = 'status' AND started_at < ${span.from}::timestamptz ORDER BY started_at DESC, id DESC LIMIT 1)
      UNION ALL
      (SELECT status_id, set_by, started_at, ended_at, id FROM agent_activities
        WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} AND activity = 'status' AND started_at >= ${span.from}::timestamptz AND started_at < ${span.until}::timestamptz ORDER BY started_at, id LIMIT ${dayRowsMax})) x
    LEFT JOIN agents s ON s.account_id = ${tx.accountId} AND s.id = x.set_by
    WHERE coalesce(x.ended_at, ${span.until}::timestamptz) > ${span.from}::timestamptz AND x.started_at < ${span.until}::timestamptz
    ORDER BY x.started_at, x.id LIMIT ${dayRowsMax}`);
}

async function loadWork(tx: Tx, agentId: number, span: DaySpan): Promise<DayWork[]> {
  return tx.rows(sql<DayWork>`
    SELECT x.interaction_id AS "interactionId", i.conversation_id AS "conversationId", x.kind, x.type, p.role, q.name AS "queueName", ${cut(span)}
    FROM interaction_spans x
    JOIN interaction_parties p ON p.account_id = x.account_id AND p.id = x.party_id AND p.kind = 'agent'
    JOIN interactions i ON i.account_id = x.account_id AND i.id = x.interaction_id
    LEFT JOIN queues q ON q.account_id = i.account_id AND q.id = coalesce(x.queue_id, i.queue_id)
    WHERE x.account_id = ${tx.accountId} AND x.agent_id = ${agentId} AND x.started_at >= ${span.reachFrom}::timestamptz AND x.started_at < ${span.until}::timestamptz
      AND coalesce(x.ended_at, ${span.until}::timestamptz) > ${span.from}::timestamptz
    ORDER BY x.started_at, x.id LIMIT ${dayRowsMax}`);
}

async function loadMoments(tx: Tx, agentId: number, span: DaySpan): Promise<DayMoment[]> {
  return tx.rows(sql<DayMoment>`
    SELECT started_at AS at, activity, mode, interaction_id AS "interactionId", kind FROM agent_activities
    WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} AND activity <> 'status' AND started_at >= ${span.from}::timestamptz AND started_at < ${span.until}::timestamptz
    ORDER BY started_at, id LIMIT ${dayRowsMax}`);
}

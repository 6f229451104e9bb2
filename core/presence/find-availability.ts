import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { Availability } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readStatuses } from './statuses/find-statuses.ts';
import { statusIds } from './statuses/built-in.ts';

export interface AgentAvailability {
  /** What counts now. */
  readonly availability: Availability;
  readonly autoOffline: boolean;
}

interface Row { readonly id: number; readonly set: Availability | null; readonly autoOffline: boolean; readonly isOnline: boolean; readonly statusId: number | null }

/**
 * Who is there, by agent; of these, or of all. Who has a place in the contact centre is what his status says: available where it takes work, offline where
 * it is Offline, else busy. Of the others: what was set, else whether the person is connected to the desk. With `autoOffline` (the default) nobody is there
 * who is not connected.
 */
export async function findAvailability(tx: Tx, act: Act, agentIds?: readonly number[]): Promise<Map<number, AgentAvailability>> {
  requirePermission(act, 'people.read');
  const rows = await tx.rows(sql<Row>`
    SELECT a.id, a.availability AS set, a.auto_offline AS "autoOffline", s.status_id AS "statusId", coalesce(s.is_online, false) OR
      EXISTS (SELECT FROM desk_presence p WHERE p.account_id = a.account_id AND p.user_id = a.user_id AND p.until > clock_timestamp()) AS "isOnline"
    FROM agents a LEFT JOIN agent_presence s ON s.account_id = a.account_id AND s.agent_id = a.id
    WHERE a.account_id = ${tx.accountId} AND ${agentIds === undefined ? sql`true` : sql`a.id = ANY(${[...agentIds]}::bigint[])`}`);
  const takingWork = new Set((await readStatuses(tx)).filter(({ takesWork }) => takesWork).map(({ id }) => id));
  return new Map(rows.map((row) => [row.id, { autoOffline: row.autoOffline, availability: availabilityOf(row, takingWork) }]));
}

function availabilityOf({ set, autoOffline, isOnline, statusId }: Row, takingWork: ReadonlySet<number>): Availability {
  if (!isOnline && autoOffline) return 'offline';
  if (statusId !== null && isOnline) return statusId === statusIds.offline ? 'offline' : takingWork.has(statusId) ? 'available' : 'busy';
  return set ?? (isOnline ? 'available' : 'offline');
}

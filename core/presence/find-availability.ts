import { requirePermission, type Act } from '#core/kernel/index.ts';
import type { Availability } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface AgentAvailability {
  /** What counts now. */
  readonly availability: Availability;
  readonly autoOffline: boolean;
}

/**
 * Who is there, by agent: what was set, else whether the person is connected to the desk; with `autoOffline` (the default) nobody is there who
 * is not connected. Of these agents, or of all.
 */
export async function findAvailability(tx: Tx, act: Act, agentIds?: readonly number[]): Promise<Map<number, AgentAvailability>> {
  requirePermission(act, 'people.read');
  const rows = await tx.rows(sql<{ id: number; set: Availability | null; autoOffline: boolean; isOnline: boolean }>`
    SELECT a.id, a.availability AS set, a.auto_offline AS "autoOffline",
      EXISTS (SELECT FROM desk_presence p WHERE p.account_id = a.account_id AND p.user_id = a.user_id AND p.until > clock_timestamp()) AS "isOnline"
    FROM agents a WHERE a.account_id = ${tx.accountId} AND ${agentIds === undefined ? sql`true` : sql`a.id = ANY(${[...agentIds]}::bigint[])`}`);
  return new Map(rows.map(({ id, set, autoOffline, isOnline }) => [id, { autoOffline, availability: autoOffline && !isOnline ? 'offline' : set ?? (isOnline ? 'available' : 'offline') }]));
}

import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { defaultCapacity } from './agent-work.ts';

/** How much an agent takes at once, in units, and what a call and a chat take of it. */
export interface Capacity { readonly capacity: number; readonly callWeight: number; readonly chatWeight: number }
/** Of one agent: null is as the account has it. What is not named stays. */
export type CapacityChange = { readonly [Field in keyof Capacity]?: number | null | undefined };

const fields = ['capacity', 'callWeight', 'chatWeight'] as const;
const bounds = { min: 1, max: 1_000 };

/** What holds for agents without figures of their own. */
export async function getCapacity(tx: Tx, act: Act): Promise<Capacity> {
  requirePermission(act, 'queues.read');
  return readCapacity(tx);
}

/** For who has asked for his own permission. */
export async function readCapacity(tx: Tx): Promise<Capacity> {
  return (await tx.maybe(sql<Capacity>`SELECT capacity, call_weight AS "callWeight", chat_weight AS "chatWeight" FROM capacity_settings WHERE account_id = ${tx.accountId}`)) ?? defaultCapacity;
}

/** For all agents without figures of their own; routing looks at them anew, what they have in hand stays. */
export async function changeCapacity(tx: Tx, act: Act, change: Partial<Capacity>): Promise<Capacity> {
  requirePermission(act, 'work.supervise');
  check(change, false);
  await tx.run(sql`SELECT FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
  const present = await readCapacity(tx);
  const { capacity = present.capacity, callWeight = present.callWeight, chatWeight = present.chatWeight } = change;
  await tx.run(sql`
    INSERT INTO capacity_settings (account_id, capacity, call_weight, chat_weight) VALUES (${tx.accountId}, ${capacity}, ${callWeight}, ${chatWeight})
    ON CONFLICT (account_id) DO UPDATE SET capacity = excluded.capacity, call_weight = excluded.call_weight, chat_weight = excluded.chat_weight`);
  await tell(tx, act, null, change);
  return { capacity, callWeight, chatWeight };
}

/** Of one agent who has a place in the contact centre (`ensureAgentPresence`). */
export async function changeAgentCapacity(tx: Tx, act: Act, agentId: number, change: CapacityChange): Promise<void> {
  requirePermission(act, 'work.supervise');
  check(change, true);
  const { capacity, callWeight, chatWeight } = change;
  await tx.run(sql`
    UPDATE agent_presence SET capacity = CASE WHEN ${capacity === undefined}::boolean THEN capacity ELSE ${capacity ?? null}::int END,
      call_weight = CASE WHEN ${callWeight === undefined}::boolean THEN call_weight ELSE ${callWeight ?? null}::int END,
      chat_weight = CASE WHEN ${chatWeight === undefined}::boolean THEN chat_weight ELSE ${chatWeight ?? null}::int END
    WHERE account_id = ${tx.accountId} AND agent_id = ${agentId}`);
  await tell(tx, act, agentId, change);
}

/** Agents whom a change may make ready or no longer: online, in one of these statuses or on the way back to it; without statuses, all who are online. */
export async function findAgentsToRecount(tx: Tx, statusIds: readonly number[] | null): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT agent_id AS id FROM agent_presence WHERE account_id = ${tx.accountId} AND is_online
      AND ${statusIds === null ? sql`true` : sql`coalesce(resume_status_id, status_id) = ANY(${[...statusIds]}::integer[])`} ORDER BY agent_id`);
  return rows.map(({ id }) => id);
}

function check(change: CapacityChange, mayBeNull: boolean): void {
  for (const field of fields) {
    const value = change[field];
    if (value === undefined || (value === null && mayBeNull)) continue;
    if (value === null || !Number.isInteger(value) || value < bounds.min || value > bounds.max) throw invalid(field, `must be a whole number from ${bounds.min} to ${bounds.max}`, 'out-of-range', bounds);
  }
}

async function tell(tx: Tx, act: Act, agentId: number | null, change: CapacityChange): Promise<void> {
  await writeAudit(tx, act, { action: 'settings.changed', targetKind: 'capacity', targetId: agentId ?? tx.accountId, detail: { ...change } });
  await appendEvents(tx, act, [{ type: 'capacity.changed', data: { agentId } }]);
}

import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export const availabilities = ['available', 'busy', 'offline'] as const;
export type Availability = (typeof availabilities)[number];

/** What is not named stays. What it comes to with who is connected says `findAvailability` (presence). */
export async function setAvailability(tx: Tx, act: Act, agentId: number, change: { availability?: Availability | undefined; autoOffline?: boolean | undefined }): Promise<void> {
  requirePermission(act, 'people.write');
  if (change.availability === undefined && change.autoOffline === undefined) return;
  const changed = await tx.run(sql`
    UPDATE agents SET availability = coalesce(${change.availability ?? null}, availability), auto_offline = coalesce(${change.autoOffline ?? null}::boolean, auto_offline)
    WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  if (changed === 0) throw notFound('agent');
  await appendEvents(tx, act, [{ type: 'agent.changed', data: { agentId, addressesChanged: false } }]);
}

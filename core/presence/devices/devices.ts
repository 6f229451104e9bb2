import type { Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';

export type DeviceKind = 'desk' | 'softphone' | 'mobile' | 'api';

/** A device is there for so long after it was last heard of; it should say so three times in it. By the server's clock. */
export const deviceLeaseSeconds = 45;

export interface Device { readonly device: string; readonly kind: DeviceKind; readonly connectedAt: string; readonly until: string }

/** The device is there, for the next 45 seconds. Checks no permission, and does not make the agent online: routing does. */
export async function holdDevice(tx: Tx, act: Act, agentId: number, { device, kind }: { readonly device: string; readonly kind: DeviceKind }): Promise<void> {
  await tx.run(sql`
    INSERT INTO agent_devices AS d (account_id, agent_id, device, kind, connected_at, until)
    VALUES (${tx.accountId}, ${agentId}, ${device}, ${kind}, ${act.now}, ${act.now}::timestamptz + make_interval(secs => ${deviceLeaseSeconds}))
    ON CONFLICT (account_id, agent_id, device) DO UPDATE SET kind = excluded.kind, until = excluded.until,
      connected_at = CASE WHEN d.until > ${act.now}::timestamptz THEN d.connected_at ELSE excluded.connected_at END`);
}

/** The device is gone now instead of when its lease ends. False: it was not there. */
export async function dropDevice(tx: Tx, act: Act, agentId: number, device: string): Promise<boolean> {
  return await tx.run(sql`UPDATE agent_devices SET until = ${act.now} WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} AND device = ${device} AND until > ${act.now}::timestamptz`) > 0;
}

/**
 * Agents of these who were deactivated: their leases end now, also of those who are online without a device, so whoever looks for ended leases makes them offline and gives their
 * work back. Returns how many there are.
 */
export async function endDevicesOfGone(tx: Tx, agentIds: readonly number[], now: string): Promise<number> {
  return tx.run(sql`
    INSERT INTO agent_devices AS d (account_id, agent_id, device, kind, connected_at, until)
    SELECT p.account_id, p.agent_id, coalesce(k.device, 'gone'), coalesce(k.kind, 'api'), ${now}::timestamptz, ${now}::timestamptz
    FROM agent_presence p JOIN agents a ON a.account_id = p.account_id AND a.id = p.agent_id AND a.deactivated_at IS NOT NULL
      LEFT JOIN agent_devices k ON k.account_id = ${tx.accountId} AND k.agent_id = p.agent_id
    WHERE p.account_id = ${tx.accountId} AND p.is_online AND p.agent_id = ANY(${[...agentIds]}::bigint[])
    ON CONFLICT (account_id, agent_id, device) DO UPDATE SET until = least(d.until, excluded.until)`);
}

export async function findDevices(tx: Tx, act: Act, agentId: number): Promise<Device[]> {
  return tx.rows(sql<Device>`
    SELECT device, kind, connected_at AS "connectedAt", until FROM agent_devices
    WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} AND until > ${act.now}::timestamptz ORDER BY connected_at, device`);
}

/**
 * The desk sockets of these people are open: of those who are agents with a place in the contact centre (a row of presence), for the next 45
 * seconds. All sockets of an agent are one device. Returns who of them is not online yet.
 */
export async function holdDesks(tx: Tx, act: Act, userIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ agentId: number; isOnline: boolean }>`
    WITH theirs AS (
      SELECT p.agent_id, p.is_online FROM agents a JOIN agent_presence p ON p.account_id = a.account_id AND p.agent_id = a.id
      WHERE a.account_id = ${tx.accountId} AND a.user_id = ANY(${[...new Set(userIds)]}::bigint[]) AND a.deactivated_at IS NULL
    ), held AS (
      INSERT INTO agent_devices (account_id, agent_id, device, kind, connected_at, until)
      SELECT ${tx.accountId}::bigint, agent_id, 'desk', 'desk', ${act.now}::timestamptz, ${act.now}::timestamptz + make_interval(secs => ${deviceLeaseSeconds}) FROM theirs ORDER BY agent_id
      ON CONFLICT (account_id, agent_id, device) DO UPDATE SET until = excluded.until
    )
    SELECT agent_id AS "agentId", is_online AS "isOnline" FROM theirs ORDER BY agent_id`);
  return rows.filter(({ isOnline }) => !isOnline).map(({ agentId }) => agentId);
}

/** Agents of all accounts with a device whose lease has ended. One narrow function over all accounts. */
export async function findEndedDevices(database: Database, now: string): Promise<{ accountId: number; agentId: number }[]> {
  return database.rows(sql<{ accountId: number; agentId: number }>`SELECT account_id AS "accountId", agent_id AS "agentId" FROM ended_devices(${now}::timestamptz)`);
}

/** Takes the leases away that have ended. The agent's row is locked by the caller. Returns whether a device is there still. */
export async function sweepDevices(tx: Tx, act: Act, agentId: number): Promise<boolean> {
  await tx.run(sql`DELETE FROM agent_devices WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} AND until <= ${act.now}::timestamptz`);
  return (await tx.one(sql<{ isThere: boolean }>`SELECT EXISTS (SELECT FROM agent_devices WHERE account_id = ${tx.accountId} AND agent_id = ${agentId}) AS "isThere"`)).isThere;
}

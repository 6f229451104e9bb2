import { requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { distinctAddresses, type SeenAddress } from './distinct-addresses.ts';

/**
 * The agents behind addresses of our own side: those known, and a new one (`is_discovered`) for each that is not. Keys are normalised
 * addresses; what is no address is left out. One statement where all are known, else two or three, however many there are.
 *
 * Two at once agree: the address row decides (its unique key makes the later one wait and take the earlier one's agent), an agent is
 * made only for a row that was won, and rows are taken in order of address so that two batches cannot lock each other.
 */
export async function discoverAgents(tx: Tx, act: Act, seen: readonly SeenAddress[]): Promise<Map<string, number>> {
  requirePermission(act, 'imports.run');
  const names = distinctAddresses(seen);
  const found = await agentsByAddress(tx, [...names.keys()]);
  const missing = [...names].filter(([address]) => !found.has(address)).map(([address, name]) => ({ address, name }));
  if (missing.length === 0) return found;
  const made = await tx.rows(sql<{ address: string; agentId: number }>`
    WITH wanted AS MATERIALIZED (
      SELECT r.address, r.name, nextval(pg_get_serial_sequence('agents', 'id')) AS id
      FROM jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) AS r(address text, name text)
    ), won AS (
      INSERT INTO agent_addresses (account_id, address, agent_id)
      SELECT ${tx.accountId}::bigint, address, id FROM wanted ORDER BY address
      ON CONFLICT DO NOTHING RETURNING address, agent_id
    ), made AS (
      INSERT INTO agents (account_id, id, name, is_discovered, created_at)
      SELECT ${tx.accountId}::bigint, won.agent_id, wanted.name, true, ${act.now}::timestamptz FROM won JOIN wanted USING (address)
    )
    SELECT address, agent_id AS "agentId" FROM won`);
  for (const { address, agentId } of made) found.set(address, agentId);
  if (made.length > 0) await writeAudit(tx, act, { action: 'agents.discovered', detail: { agentIds: made.map(({ agentId }) => agentId) } });
  const lost = missing.map(({ address }) => address).filter((address) => !found.has(address));
  for (const [address, agentId] of await agentsByAddress(tx, lost)) found.set(address, agentId);
  return found;
}

async function agentsByAddress(tx: Tx, addresses: readonly string[]): Promise<Map<string, number>> {
  if (addresses.length === 0) return new Map();
  const rows = await tx.rows(sql<{ address: string; agentId: number }>`
    SELECT address, agent_id AS "agentId" FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = ANY(${addresses}::text[])`);
  return new Map(rows.map(({ address, agentId }) => [address, agentId]));
}

import { statusIds } from '#core/presence/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Agents who are online, available and ready in these queues, as the commands would leave them: five statements for any number. The first is idle the longest. */
export async function furnishCrowd(tx: Tx, now: string, count: number, queueIds: readonly number[]): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    INSERT INTO agents (account_id, name, created_at) SELECT ${tx.accountId}::bigint, 'Crowd ' || n, ${now}::timestamptz FROM generate_series(1, ${count}::integer) n RETURNING id`);
  const ids = rows.map((row) => row.id).toSorted((a, b) => a - b);
  await tx.run(sql`
    INSERT INTO agent_presence (account_id, agent_id, status_id, status_since, is_online, online_since, idle_since)
    SELECT ${tx.accountId}::bigint, a, ${statusIds.available}::integer, ${now}::timestamptz, true, ${now}::timestamptz, ${now}::timestamptz - make_interval(secs => ${count}::integer - n)
    FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS u(a, n)`);
  await tx.run(sql`
    INSERT INTO agent_activities (account_id, agent_id, activity, status_id, started_at) SELECT ${tx.accountId}::bigint, a, 'status', ${statusIds.available}::integer, ${now}::timestamptz FROM unnest(${ids}::bigint[]) a`);
  await tx.run(sql`
    INSERT INTO queue_assignments (account_id, queue_id, agent_id, level, created_at)
    SELECT ${tx.accountId}::bigint, q, a, 1, ${now}::timestamptz FROM unnest(${[...queueIds]}::bigint[]) q, unnest(${ids}::bigint[]) a`);
  await tx.run(sql`
    INSERT INTO queue_agents (account_id, queue_id, agent_id, level, ready_since)
    SELECT p.account_id, q, p.agent_id, 1, p.idle_since FROM unnest(${[...queueIds]}::bigint[]) q, agent_presence p WHERE p.account_id = ${tx.accountId} AND p.agent_id = ANY (${ids}::bigint[])`);
  return ids;
}

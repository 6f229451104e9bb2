import type pg from 'pg';

export interface FloorSize { readonly agents: number; readonly teams: number; /** Nodes: roots with 49 leaves each. */ readonly menus: number; readonly activities: number }

/**
 * People of account 1 with how they stand, teams, menus with queues at their leaves, who works those, and an activity log: as the owner, by INSERT ... SELECT. Every agent is in three teams and
 * ten queues; each tenth leaf has a queue. The log is what a day is made of: a stay, an offer, an attempt, a pick-up, a missed offer, a change of readiness in turn.
 */
export async function seedFloor(owner: pg.Client, { agents, teams, menus, activities }: FloorSize): Promise<void> {
  const queues = Math.max(1, Math.floor(menus / 10));
  await owner.query(`
    SET session_replication_role = replica; SET synchronous_commit = off;
    INSERT INTO agents (account_id, id, name, location, agent_number, created_at, last_login_at) SELECT 1, 20000 + g, 'First' || g || ' Last' || g % 500, 'Site ' || g % 7, 'N' || g, '2023-11-01', timestamptz '2026-10-01' + g * interval '1 minute' FROM generate_series(1, ${agents}) g;
    INSERT INTO agent_presence (account_id, agent_id, status_id, status_since, is_online, idle_since) SELECT 1, 20000 + g, -(g % 5), timestamptz '2026-10-01' + g * interval '1 minute', g % 3 = 0, '2026-10-01' FROM generate_series(1, ${agents}) g;
    INSERT INTO teams (account_id, id, name, parent_id, position, created_at) SELECT 1, 20000 + g, 'Team ' || g, CASE WHEN g > 20 THEN 20001 + g % 20 END, g % 50, '2023-11-01' FROM generate_series(1, ${teams}) g;
    INSERT INTO team_members (account_id, team_id, agent_id) SELECT DISTINCT 1, 20001 + (g * 7 + n * 331) % ${teams}, 20000 + g FROM generate_series(1, ${agents}) g, generate_series(1, 3) n;
    INSERT INTO menus (account_id, id, kind, name, parent_id, position, created_at) SELECT 1, 20000 + g, (ARRAY['ivr', 'mobile', 'web'])[1 + ((g - 1) / 50) % 3], 'Node ' || g, CASE WHEN g % 50 <> 1 THEN 20001 + (g - 1) / 50 * 50 END, (g - 1) % 50, '2023-11-01' FROM generate_series(1, ${menus}) g;
    INSERT INTO menu_paths (account_id, id, menu_id, path, items) SELECT 1, 20000 + g, 20000 + g, 'Node ' || (1 + (g - 1) / 50 * 50) || '/Node ' || g, 2 FROM generate_series(1, ${menus}) g WHERE g % 50 <> 1;
    INSERT INTO queues (account_id, id, kind, name, menu_path_id, created_at) SELECT 1, 20000 + g, 'chat', 'Queue ' || g, CASE WHEN (g * 10) % 50 <> 1 THEN 20000 + g * 10 END, '2023-11-01' FROM generate_series(1, ${queues}) g;
    INSERT INTO queue_agents (account_id, queue_id, agent_id, level) SELECT DISTINCT 1, 20001 + (g * 13 + n * 37) % ${queues}, 20000 + g, 1 FROM generate_series(1, ${agents}) g, generate_series(1, 10) n;
    INSERT INTO queue_assignments (account_id, queue_id, agent_id, level, created_at) SELECT account_id, queue_id, agent_id, 1, '2023-11-01' FROM queue_agents WHERE account_id = 1 AND queue_id > 20000;
    INSERT INTO agent_activities (account_id, agent_id, activity, mode, status_id, started_at, ended_at, interaction_id, kind)
      SELECT 1, 20001 + n % ${agents}, (ARRAY['status', 'offered', 'attempted', 'picked-up', 'missed', 'readiness'])[1 + n % 6], CASE WHEN n % 6 BETWEEN 1 AND 4 THEN (ARRAY['deltacast', 'multicast'])[1 + n % 2] END, -(n % 5),
        timestamptz '2026-11-01' - (${activities} - n) * interval '3 seconds', CASE WHEN n % 6 = 0 THEN timestamptz '2026-11-01' - (${activities} - n) * interval '3 seconds' + interval '5 minutes' END,
        CASE WHEN n % 6 BETWEEN 1 AND 4 THEN 1 + n / 6 END, CASE WHEN n % 6 BETWEEN 1 AND 4 THEN (ARRAY['call', 'chat'])[1 + (n / 6) % 2] END FROM generate_series(1, ${activities}) n;
    SET session_replication_role = origin; SET synchronous_commit = on`);
  await owner.query('VACUUM (ANALYZE) agents, agent_presence, teams, team_members, menus, menu_paths, queues, queue_agents, queue_assignments, agent_activities');
}

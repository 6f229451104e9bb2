import type pg from 'pg';

/**
 * Calls of account 1, as the owner, by INSERT ... SELECT through the columns that the server writes: menu, queue, connecting and talk of the customer, connecting, talk and
 * wrap-up of the agent; every tenth with a hold, every twentieth abandoned in the queue. One a minute up to 2026-11-01. Shown a second after their end. Foreign keys hold by
 * construction and are not checked.
 */
export async function seedInteractions(owner: pg.Client, { calls, onStep = () => {} }: { readonly calls: number; readonly onStep?: (name: string, seconds: number) => void }): Promise<void> {
  const tables = "'interactions', 'interaction_parties', 'interaction_spans', 'interaction_shown'";
  const steps: [string, string][] = [
    // Indexes are built once the rows are there; those of keys stay.
    ['indexes away', `
      CREATE TEMP TABLE seeded_indexes AS SELECT i.indexname AS name, i.indexdef AS text FROM pg_indexes i WHERE i.schemaname = 'public' AND i.tablename IN (${tables})
        AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = format('%I.%I', i.schemaname, i.indexname)::regclass);
      DO $$ DECLARE one record; BEGIN FOR one IN SELECT name FROM seeded_indexes LOOP EXECUTE format('DROP INDEX %I', one.name); END LOOP; END $$`],
    ['people, menus and queues', `
      SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SELECT setseed(0.42);
      INSERT INTO accounts (id, slug, name, created_at) VALUES (1, 'acme-1', 'Acme', '2023-11-01'), (2, 'acme-2', 'Beta', '2023-11-01') ON CONFLICT DO NOTHING;
      INSERT INTO channels (account_id, id, kind, name, created_at) VALUES (1, 900, 'voice', 'Phone', '2023-11-01') ON CONFLICT DO NOTHING;
      INSERT INTO agents (account_id, id, name, created_at) SELECT 1, 9000 + g, 'Agent ' || g, '2023-11-01' FROM generate_series(1, 200) g ON CONFLICT DO NOTHING;
      INSERT INTO contacts (account_id, id, name, created_at, updated_at) SELECT 1, 9000000 + g, 'Customer ' || g, '2023-11-01', '2023-11-01' FROM generate_series(1, 20000) g ON CONFLICT DO NOTHING;
      INSERT INTO menus (account_id, id, kind, name, position, created_at) SELECT 1, 900 + g, 'ivr', 'Menu ' || g, g, '2023-11-01' FROM generate_series(1, 20) g;
      INSERT INTO menu_paths (account_id, id, menu_id, path, items) SELECT 1, 900 + g, 900 + g, 'Support/Menu ' || g, 2 FROM generate_series(1, 20) g;
      INSERT INTO queues (account_id, id, kind, name, menu_path_id, created_at) SELECT 1, 900 + g, 'call', 'Queue ' || g, 900 + g, '2023-11-01' FROM generate_series(1, 20) g;
      INSERT INTO conversations (account_id, id, channel_id, kind, contact_id, started_at, last_message_at, created_at)
        SELECT 1, 9000000 + g, 900, 'call', 9000000 + g, '2023-11-01', '2023-11-01', '2023-11-01' FROM generate_series(1, 20000) g`],
    ['calls', `
      CREATE TEMP TABLE seeded AS SELECT n AS id, timestamptz '2026-11-01' - (${calls} - n) * interval '1 minute' AS at, 5 + n % 11 AS menu, 1 + (n * 7) % 60 AS wait, 2 + n % 3 AS joining, 30 + (n * 13) % 400 AS talk,
        CASE WHEN n % 10 = 0 THEN 20 ELSE 0 END AS hold, n % 20 = 0 AS abandoned, 900 + n % 20 + 1 AS queue, 9000 + n % 200 + 1 AS agent, 9000000 + n % 20000 + 1 AS contact FROM generate_series(1, ${calls}) n;
      INSERT INTO interactions (account_id, id, conversation_id, kind, direction, entry, lang, state, contact_id, queue_id, menu_id, menu_path_id, agent_id, fail_reason, created_at, queued_at, assigned_at, connected_at, ended_at,
        support_number, queue_seconds, talk_seconds, hold_seconds, detail, updated_at)
      SELECT 1, id, contact, 'call', 'in', 'ivr', 'en', CASE WHEN abandoned THEN 'failed' ELSE 'finished' END, contact, queue, queue, queue, CASE WHEN abandoned THEN NULL ELSE agent END,
        CASE WHEN abandoned THEN 'customer-abandoned' ELSE 'none' END, at, at + make_interval(secs => menu), CASE WHEN NOT abandoned THEN at + make_interval(secs => menu + wait) END,
        CASE WHEN NOT abandoned THEN at + make_interval(secs => menu + wait + joining) END, at + make_interval(secs => menu + wait + CASE WHEN abandoned THEN 0 ELSE joining + talk + hold END),
        '+49301234', wait, CASE WHEN abandoned THEN 0 ELSE talk END, CASE WHEN abandoned THEN 0 ELSE hold END, '{"provider":"sip","offerMode":"deltacast","answerMode":"manual","disconnectedBy":"customer"}', at
      FROM seeded`],
    ['parties', `
      INSERT INTO interaction_parties (account_id, id, interaction_id, seq, kind, role, agent_id, contact_id, state, joined_at, connected_at, left_at, over_at, handled_queue_id)
      SELECT 1, id * 20, id, 0, 'customer', 'main', NULL, contact, CASE WHEN abandoned THEN 'failed' ELSE 'finished' END, at, NULL, at + make_interval(secs => menu + wait + CASE WHEN abandoned THEN 0 ELSE joining + talk + hold END), NULL, NULL FROM seeded
      UNION ALL SELECT 1, id * 20 + 1, id, 1, 'agent', 'main', agent, NULL, 'finished', at + make_interval(secs => menu + wait), at + make_interval(secs => menu + wait + joining), at + make_interval(secs => menu + wait + joining + talk + hold),
        at + make_interval(secs => menu + wait + joining + talk + hold + 15), queue FROM seeded WHERE NOT abandoned`],
    ['spans', `
      INSERT INTO interaction_spans (account_id, id, interaction_id, seq, party_id, type, started_at, ended_at, kind, agent_id, queue_id, menu_path_id, lang, outcome, target_seconds, target_percent, abandon_seconds, sla)
      SELECT 1, s.id * 20 + 2 + v.seq, s.id, v.seq, s.id * 20 + v.party, v.type, s.at + make_interval(secs => v.a), s.at + make_interval(secs => v.b), 'call', CASE WHEN v.seq = 0 OR s.abandoned THEN NULL ELSE s.agent END, s.queue, s.queue, 'en',
        CASE v.type WHEN 'queue' THEN CASE WHEN s.abandoned THEN 'abandoned' ELSE 'answered' END WHEN 'menu' THEN 'finished' END, CASE WHEN v.type = 'queue' THEN 20 END, CASE WHEN v.type = 'queue' THEN 80 END,
        CASE WHEN v.type = 'queue' THEN 5 END, CASE WHEN v.type = 'queue' THEN CASE WHEN s.abandoned THEN 'not_in_sla' WHEN s.wait <= 20 THEN 'in_sla' ELSE 'not_in_sla' END END
      FROM seeded s CROSS JOIN LATERAL (VALUES
        (0, 0, 'menu', 0, s.menu, true), (1, 0, 'queue', s.menu, s.menu + s.wait, true), (2, 1, 'connecting', s.menu + s.wait, s.menu + s.wait + s.joining, NOT s.abandoned),
        (3, 0, 'connecting', s.menu + s.wait, s.menu + s.wait + s.joining, NOT s.abandoned), (4, 1, 'talk', s.menu + s.wait + s.joining, s.menu + s.wait + s.joining + s.talk, NOT s.abandoned),
        (5, 0, 'talk', s.menu + s.wait + s.joining, s.menu + s.wait + s.joining + s.talk, NOT s.abandoned),
        (6, 0, 'hold', s.menu + s.wait + s.joining + s.talk, s.menu + s.wait + s.joining + s.talk + s.hold, NOT s.abandoned AND s.hold > 0), (7, 1, 'hold', s.menu + s.wait + s.joining + s.talk, s.menu + s.wait + s.joining + s.talk + s.hold, NOT s.abandoned AND s.hold > 0),
        (8, 1, 'wrap-up', s.menu + s.wait + s.joining + s.talk + s.hold, s.menu + s.wait + s.joining + s.talk + s.hold + 15, NOT s.abandoned)) AS v(seq, party, type, a, b, is_there) WHERE v.is_there`],
    ['shown', `
      INSERT INTO interaction_shown (account_id, interaction_id, kind, shown_at, ordinal) SELECT 1, id, 'call', ended_at + interval '1 second', id FROM interactions WHERE account_id = 1;
      INSERT INTO interaction_heads (account_id, kind, shown_at, shown) SELECT 1, 'call', max(shown_at), count(*) FROM interaction_shown WHERE account_id = 1 HAVING count(*) > 0;
      SELECT setval(pg_get_serial_sequence('interactions', 'id'), ${calls}); SELECT setval('interaction_part_ids', ${calls} * 20 + 1000);
      DROP TABLE seeded; SET session_replication_role = origin`],
    ['indexes', 'DO $$ DECLARE one record; BEGIN FOR one IN SELECT text FROM seeded_indexes LOOP EXECUTE one.text; END LOOP; END $$; DROP TABLE seeded_indexes'],
    ['statistics', 'VACUUM (ANALYZE) interactions, interaction_spans, interaction_parties, interaction_shown, interaction_heads, queues, menus, menu_paths'],
  ];
  for (const [name, text] of steps) {
    const start = performance.now();
    await owner.query(text);
    onStep(name, (performance.now() - start) / 1000);
  }
}

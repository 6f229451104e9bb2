import type pg from 'pg';

/** Facts alone, of a believable shape, and what splits and filters read beside them: agents, teams, addresses, parties, labels. */
export interface FactsVolume {
  /** Five messages each; account 1 has three fifths of them, account 2 the others. */
  readonly conversations: number;
  readonly onStep?: (name: string, seconds: number) => void;
}

export const agents = 30;
export const channels = 10;

/**
 * As the owner, by INSERT ... SELECT, into an empty migrated database: 1,094 days up to 2026-10-31, spans log-normal around 40 minutes, one in 200 an outlier, replies
 * and forwards by 30 agents, every seventh conversation labelled; agent n reads the mail to address n, contacts are the addresses from 31 on. Who waits in `conversations` has for ten days at most. Account 1 has id 1, goals with bands, the zone Europe/Berlin.
 */
export async function seedFacts(owner: pg.Client, { conversations, onStep = () => {} }: FactsVolume): Promise<void> {
  const steps: Readonly<Record<string, string>> = {
    settings: `SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '1GB'; SELECT setseed(0.42)`,
    people: `
      INSERT INTO accounts (id, slug, name, zone, created_at) SELECT a, 'acme-' || a, 'Acme ' || a, 'Europe/Berlin', '2023-11-01' FROM generate_series(1, 2) a;
      INSERT INTO agents (account_id, id, name, created_at) SELECT a, g, 'Agent ' || g, '2023-11-01' FROM generate_series(1, 2) a, generate_series(1, ${agents}) g;
      INSERT INTO teams (account_id, id, name, created_at) SELECT a, t, 'Team ' || t, '2023-11-01' FROM generate_series(1, 2) a, generate_series(1, 5) t;
      INSERT INTO team_members (account_id, team_id, agent_id) SELECT account_id, id % 5 + 1, id FROM agents;
      INSERT INTO channels (account_id, id, kind, name, created_at) SELECT a, c, 'email', 'Box ' || c, '2023-11-01' FROM generate_series(1, 2) a, generate_series(1, ${channels}) c;
      INSERT INTO labels (account_id, id, name, name_norm, created_at) SELECT a, l, 'label ' || l, 'label ' || l, '2023-11-01' FROM generate_series(1, 2) a, generate_series(1, 5) l;
      INSERT INTO addresses (account_id, id, address, domain) SELECT a, n, 'p' || n || '@home' || n % 500 || '.test', 'home' || n % 500 || '.test' FROM generate_series(1, 2) a, generate_series(1, 20000) n;
      INSERT INTO setting_versions (account_id, kind, version, valid_from, body, created_at) SELECT a, 'reply-goals', 1, NULL, '{"firstReply":{"goal":3600,"bands":[1800,3600,14400]},"overall":{"goal":7200,"bands":[3600,14400]},"close":{"goal":86400,"bands":[]}}', '2023-11-01' FROM generate_series(1, 2) a`,
    'conversation facts': `
      INSERT INTO conversation_facts (account_id, conversation_id, channel_id, type, status, started_at, last_at, mail_count, first_reply_id, first_reply_at, first_reply_agent_id, initial_reply_business, initial_reply_raw,
        initial_relevant, initial_included, initial_outlier, touches, nudges, reply_count, agent_reply_count, forward_count, has_contact_success, closed_at, close_mail_raw, close_mail_business, close_outlier, waiting_since)
      SELECT account, n, n % ${channels} + 1, type, status, at, at + interval '2 days', 5, CASE type WHEN 'inbound' THEN n * 5 - 3 END, CASE type WHEN 'inbound' THEN at + interval '9.6 hours' END,
        CASE type WHEN 'inbound' THEN n % ${agents} + 1 END, CASE type WHEN 'inbound' THEN span END, CASE type WHEN 'inbound' THEN span * 2 END, true, true, n % 200 = 0, 2, 0, 4, 2, 0, true,
        CASE status WHEN 'closed' THEN at + interval '2 days' END, CASE status WHEN 'closed' THEN 172800 END, CASE status WHEN 'closed' THEN span * 3 END, false, CASE status WHEN 'await-agent' THEN at + interval '2 days' END
      FROM (SELECT n, CASE WHEN n % 5 < 3 THEN 1 ELSE 2 END AS account, timestamptz '2023-11-01' + interval '1094 days' * (n / ${conversations}.0) AS at, least(2000000, exp(7.8 + 1.2 * (random() + random() + random() - 1.5) * 2))::int AS span,
          CASE n % 10 WHEN 9 THEN 'internal' WHEN 8 THEN 'outbound' ELSE 'inbound' END AS type, CASE WHEN n % 10 = 9 THEN 'internal' WHEN n % 3 = 0 THEN 'await-agent' WHEN n % 3 = 1 THEN 'await-customer' ELSE 'closed' END AS status
        FROM generate_series(1, ${conversations}) n) c`,
    'message facts': `
      INSERT INTO message_facts (account_id, message_id, conversation_id, channel_id, at, classification, message_type, is_automatic, sender_id, agent_id, joined_because, span_raw, span_business,
        is_initial_reply, is_newest, is_touch, is_nudge, is_closing, is_included, is_relevant, is_outlier)
      SELECT c.account_id, (c.conversation_id - 1) * 5 + k, c.conversation_id, c.channel_id, c.started_at + (k - 1) * interval '9.6 hours',
        CASE WHEN k = 1 THEN 'first' WHEN k = 5 AND c.conversation_id % 4 = 0 THEN 'follow-up' WHEN k = 4 AND c.conversation_id % 8 = 0 THEN 'forward' WHEN k = 4 THEN 'reply-all' ELSE 'reply' END,
        CASE WHEN c.type = 'internal' THEN 'internal' WHEN k % 2 = 1 THEN 'inbound' ELSE 'outbound' END, false, c.conversation_id % 20000 + 1, CASE k % 2 WHEN 0 THEN (c.conversation_id + k / 3) % ${agents} + 1 END,
        'references', CASE WHEN k > 1 THEN 34560 END, CASE WHEN k > 1 THEN least(2000000, exp(7.8 + 1.2 * (random() + random() + random() - 1.5) * 2))::int END, k = 2 AND c.type = 'inbound', k = 5, k % 2 = 0, false, false, true, true, k > 1 AND c.conversation_id % 200 = k
      FROM conversation_facts c CROSS JOIN generate_series(1, 5) k`,
    'parties, labels, conversations': `
      INSERT INTO message_parties (account_id, message_id, role, ordinal, address_id) SELECT account_id, message_id, 'to', 1, CASE message_type WHEN 'inbound' THEN conversation_id % ${agents} + 1 ELSE conversation_id % 20000 + 1 END FROM message_facts;
      INSERT INTO conversation_labels (account_id, conversation_id, label_id) SELECT account_id, conversation_id, conversation_id % 4 + 1 FROM conversation_facts WHERE conversation_id % 7 = 0;
      INSERT INTO conversations (account_id, id, channel_id, subject, base_subject, contact_id, counterpart_id, started_at, last_message_at, message_count, created_at, waiting_since)
      SELECT account_id, conversation_id, channel_id, '', '', conversation_id % 20000 + 1, conversation_id % 20000 + 1, started_at, last_at, 5, started_at, CASE WHEN waiting_since > '2026-10-20' THEN waiting_since END FROM conversation_facts`,
    statistics: `SET session_replication_role = origin; VACUUM ANALYZE`,
  };
  const step = async (name: string, statements: readonly string[]) => {
    const start = performance.now();
    for (const statement of statements) await owner.query(statement);
    onStep(name, (performance.now() - start) / 1000);
  };
  // One sort each instead of millions of descents.
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(`
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
    WHERE i.indrelid = ANY('{message_facts,conversation_facts,message_parties,conversation_labels,conversations}'::regclass[]) AND NOT i.indisunique ORDER BY 1`);
  await step('settings', steps['settings']!.split(/;\s*/));
  await step('indexes away', indexes.map(({ name }) => `DROP INDEX ${name}`));
  for (const [name, text] of Object.entries(steps)) {
    if (name === 'statistics') await step('indexes', indexes.map(({ definition }) => definition));
    if (name !== 'settings') await step(name, text.split(/;\s*/));
  }
}

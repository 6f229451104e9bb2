import type pg from 'pg';
import { volumeWords } from './volume-words.ts';

export interface Volume {
  /** Over all accounts; account 1 has a fifth of them. Five messages each. */
  readonly conversations: number;
  readonly accounts: number;
  /** Also parties, mail ids, copies, events and facts: what lists and search do not need. */
  readonly isComplete?: boolean;
  readonly onStep?: (name: string, seconds: number) => void;
}

const agentsPerAccount = 20;
const bodies = 20_000;

/**
 * Fills an empty, migrated database with a volume of believable shape, as the owner, by INSERT ... SELECT: accounts 1..n, 36 months up to
 * 2026-10-31, 6 % of conversations open, words as common as their rank is low. Foreign keys hold by construction and are not checked.
 */
export async function seedVolume(owner: pg.Client, { conversations, accounts, isComplete = false, onStep = () => {} }: Volume): Promise<void> {
  const steps: [string, string][] = [
    ['settings', `SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off; SELECT setseed(0.42); DROP INDEX search_documents_words`],
    ['accounts', `
      INSERT INTO accounts (id, slug, name, created_at) SELECT a, 'acme-' || a, 'Acme ' || a, '2023-11-01' FROM generate_series(1, ${accounts}) a;
      INSERT INTO channels (account_id, id, kind, name, address, created_at) SELECT a, a * 10 + c, 'email', 'Box ' || c, 'box' || c || '@acme-' || a || '.test', '2023-11-01'
        FROM generate_series(1, ${accounts}) a, generate_series(0, 4) c;
      INSERT INTO agents (account_id, id, name, created_at) SELECT a, a * 100 + g, 'Agent ' || g, '2023-11-01' FROM generate_series(1, ${accounts}) a, generate_series(0, ${agentsPerAccount - 1}) g;
      INSERT INTO labels (account_id, id, name, name_norm, created_at) SELECT a, a * 10 + l, 'label ' || l, 'label ' || l, '2023-11-01' FROM generate_series(1, ${accounts}) a, generate_series(0, 4) l`],
    // Every fifth conversation is account 1's, the others go round.
    ['conversations', `
      INSERT INTO conversations (account_id, id, channel_id, subject, base_subject, life, turn, priority, assignee_id, team_id, contact_id, counterpart_id, started_at, last_message_at,
        message_count, created_at, closed_at)
      SELECT account, n, account * 10 + (CASE WHEN n % 97 = 0 THEN 4 ELSE n % 4 END), s.subject, s.subject, life, CASE WHEN n % 3 = 0 THEN 'agent' ELSE 'customer' END, CASE WHEN n % 40 = 0 THEN 4 WHEN n % 9 = 0 THEN 2 ELSE 0 END,
        CASE WHEN n % 10 < 3 THEN NULL ELSE account * 100 + n % ${agentsPerAccount} END, CASE WHEN n % 50 = 0 THEN account END, n % 20000 + 1, n % 20000 + 1, at, at + interval '2 days', 5, at,
        CASE WHEN life IN ('resolved', 'closed') THEN at + interval '2 days' END
      FROM (SELECT n, CASE WHEN n % 5 = 0 THEN 1 ELSE 2 + n % ${Math.max(1, accounts - 1)} END AS account,
          timestamptz '2023-11-01' + interval '1094 days' * (n / ${conversations}.0) AS at,
          CASE WHEN random() < (CASE WHEN n > ${conversations} * 0.95 THEN 0.7 ELSE 0.025 END) THEN 'open' WHEN random() < 0.01 THEN 'snoozed' WHEN random() < 0.9 THEN 'resolved' ELSE 'closed' END AS life
        FROM generate_series(1, ${conversations}) n) c
      JOIN volume_subjects s ON s.id = n % ${bodies} + 1;
      INSERT INTO conversation_labels (account_id, conversation_id, label_id) SELECT account_id, id, account_id * 10 + id % 4 FROM conversations WHERE id % 7 = 0;
      INSERT INTO conversation_labels (account_id, conversation_id, label_id) SELECT account_id, id, account_id * 10 + 4 FROM conversations WHERE id % 1009 = 0`],
    ['messages', `
      INSERT INTO messages (account_id, id, conversation_id, thread_id, channel_id, direction, at, at_source, stored_at, mail_id, content_hash, subject, sender_id, sender_name, agent_id)
      SELECT c.account_id, (c.id - 1) * 5 + k, c.id, c.id, c.channel_id, CASE WHEN k % 2 = 1 THEN 'incoming' ELSE 'outgoing' END, c.started_at + k * interval '9.6 hours', 'date', c.started_at,
        'm' || (c.id - 1) * 5 + k || '@volume.test', md5(((c.id - 1) * 5 + k)::text), c.subject, c.contact_id, p.name, CASE WHEN k % 2 = 0 THEN c.assignee_id END
      FROM conversations c CROSS JOIN generate_series(1, 5) k JOIN volume_people p ON p.id = c.contact_id;
      INSERT INTO message_bodies (account_id, message_id, text) SELECT m.account_id, m.id, 'order' || m.id || ' ' || b.text FROM messages m JOIN volume_bodies b ON b.id = m.id * 7919 % ${bodies} + 1`],
    ['search documents', `
      INSERT INTO search_documents (account_id, message_id, conversation_id, channel_id, month, at, words)
      SELECT m.account_id, m.id, m.conversation_id, m.channel_id, search_month(m.at), m.at, s.words || p.words || b.words || to_tsvector('simple', 'order' || m.id)
      FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id JOIN volume_subjects s ON s.id = c.id % ${bodies} + 1
      JOIN volume_people p ON p.id = c.contact_id JOIN volume_bodies b ON b.id = m.id * 7919 % ${bodies} + 1;
      INSERT INTO search_names (account_id, word, documents)
      SELECT DISTINCT a, w, 5 FROM generate_series(1, ${accounts}) a CROSS JOIN (SELECT search_name_words(words) AS w FROM volume_people UNION SELECT search_name_words(words) FROM volume_subjects) n`],
    ['search index', `CREATE INDEX search_documents_words ON search_documents USING gin (account_id, month, words) WITH (gin_pending_list_limit = 1024)`],
    ...(isComplete ? completeSteps : []),
    ['statistics', `SET session_replication_role = origin; ${sequences.map((table) => `SELECT setval('${table}_id_seq', (SELECT coalesce(max(id), 1) FROM ${table}))`).join('; ')}; DROP TABLE volume_subjects, volume_people, volume_bodies; VACUUM ANALYZE`],
  ];
  await seedWords(owner, onStep);
  for (const [name, text] of steps) {
    const start = performance.now();
    // VACUUM and plain statements: one at a time, outside a transaction.
    for (const statement of text.split(/;\s*/)) await owner.query(statement);
    onStep(name, (performance.now() - start) / 1000);
  }
}

const sequences = ['accounts', 'channels', 'agents', 'labels', 'conversations', 'messages', 'addresses', 'contacts', 'contact_points', 'message_copies', 'mail_threads'];

/** Subjects, people and texts that the volume is put together from, with their words worked out once. */
async function seedWords(owner: pg.Client, onStep: NonNullable<Volume['onStep']>): Promise<void> {
  const start = performance.now();
  const words = volumeWords();
  for (const [table, texts] of Object.entries({ volume_subjects: words.subjects(bodies), volume_people: words.people(bodies), volume_bodies: words.bodies(bodies) })) {
    const weight = table === 'volume_bodies' ? 'D' : table === 'volume_people' ? 'B' : 'A';
    await owner.query(`CREATE UNLOGGED TABLE ${table} AS SELECT n AS id, t AS text, t AS subject, t AS name, setweight(to_tsvector('simple', t), '${weight}') AS words
      FROM unnest($1::text[]) WITH ORDINALITY AS u(t, n)`, [texts]);
    await owner.query(`CREATE INDEX ON ${table} (id)`);
    await owner.query(`ANALYZE ${table}`);
  }
  onStep('words', (performance.now() - start) / 1000);
}

const completeSteps: [string, string][] = [
  ['people', `
    INSERT INTO addresses (account_id, id, address, domain) SELECT a.id, n, 'p' || n || '@home' || n % 50 || '.test', 'home' || n % 50 || '.test' FROM accounts a, generate_series(1, 20000) n;
    INSERT INTO contacts (account_id, id, name, email_norm, is_reachable, created_at, updated_at) SELECT a.id, n, 'Person ' || n, 'p' || n || '@home' || n % 50 || '.test', true, '2023-11-01', '2023-11-01' FROM accounts a, generate_series(1, 20000) n;
    INSERT INTO contact_points (account_id, id, contact_id, kind, value, value_norm) SELECT account_id, id, id, 'email', address, address FROM addresses`],
  ['mail', `
    INSERT INTO message_parties (account_id, message_id, role, ordinal, address_id) SELECT account_id, id, 'from', 0, sender_id FROM messages UNION ALL SELECT account_id, id, 'to', 1, id % 20000 + 1 FROM messages;
    INSERT INTO mail_threads (account_id, id) SELECT account_id, id FROM conversations;
    INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because) SELECT account_id, id, id, 'header' FROM conversations;
    INSERT INTO mail_ids (account_id, mail_id, thread_id) SELECT account_id, mail_id, thread_id FROM messages;
    INSERT INTO raw_mails (account_id, sha256, byte_count) SELECT account_id, content_hash, 1000 FROM messages;
    INSERT INTO message_copies (account_id, message_id, channel_id, copy_key, raw_sha256, at, at_source, created_at)
      SELECT account_id, id, channel_id, 'raw:' || content_hash, content_hash, at, 'date', at FROM messages;
    INSERT INTO files (account_id, sha256, byte_count, created_at) SELECT account_id, content_hash, 10, at FROM messages WHERE id % 10 = 0;
    INSERT INTO attachments (account_id, message_id, ordinal, file_name, media_type, sniffed_type, disposition, sha256, byte_count)
      SELECT account_id, id, 0, 'a.pdf', 'application/pdf', 'application/pdf', 'attachment', content_hash, 10 FROM messages WHERE id % 10 = 0;
    INSERT INTO message_labels (account_id, message_id, label_id) SELECT account_id, id, account_id * 10 FROM messages WHERE id % 20 = 0;
    INSERT INTO outgoing_mails (account_id, message_id, channel_id, kind, state, mail_id, send_after, handed_over_at, changed_at, created_at)
      SELECT account_id, id, channel_id, 'reply', CASE id % 500 WHEN 0 THEN 'bounced' ELSE 'handed-over' END, mail_id, at, at, at, at FROM messages WHERE direction = 'outgoing';
    INSERT INTO outgoing_recipients (account_id, message_id, address, ordinal, state, changed_at)
      SELECT account_id, message_id, 'p' || message_id % 20000 || '@home.test', 0, 'accepted', changed_at FROM outgoing_mails`],
  ['events and facts', `
    INSERT INTO events (account_id, position, type, conversation_id, message_id, data, actor_kind, source, origin, happened_at, stored_at)
      SELECT account_id, row_number() OVER (PARTITION BY account_id ORDER BY id), 'message.stored', conversation_id, id, '{}', 'system', 'volume', 'import', at, at FROM messages;
    INSERT INTO event_heads (account_id, position) SELECT account_id, max(position) FROM events GROUP BY 1;
    INSERT INTO message_facts (account_id, message_id, conversation_id, channel_id, at, classification, message_type, is_automatic, sender_id, agent_id, joined_because, span_raw, span_business,
        is_initial_reply, is_newest, is_touch, is_nudge, is_closing, is_included, is_relevant, is_outlier)
      SELECT account_id, id, conversation_id, channel_id, at, 'reply', CASE direction WHEN 'incoming' THEN 'inbound' ELSE 'outbound' END, false, sender_id, agent_id, 'references', 34560, 9000,
        id % 5 = 2, id % 5 = 0, direction = 'outgoing', false, false, true, true, false FROM messages;
    INSERT INTO conversation_facts (account_id, conversation_id, channel_id, type, status, started_at, last_at, mail_count, initial_relevant, initial_included, initial_outlier, touches, nudges,
        reply_count, agent_reply_count, forward_count, has_contact_success)
      SELECT account_id, id, channel_id, 'inbound', 'await-agent', started_at, last_message_at, 5, true, true, false, 2, 0, 4, 2, 0, true FROM conversations`],
];

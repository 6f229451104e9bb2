import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { findMembers, getAccount, setupAccount } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { agentKeys, agents, company } from './company.ts';
import { loadDemo } from './index.ts';

const now = '2026-06-17T08:47:00.000Z'; // a Wednesday morning in summer
let clone: ClonedDatabase;
let database: Database;
let filesDir: string;
let accountId: number;
let userId: number;
const notes: string[] = [];
const load = (): Promise<void> => loadDemo(database, { now, note: (text) => notes.push(text), filesDir });

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  filesDir = await mkdtemp(join(tmpdir(), 'demo-files-'));
  ({ user: { id: userId } } = await setupAccount(database, { accountName: 'Own', email: 'ada@desk.test', name: 'Ada', password: null, now }));
  await load();
  accountId = (await getAccount(database, company.slug))!.id;
});
after(async () => {
  await database.close();
  await clone.drop();
  await rm(filesDir, { recursive: true, force: true });
});

const rows = <Row extends object>(statement: ReturnType<typeof sql>): Promise<Row[]> => database.withAccount(accountId, (tx) => tx.rows(sql<Row>`${statement}`));
const count = async (statement: ReturnType<typeof sql>): Promise<number> => (await rows<{ n: number }>(sql`SELECT count(*) AS n FROM (${statement}) found`))[0]!.n;

test('a week of 200 conversations, in two languages, on four channels', async () => {
  const conversations = await count(sql`SELECT FROM conversations WHERE merged_into IS NULL`);
  assert.ok(conversations >= 180 && conversations <= 220, `${conversations} conversations`);
  assert.equal(await count(sql`SELECT DISTINCT channel_id FROM conversations`), 4);
  const german = await count(sql`SELECT FROM message_bodies WHERE text ~ '(Gruß|Grüße|Danke|danke)'`);
  const english = await count(sql`SELECT FROM message_bodies WHERE text ~ '(regards|wishes|[Tt]hank)'`);
  assert.ok(german > 80 && english > 80, `${german} German, ${english} English`);
  const firsts = await rows<{ text: string }>(sql`
    SELECT split_part(b.text, E'\n\n', 2) AS text FROM message_bodies b JOIN messages m USING (account_id) WHERE m.id = b.message_id AND m.direction = 'incoming' AND m.refs = '{}'`);
  assert.equal(new Set(firsts.map((row) => row.text)).size, firsts.length, 'no two questions are alike');
});

test('the owner of the first account owns the demo; the six agents have teams, channels and answers of their own', async () => {
  const members = await database.withAccount(accountId, (tx) => findMembers(tx, systemAct(accountId, now, 'test')));
  assert.equal(members.find((member) => member.id === userId)?.role, 'owner');
  for (const key of agentKeys) {
    const answered = await count(sql`SELECT FROM messages m JOIN agent_addresses a USING (account_id, agent_id) WHERE a.address = ${agents[key].address} AND m.direction = 'outgoing'`);
    assert.ok(answered >= 5, `${key}: ${answered}`);
  }
  assert.equal(await count(sql`SELECT FROM agents`), 6);
  assert.equal(await count(sql`SELECT DISTINCT team_id FROM team_members`), 2);
  assert.ok(await count(sql`SELECT FROM agents a JOIN agent_addresses d ON d.agent_id = a.id JOIN messages m ON m.agent_id = a.id
    JOIN setting_versions s ON s.kind = 'leave' AND (s.body #>> '{days,0,agentId}')::bigint = a.id`) > 0);
  assert.equal(await count(sql`SELECT FROM messages m JOIN setting_versions s ON s.kind = 'leave' WHERE m.direction = 'outgoing' AND m.agent_id = (s.body #>> '{days,0,agentId}')::bigint
    AND (m.at AT TIME ZONE 'Europe/Berlin')::date BETWEEN (s.body #>> '{days,0,from}')::date AND (s.body #>> '{days,0,to}')::date`), 0, 'nobody answers on leave');
});

test('at least one of everything that a mailbox sees', async () => {
  const wanted: Readonly<Record<string, ReturnType<typeof sql>>> = {
    nudge: sql`SELECT FROM message_facts WHERE is_nudge`,
    forward: sql`SELECT FROM message_facts WHERE classification = 'forward'`,
    'reply-all': sql`SELECT FROM message_facts WHERE classification = 'reply-all'`,
    'follow-up of ours': sql`SELECT FROM message_facts WHERE classification = 'follow-up' AND message_type = 'outbound'`,
    vacation: sql`SELECT FROM messages WHERE automatic_kind = 'vacation'`,
    bounce: sql`SELECT FROM messages WHERE automatic_kind = 'bounce'`,
    robot: sql`SELECT FROM messages WHERE automatic_kind = 'auto-generated'`,
    internal: sql`SELECT FROM conversation_facts WHERE type = 'internal'`,
    outbound: sql`SELECT FROM conversation_facts WHERE type = 'outbound'`,
    merged: sql`SELECT FROM conversations WHERE merged_into IS NOT NULL`,
    linked: sql`SELECT FROM conversations WHERE linked_to IS NOT NULL`,
    snoozed: sql`SELECT FROM conversations WHERE life = 'snoozed' AND snoozed_until > ${now}::timestamptz`,
    resolved: sql`SELECT FROM conversations WHERE life = 'resolved'`,
    closed: sql`SELECT FROM conversations WHERE life = 'closed'`,
    spam: sql`SELECT FROM conversations WHERE life = 'spam'`,
    assigned: sql`SELECT FROM conversations WHERE assignee_id IS NOT NULL AND team_id IS NOT NULL`,
    labelled: sql`SELECT FROM conversation_labels`,
    'joined by subject': sql`SELECT FROM message_facts WHERE joined_because = 'subject'`,
    'in two mailboxes': sql`SELECT message_id FROM message_copies GROUP BY message_id HAVING count(DISTINCT channel_id) > 1`,
    note: sql`SELECT FROM messages WHERE direction = 'note'`,
    'inline image': sql`SELECT FROM attachments WHERE disposition = 'inline' AND sniffed_type = 'image/png'`,
    pdf: sql`SELECT FROM attachments WHERE sniffed_type = 'application/pdf'`,
    'remote image': sql`SELECT FROM message_bodies WHERE remote_images > 0`,
    'contact with two addresses': sql`SELECT contact_id FROM contact_points GROUP BY contact_id HAVING count(*) > 1`,
    'company of three': sql`SELECT company_id FROM contacts WHERE company_id IS NOT NULL GROUP BY company_id HAVING count(*) = 3`,
    'group by domain': sql`SELECT FROM contact_group_members WHERE kind = 'domain'`,
  };
  for (const [name, statement] of Object.entries(wanted)) assert.ok(await count(statement) > 0, `no ${name}`);
  assert.equal(await count(sql`SELECT FROM quarantine`), 0);
  // Why nothing replies to a mail by itself is no fault of the mail.
  assert.equal(await count(sql`SELECT FROM messages WHERE NOT flags <@ '{list,no-auto-reply,null-sender}'`), 0, 'every mail is well made');
  assert.equal(await count(sql`SELECT FROM messages WHERE at > ${now}::timestamptz`), 0);
});

test('nothing was live: no reactor acts on a demo', async () => {
  assert.ok(await count(sql`SELECT FROM events WHERE origin = 'import'`) > 1_000);
  assert.equal(await count(sql`SELECT FROM events WHERE origin NOT IN ('import', 'rebuild')`), 0);
  assert.equal((await database.rows(sql<object>`SELECT FROM jobs`)).length, 0);
});

test('reply times are those of people: half within 20 minutes to 3 hours of business time, some beyond the goal, one agent slower', async () => {
  const [all] = await rows<{ median: number; late: number; n: number }>(sql`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY first_reply_business)::float8 AS median, count(*) FILTER (WHERE first_reply_business > 7200) AS late, count(*) AS n
    FROM conversation_facts WHERE first_reply_business IS NOT NULL`);
  assert.ok(all!.median > 20 * 60 && all!.median < 3 * 3600, `median ${all!.median} s`);
  assert.ok(all!.late > 5 && all!.late < all!.n / 2, `${all!.late} of ${all!.n} late`);
  const medians = await rows<{ name: string; median: number }>(sql`
    SELECT a.name, percentile_cont(0.5) WITHIN GROUP (ORDER BY f.first_reply_business)::float8 AS median
    FROM conversation_facts f JOIN agents a ON a.account_id = f.account_id AND a.id = f.first_reply_agent_id GROUP BY a.name ORDER BY median DESC`);
  assert.equal(medians[0]!.name, agents.jonas.name);
  assert.ok(medians[0]!.median > 1.5 * medians[1]!.median);
});

test('loading it again changes nothing and says so', async () => {
  const sums = (): Promise<object[]> => rows(sql`
    SELECT (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM audit_log) AS audit,
      (SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM import_batches) AS batches`);
  const first = await sums();
  notes.length = 0;
  await load();
  assert.deepEqual(await sums(), first);
  assert.match(notes.join('\n'), /there already/);
});

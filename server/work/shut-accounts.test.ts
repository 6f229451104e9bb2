import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { deleteAccount, findAccounts, restoreAccount, setupAccount } from '#core/accounts/index.ts';
import { accountsToFill } from '#core/desk/index.ts';
import { laggingAccounts } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { takeJobs } from '#jobs/index.ts';
import { clientOptions, openDatabase, sql, type Database, type Sql } from '#storage/index.ts';
import { fillEveryTable } from '#storage/testing/fill-every-table.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { allStandingWork } from '../all-standing-work.ts';
import { consumers } from '../consumers.ts';
import { jobHandlers } from '../job-handlers.ts';
import type { WorkContext } from '../standing-work.ts';

const now = '2026-03-02T09:00:00.000Z';
const jobs = Object.entries(jobHandlers({ config: {} } as WorkContext)).flatMap(([queue, kinds]) => Object.keys(kinds).map((kind) => ({ queue, kind })));
let clone: ClonedDatabase;
let database: Database;
let owner: pg.Client;
let [account, other] = [0, 0];

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  const made = async (name: string) => (await setupAccount(database, { accountName: name, email: `${name}@x.test`, name, password: null, now })).account.id;
  [account, other] = [await made('a'), await made('b')];
  await fillEveryTable(owner, [account, other]);
  const past = '2026-03-01T09:00:00.000Z';
  for (const statement of [
    `UPDATE routing_timers SET due_at = '${past}', claimed_until = NULL`, `UPDATE queue_entries SET is_offered = false`, `UPDATE queue_agents SET ready_since = '${past}', is_asked = false`,
    `UPDATE queue_agents qa SET queue_id = e.queue_id FROM queue_entries e WHERE e.account_id = qa.account_id`,
    `UPDATE report_schedules SET next_at = '${past}'`, `UPDATE channels SET kind = 'email', disabled_at = NULL`, `UPDATE channel_connections SET kind = 'imap'`,
    `INSERT INTO event_heads (account_id, position) SELECT id, 1 FROM accounts ON CONFLICT (account_id) DO UPDATE SET position = event_heads.position + 1`,
    `INSERT INTO search_fills (account_id, begun_at) SELECT id, '${past}' FROM accounts ON CONFLICT (account_id) DO UPDATE SET finished_at = NULL`,
    `DELETE FROM jobs`,
  ]) await owner.query(statement);
  for (const { queue, kind } of jobs) for (const id of [account, other]) await owner.query(`INSERT INTO jobs (account_id, queue, kind, payload, run_at, created_at) VALUES ($1, $2, $3, '{}', $4, $4)`, [id, queue, kind, past]);
});
after(async () => {
  await database.close();
  await owner.end();
  await clone.drop();
});

const ask = async (from: Sql): Promise<number[]> => (await database.rows(sql<{ id: number }>`SELECT account_id AS id FROM ${from}`)).map(({ id }) => id);

/** Where each piece of work that runs beside the requests learns whose turn it is. */
const sources: Readonly<Record<string, () => Promise<readonly number[]>>> = {
  'each account: housekeeping, lost mail, stranded deliveries and readings, host names': async () => (await findAccounts(database)).map(({ id }) => id),
  'history to fill': () => accountsToFill(database),
  'calls and chats': () => ask(sql`routing_due(${now}::timestamptz)`),
  reports: () => ask(sql`reports_due(${now}::timestamptz)`),
  mailboxes: () => ask(sql`mailboxes_to_read()`),
  'mailboxes by another access': () => ask(sql`mailbox_accesses_to_read()`),
  ...Object.fromEntries(consumers.map(({ name }) => [`events: ${name}`, () => laggingAccounts(database, name)])),
};

/** Each standing work, by which of them; null: it acts for no account. */
const sourceOf: Readonly<Record<string, readonly string[] | null>> = {
  'mail in': ['mailboxes', 'mailboxes by another access'],
  'lost-mail': ['each account: housekeeping, lost mail, stranded deliveries and readings, host names'],
  routing: ['calls and chats'],
  'search-fill': ['history to fill'],
  'stranded-deliveries': ['each account: housekeeping, lost mail, stranded deliveries and readings, host names'],
  'report clock': ['reports'],
  'push-keys': null,
  'host-names': ['each account: housekeeping, lost mail, stranded deliveries and readings, host names'],
  erasures: null, // works for those that are shut, and for nobody else
  'stranded-syncs': ['each account: housekeeping, lost mail, stranded deliveries and readings, host names'],
};

/** Whose jobs are there to take; they are put back. */
async function takenBy(queue: string): Promise<string[]> {
  const taken = await takeJobs(database, { queue, limit: 1_000, leaseMs: 60_000, nowMs: Date.parse(now) });
  await owner.query(`UPDATE jobs SET lease_until = NULL, attempts = attempts - 1 WHERE id = ANY($1)`, [taken.map(({ id }) => id)]);
  return taken.map(({ accountId, kind }) => `${accountId} ${kind}`).sort();
}

async function expectWorkFor(ids: readonly number[], when: string): Promise<void> {
  for (const [name, find] of Object.entries(sources)) assert.deepEqual([...await find()].sort((a, b) => a - b), ids, `${name}, ${when}`);
  for (const queue of new Set(jobs.map((job) => job.queue))) {
    assert.deepEqual(await takenBy(queue), ids.flatMap((id) => jobs.filter((job) => job.queue === queue).map(({ kind }) => `${id} ${kind}`)).sort(), `jobs of ${queue}, ${when}`);
  }
}

test('each standing work says where it learns whom to work for', () => {
  assert.deepEqual(Object.keys(sourceOf).sort(), allStandingWork.map(({ name }) => name).sort());
  for (const [name, from] of Object.entries(sourceOf)) for (const source of from ?? []) assert.ok(source in sources, `${name}: ${source}`);
});

test('nothing is done for an account that is shut: no event, no job of any kind, no timer, report, mailbox or sweep; brought back, all of it is there again', async () => {
  const both = [account, other];
  await expectWorkFor(both, 'while both are open');
  const timers = async () => (await database.rows(sql<{ due: string | null }>`SELECT next_routing_timer() AS due`))[0]!.due;
  assert.notEqual(await timers(), null);
  const counted = async () => (await owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM jobs WHERE account_id = $1 AND attempts = 0 AND failed_at IS NULL`, [account])).rows[0]!.n;
  for (const id of both) await database.withAccount(id, (tx) => deleteAccount(tx, systemAct(id, now, 'test')));
  await expectWorkFor([], 'while both are shut');
  assert.deepEqual([await timers(), await counted()], [null, jobs.length], 'nobody is woken by their timers; their jobs wait, none of their tries used up');
  await restoreAccount(database, other, { now, source: 'test' });
  await expectWorkFor([other], 'while one is shut');
  await restoreAccount(database, account, { now, source: 'test' });
  await expectWorkFor(both, 'when both are back');
});

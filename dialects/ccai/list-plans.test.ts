import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { systemAct, testClock } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { clientOptions, openDatabase, sql, type Database } from '#storage/index.ts';
import { planProblemsBut, readWhole } from '#storage/testing/plan-problems.ts';
import { seedFloor } from '#storage/testing/seed-floor.ts';
import { seedInteractions } from '#storage/testing/seed-interactions.ts';
import { watchPlans, type PlanWatch } from '#storage/testing/watch-plans.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { ccai } from './dialect.ts';

const now = '2026-11-01T12:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let watch: PlanWatch;
let server: ReturnType<typeof createServer>;
let authorization = '';

before(async () => {
  clone = await cloneDatabase();
  const first = openDatabase(clone.connection, { size: 1 });
  const { account, user } = await setupAccount(first, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now });
  assert.equal(account.id, 1, 'the seeds are for account 1');
  const { secret } = await first.withAccount(1, (tx) => createToken(tx, systemAct(1, now, 'test'), { userId: user.id, dialect: 'ccai', name: 'test', scopes: 'all', expiresAt: null }));
  await first.close();
  authorization = `Basic ${Buffer.from(`${account.slug}:${secret}`).toString('base64')}`;
  const owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  await seedInteractions(owner, { calls: 600 });
  await seedFloor(owner, { agents: 200, teams: 60, menus: 300, activities: 3_000 });
  // Plans as for a million calls and lines.
  await owner.query(`UPDATE pg_class SET reltuples = reltuples * 500 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0`);
  await owner.end();
  watch = watchPlans(clone.connection, { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' });
  database = openDatabase(clone.connection, { size: 2 });
  server = createServer({ database, clock: testClock(now), dialects: [ccai({ perSecond: 0 })], publicUrl: 'https://desk.example' });
});
after(async () => {
  watch.stop();
  await closeServer(server);
  await database.close();
  await clone.drop();
});

interface Json { readonly type?: string; readonly items?: Json; readonly properties?: Readonly<Record<string, Json>>; readonly 'x-words'?: Readonly<Record<string, string>>; readonly 'x-instant'?: boolean }

/** A value of each kind of filter, as a client writes it. */
function sample(name: string, schema: Json): string[] {
  if (schema.properties) return Object.entries(schema.properties).flatMap(([bound, one]) => sample(`${name}[${bound}]`, one));
  if (schema.type === 'array') return sample(`${name}[]`, schema.items!);
  if (schema['x-words']) return [`${name}=${Object.values(schema['x-words'])[0]!}`];
  if (schema['x-instant']) return [`${name}=2026-10-31T20:00:00Z`];
  return [`${name}=${schema.type === 'boolean' ? 'true' : schema.type === 'string' ? 'text' : '20005'}`];
}

/** Every list with every filter alone, every order in both directions, and a page further on: from what the API itself declares. */
function questions(): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const { path, schemas } of ccai().operations) {
    const query = (schemas.query as Json | undefined)?.properties;
    if (!path.startsWith('/manager/') || path.includes('{') || !query?.['per']) continue;
    const { page: _page, per: _per, sort_column: sorts, sort_direction: _direction, ...filters } = query;
    asked.set(path, [
      `${path}?per=20`, `${path}?per=20&page=2`, ...Object.entries(filters).flatMap(([name, schema]) => sample(name, schema)).map((filter) => `${path}?per=20&${filter}`),
      ...[...new Set(Object.values(sorts?.['x-words'] ?? {}))].flatMap((column) => ['asc', 'desc'].map((direction) => `${path}?per=20&sort_column=${column}&sort_direction=${direction}`)),
    ]);
  }
  return asked;
}

/** Settings, tens or hundreds of rows: read whole everywhere. */
const settings = new Set(['queues', ...readWhole].filter((table) => !['agents', 'agent_presence', 'agent_addresses', 'teams', 'menus', 'menu_paths'].includes(table)));

/**
 * Tables that a list may read whole, and what that costs is for bench/ccai-lists.ts to say (not run at full size yet). All of them are bounded by people, teams and menus; all work (calls, chats, lines of the log) is asked for by more
 * than the account.
 */
const wholeIn: Readonly<Record<string, ReadonlySet<string>>> = {
  '/manager/api/v1/agents': new Set(['agents', 'agent_presence']), // counted and sorted: 2,000 agents
  '/manager/api/v1/teams': new Set(['teams']), // 1,000 teams
  '/manager/api/v1/menus': new Set(['menus']), '/manager/api/v1/menu': new Set(['menus']), // 5,000 menus
};
/**
 * Orders and filters of the log that no index knows: it is read whole; what that costs at a million lines is for bench/ccai-lists.ts to say (not run at full size yet). By time it is walked along, past the few lines that have no word in
 * this API.
 */
const logWhole = /agent_activity_logs\?per=20&(?:duration\[|sort_column=(?:activity|agent_id|call_id|chat_id|duration|ended_at|started_at)&)/;
/** Sums over the blocks of the log: one row for 4,000 lines. */
const isSumOfBlocks = (problem: string): boolean => problem.startsWith('agent_activity_blocks: ');

test('every list of the API, with every filter, in every order, asks indexes for more than the account; people, teams and menus are the only ones that are read whole, in their own list', async () => {
  const asked = questions();
  assert.deepEqual([...asked.keys()].toSorted(), ['/manager/api/v1/agent_activity_logs', '/manager/api/v1/agents', '/manager/api/v1/calls', '/manager/api/v1/chats', '/manager/api/v1/menu', '/manager/api/v1/menus', '/manager/api/v1/teams']);
  const problems: Record<string, string[]> = {};
  for (const [path, urls] of asked) {
    const whole = new Set([...settings, ...wholeIn[path] ?? []]);
    for (const url of urls) {
      if (logWhole.test(url)) whole.add('agent_activities'); else whole.delete('agent_activities');
      const plans = await watch.plansOf(async () => {
        const answer = await server.inject({ method: 'GET', url, headers: { authorization } });
        assert.equal(answer.statusCode, 200, `${url}: ${answer.body}`);
      });
      assert.ok(plans.length > 2, `${url}: no plan was seen`);
      const found = [...new Set(plans.flatMap((plan) => planProblemsBut(whole, plan)))].filter((problem) => !isSumOfBlocks(problem));
      if (found.length > 0) problems[url] = found;
    }
  }
  assert.deepEqual(problems, {});
});

test('a filter that only knows the account is noticed', async () => {
  const plans = await watch.plansOf(() => database.withAccount(1, (tx) => tx.rows(sql`SELECT count(*) FROM agent_activities WHERE account_id = ${tx.accountId} AND status_id = ${5}`)));
  assert.match(plans.flatMap((plan) => planProblemsBut(settings, plan)).join(), /agent_activities: .* no more than the account/);
});

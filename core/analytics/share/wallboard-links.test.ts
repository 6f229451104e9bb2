import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFloor, type Floor } from '#core/analytics/live/testing/open-floor.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { BoardCache, snapshotMs } from './board-cache.ts';
import { createWallboardLink, findWallboardLinks, openSharedWallboard, revokeWallboardLink } from './index.ts';

let floor: Floor;
let ada: Act;
before(async () => {
  floor = await openFloor();
  ada = { ...floor.floorAct, actor: { kind: 'user', id: floor.userId, permissions: 'all' } };
});
after(() => floor.close());

const expiresAt = '2024-06-06T00:00:00.000Z';
const make = (input: Partial<Parameters<typeof createWallboardLink>[2]> = {}, act: Act = ada) => floor.read((tx) => createWallboardLink(tx, act, { name: 'Hall', showsAgents: false, expiresAt, ...input }));
const open = (secret: unknown, now = floor.now) => openSharedWallboard(floor.database, { secret, address: '192.0.2.1', now });

test('a link shows the figures, and agents only where it says so', async () => {
  const plain = await make();
  const shown = await open(plain.secret);
  assert.deepEqual([shown.accountName, shown.linkName, shown.agents, shown.wallboard.queues.length, 'atRisk' in shown.wallboard], ['Desk', 'Hall', null, 3, false]);
  const withAgents = await make({ name: 'Team room', showsAgents: true });
  assert.deepEqual((await open(withAgents.secret)).agents?.map(({ name, state }) => [name, state]), [['Ada', 'offline'], ['Bo', 'offline'], ['Cy', 'offline'], ['Di', 'offline']]);
  const listed = await floor.read((tx) => findWallboardLinks(tx, ada));
  assert.deepEqual(listed.map(({ id, name, showsAgents, createdBy }) => [id, name, showsAgents, createdBy]), [[withAgents.id, 'Team room', true, floor.userId], [plain.id, 'Hall', false, floor.userId]]);
  assert.ok(!JSON.stringify(listed).includes(plain.secret.slice(-20)), 'the list has no secret');
  const kept = await floor.read((tx) => tx.one(sql<{ row: string }>`SELECT row_to_json(l)::text AS row FROM wallboard_links l WHERE account_id = ${tx.accountId} AND id = ${plain.id}`));
  assert.ok(!kept.row.includes(plain.secret.slice(-20)), 'nor has the row');
});

test('a link that is revoked, over, of another account or made up is answered alike', async () => {
  const { id, secret } = await make();
  const random = secret.slice(secret.indexOf('.') + 1);
  await floor.read((tx) => revokeWallboardLink(tx, ada, id));
  const short = await make({ expiresAt: '2024-05-06T14:00:00.000Z' });
  const foreign = short.secret.replace(/^\d+/, '999999');
  const answers = await Promise.all([[secret, floor.now], [short.secret, '2024-05-06T14:00:00.000Z'], [foreign, floor.now], [`1.${random.replaceAll(/[a-z]/g, 'x')}`, floor.now], ['', floor.now], [{ any: 'thing' }, floor.now], [null, floor.now], [`0.${random}`, floor.now]]
    .map(([given, now]) => open(given, now as string).then(() => 'opened', ({ code, safeText }: { code: string; safeText: string }) => `${code}: ${safeText}`)));
  assert.deepEqual([...new Set(answers)], ['expired: This link is not valid, was revoked, or its time is over. Ask for a new one.']);
  await assert.rejects(floor.read((tx) => revokeWallboardLink(tx, ada, id)), { code: 'not-found' });
});

test('a link does not outlive the rights of who made it', async () => {
  const { secret } = await make();
  await floor.database.rows(sql<object>`UPDATE memberships SET ended_at = ${floor.now} WHERE user_id = ${floor.userId}`);
  await assert.rejects(open(secret), { code: 'expired' });
  await floor.database.rows(sql<object>`UPDATE memberships SET ended_at = NULL WHERE user_id = ${floor.userId}`);
  await open(secret);
  await floor.database.rows(sql<object>`UPDATE users SET disabled_at = ${floor.now} WHERE id = ${floor.userId}`);
  await assert.rejects(open(secret), { code: 'expired' });
  await floor.database.rows(sql<object>`UPDATE users SET disabled_at = NULL WHERE id = ${floor.userId}`);
});

test('wrong input and too many are refused; who may not supervise makes none', async () => {
  for (const input of [{ name: '' }, { expiresAt: floor.now }, { expiresAt: '2026-01-01T00:00:00.000Z' }, { expiresAt: 'soon' }]) await assert.rejects(make(input), { code: 'invalid' }, JSON.stringify(input));
  const nobody: Act = { ...ada, actor: { kind: 'user', id: floor.userId, permissions: new Set(['queues.read']) } };
  await assert.rejects(make({}, nobody), { code: 'forbidden' });
  await assert.rejects(floor.read((tx) => findWallboardLinks(tx, nobody)), { code: 'forbidden' });
  await floor.read((tx) => tx.run(sql`INSERT INTO wallboard_links (account_id, token_hash, name, created_at, expires_at) SELECT ${tx.accountId}, decode(md5(n::text), 'hex'), 'x', ${floor.now}::timestamptz, ${expiresAt}::timestamptz FROM generate_series(1, 50) n`));
  await assert.rejects(make(), { code: 'too-large' });
});

test('one network has 900 reads in 15 minutes', async () => {
  const answers: string[] = [];
  for (let n = 0; n < 905; n += 1) answers.push(await openSharedWallboard(floor.database, { secret: 'x', address: '192.0.2.77', now: floor.now }).then(() => '', ({ code }: { code: string }) => code));
  assert.deepEqual([answers.filter((code) => code === 'expired').length, answers.slice(900)], [900, Array.from({ length: 5 }, () => 'too-many')]);
});

test('ten who look at once, by two links, are shown one snapshot; five seconds later another; a revoked link shows nothing at once', async () => {
  const at = (ms: number): string => new Date(floor.nowMs + 600_000 + ms).toISOString();
  await floor.read((tx) => tx.run(sql`DELETE FROM wallboard_links WHERE account_id = ${tx.accountId}`));
  const [one, two] = [await make({ name: 'One' }), await make({ name: 'Two' })];
  const look = (secret: string, ms: number) => open(secret, at(ms));
  const all = await Promise.all(Array.from({ length: 10 }, (_, nth) => look(nth % 2 === 0 ? one.secret : two.secret, nth)));
  assert.equal(new Set(all.map(({ wallboard }) => wallboard)).size, 1, 'one reading for all of them');
  assert.deepEqual(new Set(all.map(({ linkName }) => linkName)), new Set(['One', 'Two']));
  await floor.read((tx) => tx.run(sql`UPDATE queues SET name = 'Renamed' WHERE account_id = ${tx.accountId} AND id = 11`));
  assert.ok((await look(one.secret, snapshotMs - 1)).wallboard.queues.every(({ name }) => name !== 'Renamed'));
  // Whichever of the ten came first to the snapshot, it is over by then.
  assert.ok((await look(one.secret, snapshotMs + 10)).wallboard.queues.some(({ name }) => name === 'Renamed'));
  assert.equal((await open((await make({ showsAgents: true })).secret, at(snapshotMs))).agents?.length, 4, 'a link with agents has its own');
  await floor.read((tx) => revokeWallboardLink(tx, ada, one.id));
  await assert.rejects(look(one.secret, snapshotMs + 11), { code: 'expired' });
  assert.equal((await look(two.secret, snapshotMs + 11)).linkName, 'Two');
});

test('a snapshot that fails is not kept, and a clock that steps back makes a new one', async () => {
  const cache = new BoardCache<number>();
  let reads = 0;
  const read = async (): Promise<number> => (reads += 1);
  await assert.rejects(cache.get('a', 1_000, () => Promise.reject(new Error('away'))), /away/);
  assert.deepEqual([await cache.get('a', 1_000, read), await cache.get('a', 1_000 + snapshotMs - 1, read), await cache.get('b', 1_000, read)], [1, 1, 2]);
  assert.deepEqual([await cache.get('a', 500, read), await cache.get('a', 600 + snapshotMs, read)], [3, 4]);
});

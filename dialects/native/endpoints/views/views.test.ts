import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createToken, createUser } from '#core/accounts/index.ts';
import { sql } from '#storage/index.ts';
import { customerWrites } from '../../testing/conversations.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

interface View { key: string; id: number | null; name: string; filter: object; sort: string; count: { count: number; isCapped: boolean }; isOwn: boolean; isShared: boolean }
let desk: NativeDesk;
const ids: number[] = [];
let colleague = '';
before(async () => {
  desk = await openNative();
  for (let n = 0; n < 4; n += 1) ids.push((await customerWrites(desk, { id: `v${n}@x`, from: `bo${n}@home.test`, subject: `View ${n}` })).conversationId);
  await desk.ask('PATCH', `/conversations/${ids[0]}`, { assigneeId: desk.agentId, priority: 4 });
  await desk.ask('PATCH', `/conversations/${ids[1]}`, { life: 'spam' });
  await desk.ask('PATCH', `/conversations/${ids[2]}`, { life: 'resolved' });
  colleague = await desk.database.withAccount(desk.accountId, async (tx) => {
    const { id: userId } = await createUser(tx, desk.act, { email: 'cy@desk.test', name: 'Cy', password: null } as never);
    await addMember(tx, desk.act, { userId, role: 'agent' });
    return (await createToken(tx, desk.act, { userId, dialect: 'native', name: 'cy', scopes: 'all', expiresAt: null })).secret;
  });
});
after(() => desk.close());
const views = async (token?: string) => (await desk.ask<{ items: View[] }>('GET', '/views', undefined, token)).body.items;
const counts = async () => Object.fromEntries((await views()).map(({ key, count }) => [key, count.count]));

test('200: the built-in views with their counts, which are those of the lists behind them', async () => {
  assert.deepEqual(await counts(), { mine: 1, unassigned: 1, open: 2, waiting: 2, snoozed: 0, resolved: 1, spam: 1 });
  const queries: Record<string, string> = { mine: 'life=open&assignee=me', unassigned: 'life=open&assignee=nobody', open: 'life=open', waiting: 'life=open&sort=waiting', resolved: 'life=resolved,closed', spam: 'life=spam' };
  for (const [key, query] of Object.entries(queries)) assert.equal((await desk.ask<{ items: object[] }>('GET', `/conversations?${query}`)).body.items.length, (await counts())[key], key);
});

test('201, 200, 204: a view is kept, counted, changed and deleted by who made it; others see it where it is shared, and cannot change it', async () => {
  const made = await desk.ask<View>('POST', '/views', { name: 'Urgent', filter: { priority: 4, life: ['open'] }, sort: 'waiting' });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { id } = made.body;
  assert.deepEqual((await views()).find((view) => view.id === id)!.count, { count: 1, isCapped: false });
  assert.equal((await views(colleague)).some((view) => view.id === id), false);
  assert.equal((await desk.ask('PATCH', `/views/${id}`, { name: 'Mine now' }, colleague)).status, 404);
  const changed = await desk.ask<View>('PATCH', `/views/${id}`, { name: 'Very urgent', isShared: true });
  assert.deepEqual([changed.body.name, changed.body.filter, changed.body.sort], ['Very urgent', { priority: 4, life: ['open'] }, 'waiting']);
  assert.equal((await views(colleague)).find((view) => view.id === id)!.isOwn, false);
  assert.equal((await desk.ask('DELETE', `/views/${id}`, undefined, colleague)).status, 403);
  assert.equal((await desk.ask('DELETE', `/views/${id}`)).status, 204);
  assert.equal((await desk.ask('DELETE', `/views/${id}`)).status, 404);
});

test('404 and 422: another account\'s team, an unknown field in the filter, no name', async () => {
  const bodies: [object, number][] = [[{ name: 'x', filter: {}, teamId: 999_999 }, 404], [{ name: 'x', filter: { accountId: 1 } }, 422], [{ name: '', filter: {} }, 422], [{ name: 'x' }, 422], [{ name: 'x', filter: { life: [] } }, 422]];
  for (const [body, status] of bodies) assert.equal((await desk.ask('POST', '/views', body)).status, status, JSON.stringify(body));
});

test('counts end at 1,000 of a life', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`
    INSERT INTO conversations (account_id, channel_id, life, started_at, last_message_at, created_at)
    SELECT ${desk.accountId}, ${desk.help.id}, 'spam', '2020-01-01', '2020-01-01', '2020-01-01' FROM generate_series(1, 1200)`));
  assert.deepEqual((await views()).find(({ key }) => key === 'spam')!.count, { count: 1_000, isCapped: true });
});

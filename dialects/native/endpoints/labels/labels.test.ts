import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { labelConversation, receiveMails } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { Attribute, CannedResponse, SettingsLabel } from '../../schemas/label-settings.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

test('labels: made, changed, deleted; 409 for a name that is taken and for one in use', async () => {
  const made = await desk.ask<SettingsLabel>('POST', '/labels', { name: 'Urgent', colour: '#ff0000' });
  assert.deepEqual([made.status, made.body.name, made.body.colour], [201, 'Urgent', '#ff0000']);
  assert.equal((await desk.ask('POST', '/labels', { name: 'URGENT' })).status, 409);
  const other = (await desk.ask<SettingsLabel>('POST', '/labels', { name: 'Later' })).body;
  assert.equal((await desk.ask('PATCH', `/labels/${other.id}`, { name: 'urgent' })).status, 409);
  assert.deepEqual((await desk.ask<SettingsLabel>('PATCH', `/labels/${made.body.id}`, { colour: null })).body, { ...made.body, colour: null });
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await receiveMails(tx, desk.act, desk.help, [writeMail({ id: 'a@b.test', from: 'bo@b.test', to: ['help@desk.test'], subject: 'One', at: '2024-05-01T09:00:00.000Z' })]);
    const { id } = await tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${tx.accountId}`);
    await labelConversation(tx, desk.act, id, { add: [made.body.id] });
  });
  assert.deepEqual([(await desk.ask('DELETE', `/labels/${made.body.id}`)).status, (await desk.ask('DELETE', `/labels/${other.id}`)).status, (await desk.ask('DELETE', `/labels/${other.id}`)).status], [409, 204, 404]);
  for (const body of [{}, { name: '' }, { name: 'x', colour: 'red' }, { name: 'x'.repeat(101) }, { name: 'x', id: 1 }]) assert.equal((await desk.ask('POST', '/labels', body)).status, 422, JSON.stringify(body));
});

test('attributes: defined, listed by noun, changed, deleted; key and type stay', async () => {
  const made = await desk.ask<Attribute>('POST', '/attributes', { entity: 'contact', key: 'plan', name: 'Plan', type: 'list', options: ['free', 'paid'] });
  assert.deepEqual([made.status, made.body.options], [201, ['free', 'paid']]);
  assert.equal((await desk.ask('POST', '/attributes', { entity: 'contact', key: 'plan', name: 'Plan', type: 'text' })).status, 409);
  await desk.ask('POST', '/attributes', { entity: 'company', key: 'plan', name: 'Plan', type: 'text' });
  assert.deepEqual((await desk.ask<{ items: Attribute[] }>('GET', '/attributes?entity=contact')).body.items, [made.body]);
  assert.deepEqual((await desk.ask<Attribute>('PATCH', `/attributes/${made.body.id}`, { options: ['paid'] })).body.options, ['paid']);
  for (const body of [{ type: 'text' }, { key: 'other' }, { options: [] }]) assert.equal((await desk.ask('PATCH', `/attributes/${made.body.id}`, body)).status, 422, JSON.stringify(body));
  for (const body of [{ entity: 'ship', key: 'a', name: 'A', type: 'text' }, { entity: 'contact', key: 'Big', name: 'A', type: 'text' }, { entity: 'contact', key: 'a', name: 'A', type: 'list' }]) assert.equal((await desk.ask('POST', '/attributes', body)).status, 422, JSON.stringify(body));
  assert.deepEqual([(await desk.ask('DELETE', `/attributes/${made.body.id}`)).status, (await desk.ask('GET', '/attributes?entity=ship')).status], [204, 422]);
});

test('canned responses: made, found by a part, changed, deleted; 409 for a code that is taken', async () => {
  const made = await desk.ask<CannedResponse>('POST', '/canned-responses', { shortCode: 'greet', content: 'Dear {{contact.name}}' });
  assert.equal(made.status, 201);
  assert.equal((await desk.ask('POST', '/canned-responses', { shortCode: 'GREET', content: 'x' })).status, 409);
  assert.deepEqual((await desk.ask<{ items: CannedResponse[] }>('GET', '/canned-responses?search=DEAR')).body.items, [made.body]);
  assert.equal((await desk.ask<CannedResponse>('PATCH', `/canned-responses/${made.body.id}`, { content: 'Hello' }, await desk.tokenFor('labels.write'))).body.content, 'Hello');
  for (const body of [{}, { shortCode: 'two words', content: 'x' }, { shortCode: 'a', content: '' }]) assert.equal((await desk.ask('POST', '/canned-responses', body)).status, 422, JSON.stringify(body));
  assert.deepEqual([(await desk.ask('DELETE', `/canned-responses/${made.body.id}`)).status, (await desk.ask('DELETE', `/canned-responses/${made.body.id}`)).status], [204, 404]);
});

test('404 and 403: another account\'s are as unknown as none; nobody without the permission', async () => {
  const ids = {
    labels: (await desk.ask<SettingsLabel>('POST', '/labels', { name: 'Mine' })).body.id,
    attributes: (await desk.ask<Attribute>('POST', '/attributes', { entity: 'conversation', key: 'mine', name: 'Mine', type: 'text' })).body.id,
    'canned-responses': (await desk.ask<CannedResponse>('POST', '/canned-responses', { shortCode: 'mine', content: 'x' })).body.id,
  };
  const reader = await desk.tokenFor('conversations.read', 'settings.read');
  for (const [noun, id] of Object.entries(ids)) {
    const change = noun === 'canned-responses' ? { content: 'y' } : { name: 'Y' };
    for (const [method, body] of [['PATCH', change], ['DELETE', undefined]] as const) {
      const [theirs, none] = [await desk.ask(method, `/${noun}/${id}`, body, desk.stranger.token), await desk.ask(method, `/${noun}/987654`, body, desk.stranger.token)];
      assert.deepEqual([theirs.status, theirs.body], [404, none.body], `${method} ${noun}`);
      assert.equal((await desk.ask(method, `/${noun}/${id}`, body, reader)).status, 403, `${method} ${noun}`);
    }
  }
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { receiveMails } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

test('200: the account is shown and changed, field by field, with a row in the audit log', async () => {
  const before = (await desk.ask('GET', '/account')).body;
  assert.deepEqual([before['name'], before['reopenClosed'], before['requireTwoFactor']], ['Desk', true, false]);
  const changed = await desk.ask('PATCH', '/account', { name: 'Desk & Co', zone: 'europe/berlin' });
  assert.deepEqual([changed.status, changed.body], [200, { ...before, name: 'Desk & Co', zone: 'Europe/Berlin' }]);
  assert.equal((await desk.ask('PATCH', '/account', { reopenClosed: false })).body['name'], 'Desk & Co');
  assert.equal((await desk.ask('PATCH', '/account', { undoSeconds: 20 })).body['undoSeconds'], 20);
  assert.deepEqual([before['language'], before['membersWithoutTwoFactor']], ['en', 1]);
  const { items } = (await desk.ask<{ items: { action: string; actorUserId: number }[] }>('GET', '/audit?action=account.changed')).body;
  assert.deepEqual(items.map(({ actorUserId }) => actorUserId), [desk.userId, desk.userId, desk.userId]);
});

test('422, 403, 409: senseless, unknown fields, without permission, a second factor for all without one\'s own', async () => {
  for (const body of [{ name: '' }, { zone: '+01:00' }, { name: 'x'.repeat(201) }, { slug: 'other' }, { language: 'xx' }, { id: 1 }, { name: 7 }, []]) assert.equal((await desk.ask('PATCH', '/account', body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask('PATCH', '/account', { name: 'X' }, await desk.tokenFor('settings.read', 'settings.write'))).status, 403);
  assert.equal((await desk.ask('PATCH', '/account', { requireTwoFactor: true })).status, 409);
  assert.equal((await desk.ask('GET', '/account', undefined, desk.stranger.token)).body['name'], 'Other');
});

test('200: internal domains say beforehand what they change, and the work for it is left behind in the same transaction', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [
    writeMail({ id: 'a@p.test', from: 'ann@partner.test', to: ['help@desk.test'], subject: 'One', at: '2024-05-01T09:00:00.000Z' }),
    writeMail({ id: 'b@p.test', from: 'ann@partner.test', to: ['help@desk.test'], subject: 'Two', at: '2024-05-02T09:00:00.000Z' }),
  ]));
  const jobs = async () => (await desk.database.rows(sql<{ kind: string }>`SELECT kind FROM jobs WHERE account_id = ${desk.accountId} AND kind = 'reclassify-mail'`)).length;
  const effect = { added: ['partner.test'], removed: [], messages: 2, conversations: 2 };
  assert.deepEqual((await desk.ask('POST', '/account/internal-domains/preview', { domains: ['desk.test', 'partner.test'] })).body, effect);
  assert.equal(await jobs(), 0);
  assert.deepEqual((await desk.ask('PUT', '/account/internal-domains', { domains: ['PARTNER.test', 'desk.test'] })).body, effect);
  assert.equal(await jobs(), 1);
  const again = await desk.ask('PUT', '/account/internal-domains', { domains: ['desk.test', 'partner.test'] });
  assert.deepEqual([again.body['added'], await jobs()], [[], 1]);
  const { domains, versions } = (await desk.ask<{ domains: string[]; versions: object[] }>('GET', '/account/internal-domains')).body;
  assert.deepEqual([domains, versions.length], [['desk.test', 'partner.test'], 2]);
});

test('422, 403: no domains of sense, and nobody without the permission', async () => {
  for (const body of [{ domains: ['x'] }, { domains: ['a@b.test'] }, { domains: 'desk.test' }, {}, { domains: [], more: 1 }]) assert.equal((await desk.ask('PUT', '/account/internal-domains', body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask('PUT', '/account/internal-domains', { domains: [] }, await desk.tokenFor('settings.read'))).status, 403);
  assert.equal((await desk.ask('GET', '/account/internal-domains', undefined, await desk.tokenFor('people.read'))).status, 403);
});

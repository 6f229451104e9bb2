import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { changeChannelSettings, defaultChannelSettings, getChannelSettings } from '../index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('what was never set has its default, and a change leaves the rest alone, also what is not ours', async () => {
  assert.deepEqual(await within((tx) => getChannelSettings(tx, desk.act, desk.help.id)), defaultChannelSettings);
  await within((tx) => tx.run(sql`UPDATE channels SET settings = '{"other":1}' WHERE account_id = ${desk.accountId} AND id = ${desk.help.id}`));
  await within((tx) => changeChannelSettings(tx, desk.act, desk.help.id, { fromName: '  Help desk ', language: 'de' }));
  const now = await within((tx) => changeChannelSettings(tx, desk.act, desk.help.id, { undoSeconds: 0, signature: { text: 'Ada', html: null } }));
  assert.deepEqual(now, { ...defaultChannelSettings, fromName: 'Help desk', language: 'de', undoSeconds: 0, signature: { text: 'Ada', html: null } });
  const { settings } = await within((tx) => tx.one(sql<{ settings: Record<string, unknown> }>`SELECT settings FROM channels WHERE account_id = ${desk.accountId} AND id = ${desk.help.id}`));
  assert.equal(settings['other'], 1);
});

test('senseless, refused and foreign changes are named and change nothing', async () => {
  const before = await within((tx) => getChannelSettings(tx, desk.act, desk.help.id));
  const bad: [string, object][] = [
    ['fromName', { fromName: 'a\r\nBcc: x@y.test' }], ['fromName', { fromName: '' }], ['fromStyle', { fromStyle: 'mine' }], ['language', { language: 'xx' }],
    ['undoSeconds', { undoSeconds: 61 }], ['undoSeconds', { undoSeconds: 1.5 }], ['signature.text', { signature: { text: ' ', html: null } }],
    ['signature.html', { signature: { text: 'a', html: 'a\u0000' } }], ['autoReply.inHours.text', { autoReply: { inHours: { text: 'x'.repeat(20_001), html: null }, outOfHours: null } }],
    ['autoReply', { autoReply: null }], ['colour', { colour: 'red' }],
  ];
  for (const [field, change] of bad) {
    await assert.rejects(within((tx) => changeChannelSettings(tx, desk.act, desk.help.id, change)), (error: { code?: string; fields?: { field: string }[] }) => error.code === 'invalid' && error.fields?.[0]?.field === field, field);
  }
  const reader: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } };
  await assert.rejects(within((tx) => changeChannelSettings(tx, reader, desk.help.id, { language: 'en' })), { code: 'forbidden' });
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  await assert.rejects(desk.database.withAccount(other, (tx) => changeChannelSettings(tx, systemAct(other, desk.act.now, 'test'), desk.help.id, { language: 'en' })), { code: 'not-found' });
  assert.deepEqual(await within((tx) => getChannelSettings(tx, desk.act, desk.help.id)), before);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authenticateMemberToken, endMember, addMember, createUser, getMemberPubsubToken, parseSecretKey, setupAccount } from '#core/accounts/index.ts';
import { createContact, deleteContact } from '#core/contacts/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import {
  changeDoor, changeSite, createApiChannel, createSite, defaultSiteSettings, disableChannel, enableChannel, ensureDoor, findContactByPubsubToken, findDoor, findSites, findVisitor, getIdentityKey, getPubsubToken, getSite,
  identityHash, isIdentityProved, isPageAllowed, noteSiteSeen, noteVisitor, putContactSource, visitorErasureConsumer,
} from '../index.ts';

let desk: Desk;
let other: number;
before(async () => {
  desk = await openDesk();
  other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
});
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('a site and a channel of software have a door that is found before the account is known, mailboxes have none, and a disabled channel\'s is nobody\'s', async () => {
  const [site, api] = await within(async (tx) => [await createSite(tx, desk.act, { name: 'Shop' }), await createApiChannel(tx, desk.act, { name: 'App' })]);
  for (const channel of [site, api]) {
    const { token } = await within((tx) => ensureDoor(tx, desk.act, channel.id));
    assert.match(token, /^[0-9a-f]{64}$/);
    assert.deepEqual(await findDoor(desk.database, token), { accountId: desk.accountId, channelId: channel.id, kind: channel.kind });
    assert.equal((await within((tx) => ensureDoor(tx, desk.act, channel.id))).token, token, 'the same again');
  }
  await assert.rejects(within((tx) => ensureDoor(tx, desk.act, desk.help.id)), { code: 'not-found' });
  await assert.rejects(desk.database.withAccount(other, (tx) => ensureDoor(tx, systemAct(other, desk.act.now, 'test'), site.id)), { code: 'not-found' });
  const { token } = await within((tx) => getSite(tx, desk.act, site.id));
  await within((tx) => disableChannel(tx, desk.act, site.id));
  assert.equal(await findDoor(desk.database, token), null);
  await within((tx) => enableChannel(tx, desk.act, site.id));
  assert.equal((await findDoor(desk.database, token))?.channelId, site.id);
  for (const wrong of ['', 'x', 'f'.repeat(64), `${token} `, 'a\u0000'.padEnd(64, 'b')]) assert.equal(await findDoor(desk.database, wrong), null, wrong);
});

test('settings have defaults, a change leaves the rest alone, and what makes no sense is named and changes nothing', async () => {
  const { id } = await within((tx) => createSite(tx, desk.act, { name: 'Site', settings: { welcomeTitle: ' Hello ', color: '#AABBCC' } }));
  assert.deepEqual((await within((tx) => getSite(tx, desk.act, id))).settings, { ...defaultSiteSettings, welcomeTitle: 'Hello', color: '#aabbcc' });
  await within((tx) => changeSite(tx, desk.act, id, { settings: { allowedDomains: ['Shop.Example ', '*.example.org'] }, replyChannelId: desk.help.id }));
  const before = await within((tx) => getSite(tx, desk.act, id));
  assert.deepEqual([before.settings.allowedDomains, before.settings.welcomeTitle, before.replyChannelId], [['shop.example', '*.example.org'], 'Hello', desk.help.id]);
  const bad: [string, object][] = [
    ['color', { color: 'red' }], ['color', { color: 'url(x)' }], ['websiteUrl', { websiteUrl: 'javascript:alert(1)' }], ['welcomeTitle', { welcomeTitle: 'x'.repeat(201) }], ['welcomeTitle', { welcomeTitle: 'a\u0000' }],
    ['allowedDomains.0', { allowedDomains: ['https://x.test'] }], ['allowedDomains', { allowedDomains: Array.from({ length: 51 }, (_, at) => `x${at}.test`) }], ['side', { side: 'top' }], ['greetingEnabled', { greetingEnabled: 'yes' }],
    ['preChat.fields', { preChat: { isOn: true, message: '', fields: [{ name: 'email', isRequired: true }, { name: 'email', isRequired: false }] } }], ['preChat.fields.0.name', { preChat: { isOn: true, message: '', fields: [{ name: 'password', isRequired: true }] } }],
    ['features.magic', { features: { magic: true } }], ['greetings.0.seconds', { greetings: [{ url: '', seconds: -1, text: 'Hi' }] }], ['greetings.0.text', { greetings: [{ url: '', seconds: 1, text: ' ' }] }], ['token', { token: 'x' }],
  ];
  for (const [field, settings] of bad) await assert.rejects(within((tx) => changeSite(tx, desk.act, id, { settings })), (error: { code?: string; fields?: { field: string }[] }) => error.code === 'invalid' && error.fields?.[0]?.field === field, field);
  const api = await within((tx) => createApiChannel(tx, desk.act, { name: 'App' }));
  await assert.rejects(within((tx) => changeSite(tx, desk.act, id, { replyChannelId: api.id })), { code: 'invalid' });
  await assert.rejects(within((tx) => changeSite(tx, desk.act, api.id, { settings: {} })), { code: 'not-found' });
  await assert.rejects(desk.database.withAccount(other, (tx) => changeSite(tx, systemAct(other, desk.act.now, 'test'), id, { settings: {} })), { code: 'not-found' });
  const agent: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } };
  await assert.rejects(within((tx) => changeSite(tx, agent, id, { settings: {} })), { code: 'forbidden' });
  await assert.rejects(within((tx) => createSite(tx, agent, { name: 'No' })), { code: 'forbidden' });
  assert.deepEqual(await within((tx) => getSite(tx, desk.act, id)), before);
});

test('a proof holds for its channel and identifier, and no longer once the channel has a new key', async () => {
  const key = parseSecretKey('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'test');
  const [one, two] = await within(async (tx) => [await createSite(tx, desk.act, { name: 'One' }), await createSite(tx, desk.act, { name: 'Two' })]);
  const keyOf = (id: number) => within((tx) => getIdentityKey(tx, desk.act, key, id));
  const [first, second] = [await keyOf(one.id), await keyOf(two.id)];
  assert.match(first, /^[0-9a-f]{64}$/);
  assert.notEqual(first, second);
  const hash = identityHash(first, 'user-7');
  assert.equal(isIdentityProved(first, 'user-7', hash), true);
  assert.equal(isIdentityProved(first, 'user-7', hash.toUpperCase()), true, 'hexadecimal digits are what they are');
  for (const [by, who, what] of [[second, 'user-7', hash], [first, 'user-8', hash], [first, 'user-7', ''], [first, 'user-7', hash.slice(1)], [first, 'user-7', 'g'.repeat(64)]] as const) assert.equal(isIdentityProved(by, who, what), false);
  await within((tx) => changeDoor(tx, desk.act, one.id, { newKey: true }));
  assert.notEqual(await keyOf(one.id), first);
  assert.equal(await keyOf(two.id), second);
  const agent: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } };
  await assert.rejects(within((tx) => getIdentityKey(tx, agent, key, one.id)), { code: 'forbidden' });
});

test('a contact\'s pubsub token names it whatever the account, until it is deleted or its channel disabled', async () => {
  const { id } = await within((tx) => createSite(tx, desk.act, { name: 'Tokens' }));
  const contact = await within((tx) => createContact(tx, desk.act, { name: 'Bo' }));
  const source = await within((tx) => putContactSource(tx, desk.act, { channelId: id, contactId: contact.id }));
  const token = (await within((tx) => getPubsubToken(tx, source)))!;
  assert.deepEqual(await findContactByPubsubToken(desk.database, token), { accountId: desk.accountId, ...source });
  assert.equal(await findContactByPubsubToken(desk.database, 'f'.repeat(64)), null);
  await within((tx) => noteVisitor(tx, desk.act, source, { pageUrl: 'https://shop.test/a', claimedEmail: 'bo@home.test' }));
  await within((tx) => disableChannel(tx, desk.act, id));
  assert.equal(await findContactByPubsubToken(desk.database, token), null);
  await within((tx) => enableChannel(tx, desk.act, id));
  await within((tx) => deleteContact(tx, desk.act, contact.id));
  assert.equal(await findContactByPubsubToken(desk.database, token), null);
  await catchUp(desk.database, [visitorErasureConsumer]);
  assert.equal(await within((tx) => findVisitor(tx, desk.act, source)), null, 'nothing stays of where he was');
});

test('a member\'s pubsub token says who he is and what he may, and is worth nothing after the end, nor the old one after a return', async () => {
  const userId = await within(async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'eve@desk.test', name: 'Eve' });
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    return user.id;
  });
  const token = (await within((tx) => getMemberPubsubToken(tx, userId)))!;
  const found = await authenticateMemberToken(desk.database, token);
  assert.deepEqual([found?.accountId, found?.userId, found?.permissions.has('conversations.read'), found?.permissions.has('channels.write')], [desk.accountId, userId, true, false]);
  assert.notEqual(await within((tx) => getMemberPubsubToken(tx, desk.userId)), token);
  await within((tx) => endMember(tx, desk.act, userId));
  assert.equal(await authenticateMemberToken(desk.database, token), null);
  assert.equal(await within((tx) => getMemberPubsubToken(tx, userId)), null);
  await within((tx) => addMember(tx, desk.act, { userId, role: 'agent' }));
  assert.equal(await authenticateMemberToken(desk.database, token), null);
  assert.equal((await authenticateMemberToken(desk.database, (await within((tx) => getMemberPubsubToken(tx, userId)))!))?.userId, userId);
});

test('a site remembers when it was seen first and last, and writes no more than it must', async () => {
  const { id } = await within((tx) => createSite(tx, desk.act, { name: 'Seen' }));
  const at = (minutes: number): Act => ({ ...desk.act, now: new Date(Date.parse(desk.act.now) + minutes * 60_000).toISOString() });
  assert.equal(await within((tx) => noteSiteSeen(tx, at(0), id, 'https://a.test')), true);
  for (const minutes of [1, 9]) assert.equal(await within((tx) => noteSiteSeen(tx, at(minutes), id, 'https://a.test')), false);
  assert.equal(Date.parse((await within((tx) => getSite(tx, desk.act, id))).seenAt!), Date.parse(at(0).now));
  await within((tx) => noteSiteSeen(tx, at(11), id, 'https://b.test'));
  const site = await within((tx) => getSite(tx, desk.act, id));
  assert.deepEqual([Date.parse(site.firstSeenAt!), Date.parse(site.seenAt!), site.seenOn], [Date.parse(at(0).now), Date.parse(at(11).now), 'https://b.test']);
  const { count } = await within((tx) => tx.one(sql<{ count: number }>`SELECT count(*) FROM events WHERE account_id = ${desk.accountId} AND type = 'channel.changed' AND (data ->> 'channelId')::bigint = ${id}`));
  assert.equal(count, 1);
  assert.equal((await within((tx) => findSites(tx, desk.act, []))).length, 0);
});

test('a page is allowed by its host, with its port where one is named, and below a domain', () => {
  const cases: [string[], string | undefined, boolean][] = [
    [[], undefined, true], [[], 'https://any.test', true], [['shop.test'], 'https://shop.test', true], [['shop.test'], 'http://shop.test:8080', true], [['shop.test:8080'], 'http://shop.test:8080', true], [['shop.test:8080'], 'http://shop.test', false],
    [['shop.test'], 'https://evil-shop.test', false], [['shop.test'], 'https://shop.test.evil.test', false], [['*.shop.test'], 'https://www.shop.test', true], [['*.shop.test'], 'https://shop.test', false], [['*.shop.test'], 'https://evilshop.test', false],
    [['shop.test'], undefined, false], [['shop.test'], 'null', false], [['shop.test'], 'not an origin', false],
  ];
  for (const [allowed, origin, expected] of cases) assert.equal(isPageAllowed(allowed, origin), expected, `${allowed.join()} ${origin}`);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';
import type { MailboxInviteMade, MailboxInvites, PersonMailboxes, PersonMailboxesAdded } from '../../schemas/person-mailboxes.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

const list = async (query = ''): Promise<PersonMailboxes> => (await desk.ask<PersonMailboxes>('GET', `/person-mailboxes${query}`)).body;
const invites = async (): Promise<MailboxInvites['items']> => (await desk.ask<MailboxInvites>('GET', '/mailbox-invites')).body.items;

test('201: a person is invited by a signed link that is mailed once, can be reminded after ten minutes and withdrawn; wrong input and strangers change nothing', async () => {
  const invite = (json: object) => desk.ask<MailboxInviteMade & { fields?: { field: string }[] }>('POST', '/mailbox-invites', json);
  assert.deepEqual((await invite({ name: 'Bo', email: 'no address', protocol: 'imap' })).body.fields?.[0]?.field, 'email');
  assert.equal((await invite({ name: 'Bo', email: 'bo@desk.test', protocol: 'pop3' })).status, 422);
  assert.deepEqual(await invites(), []);
  const made = await invite({ name: 'Bo', email: 'Bo@desk.test', protocol: 'imap', message: 'Please.' });
  assert.deepEqual([made.status, made.body.email, made.body.mailState, made.body.isAgain, made.body.expiresAt], [201, 'bo@desk.test', 'queued', false, '2024-05-08T12:00:00Z']);
  assert.match(made.body.link, /^https:\/\/desk\.example\/authenticate\/\d+\?.*signature=/);
  const jobs = async (): Promise<number> => (await desk.database.withoutAccount((tx) => tx.one(sql<{ n: number }>`SELECT count(*)::int AS n FROM jobs WHERE kind = 'mail-mailbox-invite' AND account_id = ${desk.accountId}`))).n;
  assert.equal(await jobs(), 1);
  assert.equal(JSON.stringify(await invites()).includes('signature'), false, 'a link is shown to whoever makes it, not in lists');
  const path = `/mailbox-invites/${made.body.id}`;
  assert.equal((await desk.ask('POST', `${path}/reminders`)).status, 429);
  for (const [method, of] of [['POST', `${path}/reminders`], ['DELETE', path]] as const) assert.equal((await desk.ask(method, of, undefined, desk.stranger.token)).status, 404);
  desk.clock.advance(601_000);
  const again = await desk.ask<MailboxInviteMade>('POST', `${path}/reminders`);
  assert.deepEqual([again.status, again.body.expiresAt > made.body.expiresAt, 'link' in again.body, await jobs()], [200, true, false, 2]);
  assert.equal((await desk.ask('DELETE', path)).status, 204);
  assert.deepEqual([await invites(), (await desk.ask('DELETE', path)).status], [[], 404]);
});

test('201: mailboxes of a list are made all or none with the company\'s access, listed with how they are read, connected anew and removed', async () => {
  const add = (people: object[]) => desk.ask<PersonMailboxesAdded & { key?: string }>('POST', '/person-mailboxes', { protocol: 'ews', people });
  const people = ['a', 'b', 'c'].map((letter) => ({ email: `${letter}@desk.test`, name: `Person ${letter.toUpperCase()}` }));
  assert.deepEqual(await add(people).then(({ status, body }) => [status, body.key]), [409, 'no-mail-directory']);
  assert.equal((await desk.ask('PUT', '/mail-directories/ews', { settings: { url: 'https://mail.example.test/EWS/Exchange.asmx', version: 'Exchange2013', userName: 'svc' }, secret: 's3cret' })).status, 204);
  assert.equal((await add([...people, { email: 'broken' }])).status, 422);
  assert.equal((await list()).total, 0, 'all or none');
  assert.equal((await add([...people, { email: 'A@desk.test' }])).body.added, 3);
  const first = await list('?limit=2');
  const rest = await list(`?limit=2&cursor=${first.next}`);
  assert.deepEqual([[...first.items, ...rest.items].map(({ name, protocol, state }) => [name, protocol, state]), rest.next, first.total], [['A@desk.test', 'Person B', 'Person C'].map((name) => [name, 'ews', 'reading']), null, 3]);
  assert.deepEqual((await list('?search=b@desk')).items.map(({ address }) => address), ['b@desk.test']);
  const { id } = (await list('?search=c@desk')).items[0]!;
  assert.equal((await desk.ask('POST', `/person-mailboxes/${id}/reconnect`, undefined, desk.stranger.token)).status, 404);
  assert.deepEqual(await desk.ask<MailboxInviteMade>('POST', `/person-mailboxes/${id}/reconnect`).then(({ status, body }) => [status, body.protocol, body.isAgain, body.email]), [201, 'ews', true, 'c@desk.test']);
  assert.equal((await desk.ask('DELETE', `/person-mailboxes/${id}`, undefined, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('DELETE', `/person-mailboxes/${id}`)).status, 204);
  assert.deepEqual([(await list()).total, await invites(), (await desk.ask('DELETE', `/person-mailboxes/${id}`)).status], [2, [], 404]);
});

test('403: each right of its own', async () => {
  const reader = await desk.tokenFor('channels.read', 'people.read');
  assert.deepEqual([(await desk.ask('GET', '/person-mailboxes', undefined, reader)).status, (await desk.ask('GET', '/mailbox-invites', undefined, reader)).status], [200, 200]);
  const writer = await desk.tokenFor('channels.write');
  assert.equal((await desk.ask('GET', '/person-mailboxes', undefined, writer)).status, 403);
  for (const [method, path, json] of [['POST', '/person-mailboxes', { protocol: 'ews', people: [{ email: 'x@desk.test' }] }], ['POST', '/mailbox-invites', { name: 'X', email: 'x@desk.test', protocol: 'imap' }], ['POST', `/person-mailboxes/${desk.agentId}/reconnect`, undefined], ['DELETE', `/person-mailboxes/${desk.agentId}`, undefined]] as const) {
    assert.equal((await desk.ask(method, path, json, writer)).status, 403, path);
    assert.equal((await desk.ask(method, path, json, reader)).status, 403, path);
  }
});

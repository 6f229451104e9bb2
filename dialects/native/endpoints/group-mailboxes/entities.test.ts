import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createAgent } from '#core/people/index.ts';
import type { ContactGroup, ContactGroups, GroupMailbox, GroupMailboxes, LeadSource, OwnGoals } from '../../schemas/entities.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let cat: number;
before(async () => {
  desk = await openNative();
  cat = (await desk.database.withAccount(desk.accountId, (tx) => createAgent(tx, desk.act, { name: 'Cat', addresses: ['cat@desk.test'] }))).id;
});
after(() => desk.close());

const names = async (): Promise<string[]> => (await desk.ask<GroupMailboxes>('GET', '/group-mailboxes')).body.items.map(({ name }) => name);

test('201, 200, 204: a group mailbox is made, changed, given members and goals, and deleted', async () => {
  const made = await desk.ask<GroupMailbox>('POST', '/group-mailboxes', { name: 'Front', address: 'Team@desk.test', aliases: ['b@desk.test', 'TEAM@desk.test', 'a@desk.test'] });
  assert.deepEqual([made.status, made.body.address, made.body.aliases, made.body.agentIds], [201, 'team@desk.test', ['a@desk.test', 'b@desk.test'], []]);
  const path = `/group-mailboxes/${made.body.id}`;
  assert.deepEqual((await desk.ask<GroupMailbox>('PUT', `${path}/members`, { agentIds: [cat, desk.agentId, cat] })).body.agentIds, [desk.agentId, cat].sort((x, y) => x - y));
  assert.deepEqual((await desk.ask<GroupMailbox>('PATCH', path, { name: 'Desk', aliases: ['a@desk.test'] })).body.aliases, ['a@desk.test']);
  assert.deepEqual((await desk.ask<OwnGoals>('GET', `${path}/goals`)).body, { firstReply: null, overall: null, close: null });
  assert.deepEqual((await desk.ask<OwnGoals>('PATCH', `${path}/goals`, { firstReply: 600 })).body, { firstReply: 600, overall: null, close: null });
  assert.deepEqual((await desk.ask<OwnGoals>('PATCH', `${path}/goals`, { firstReply: null, close: 60 })).body, { firstReply: null, overall: null, close: 60 });
  for (const [method, below, body, status] of [
    ['PUT', '/members', { agentIds: [999_999] }, 404], ['PATCH', '', { address: 'x@elsewhere.test' }, 422], ['PATCH', '', { name: '' }, 422], ['PATCH', '/goals', { overall: 0 }, 422], ['PATCH', '/goals', { overal: 5 }, 422],
  ] as const) assert.equal((await desk.ask(method, `${path}${below}`, body)).status, status, `${below} ${JSON.stringify(body)}`);
  const [kept] = (await desk.ask<GroupMailboxes>('GET', '/group-mailboxes')).body.items;
  assert.deepEqual([kept?.name, kept?.address, kept?.agentIds.length], ['Desk', 'team@desk.test', 2], 'what was refused changed nothing');
  for (const method of ['PATCH', 'DELETE'] as const) {
    assert.equal((await desk.ask(method, path, { name: 'Theirs' }, desk.stranger.token)).status, 404);
    assert.equal((await desk.ask(method, path, { name: 'Mine' }, await desk.tokenFor('channels.read'))).status, 403);
  }
  assert.equal((await desk.ask('POST', '/group-mailboxes', { name: 'Other', address: 'a@desk.test' })).status, 409);
  assert.equal((await desk.ask('DELETE', path)).status, 204);
  assert.deepEqual([await names(), (await desk.ask('DELETE', path)).status, (await desk.ask('PATCH', `${path}/goals`, { overall: 5 })).status], [[], 404, 404]);
});

test('two who want one address at once: one has it', async () => {
  const answers = await Promise.all(['One', 'Two', 'Three'].map((name) => desk.ask('POST', '/group-mailboxes', { name, address: 'wanted@desk.test', aliases: ['also@desk.test'] })));
  assert.deepEqual(answers.map(({ status }) => status).sort((x, y) => x - y), [201, 409, 409]);
  assert.equal((await names()).length, 1);
});

test('a contact group and a lead source are made, changed and deleted; a contact becomes a lead of it, and none when it goes', async () => {
  const group = (await desk.ask<ContactGroup>('POST', '/contact-groups', { name: 'Gold', members: [{ kind: 'address', value: 'Bo@home.test' }, { kind: 'domain', value: 'kling.test' }] })).body;
  assert.deepEqual(group.members, [{ kind: 'address', value: 'bo@home.test' }, { kind: 'domain', value: 'kling.test' }]);
  assert.deepEqual((await desk.ask<ContactGroup>('PATCH', `/contact-groups/${group.id}`, { name: 'Silver' })).body.members.length, 2);
  assert.equal((await desk.ask('PATCH', `/contact-groups/${group.id}`, { members: [{ kind: 'domain', value: 'no domain' }] })).status, 422);
  assert.deepEqual((await desk.ask<ContactGroups>('GET', '/contact-groups?search=KLING')).body.items.map(({ name }) => name), ['Silver']);
  assert.equal((await desk.ask('DELETE', `/contact-groups/${group.id}`)).status, 204);
  const source = (await desk.ask<LeadSource>('POST', '/lead-sources', { name: 'Fair' })).body;
  const contact = (await desk.ask<{ id: number }>('POST', '/contacts', { name: 'Bo', points: [{ kind: 'domain', value: '@Home.test' }] })).body;
  const lead = await desk.ask<{ isLead: boolean; leadSourceId: number | null; points: { value: string }[] }>('PATCH', `/contacts/${contact.id}`, { isLead: true, leadSourceId: source.id });
  assert.deepEqual([lead.body.isLead, lead.body.leadSourceId], [true, source.id]);
  assert.equal((await desk.ask('PATCH', `/contacts/${contact.id}`, { leadSourceId: 999_999 })).status, 404);
  assert.equal((await desk.ask<LeadSource>('PATCH', `/lead-sources/${source.id}`, { name: 'Fair 2024' })).body.name, 'Fair 2024');
  assert.equal((await desk.ask('DELETE', `/lead-sources/${source.id}`)).status, 204);
  const after2 = (await desk.ask<{ isLead: boolean; leadSourceId: number | null }>('GET', `/contacts/${contact.id}`)).body;
  assert.deepEqual([after2.isLead, after2.leadSourceId], [true, null]);
});

test('who accepts an invitation at an agent\'s address is that agent, not a second one', async () => {
  const { link } = (await desk.ask<{ link: string }>('POST', '/invitations', { email: 'cat@desk.test', role: 'agent' })).body;
  const accepted = await desk.server.inject({ method: 'POST', url: '/native/v1/invitations/accept', payload: { secret: new URL(link).hash.slice(1), name: 'Catherine', password: 'otter-lantern-71-canary' } });
  assert.equal(accepted.statusCode, 201, accepted.body);
  const agents = (await desk.ask<{ items: { id: number; name: string; userId: number | null }[] }>('GET', '/agents')).body.items;
  assert.deepEqual(agents.filter(({ name }) => name.startsWith('Cat')).map(({ id, name, userId }) => [id, name, userId !== null]), [[cat, 'Cat', true]]);
});

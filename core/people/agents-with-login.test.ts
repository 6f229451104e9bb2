import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getMember, setupAccount } from '#core/accounts/index.ts';
import { findAgentCards } from '#core/desk/index.ts';
import { type Act, type Permission } from '#core/kernel/index.ts';
import { changeChannelMembers, findChannelMembers } from '#core/channels/index.ts';
import type { Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { addAgentWithLogin, changeTeamMembers, createTeam, discoverAgents, ensureAgentOfUser, getAgent, getTeam, removeAgent } from './index.ts';

let desk: Desk;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const only = (...permissions: Permission[]): Act => ({ ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(permissions) } });
const add = (name: string, email: string, role = 'agent', act = desk.act) => within((tx) => addAgentWithLogin(tx, act, { name, email, role }));
before(async () => { desk = await openDesk(); });
after(() => desk.close());

test('an agent with a login is user, member and agent in one, and answers from the address', async () => {
  const cy = await add('Cy', 'Cy@desk.test');
  assert.deepEqual([cy.name, cy.addresses], ['Cy', ['cy@desk.test']]);
  assert.equal((await within((tx) => getMember(tx, cy.userId!)))?.agentId, cy.id);
  const [card] = await within((tx) => findAgentCards(tx, desk.act, [cy.id]));
  assert.deepEqual([card?.email, card?.role, card?.hasPassword, card?.isDeactivated], ['Cy@desk.test', 'agent', false, false]);
  await assert.rejects(add('Cy', 'cy@desk.test'), { code: 'conflict' });
});

test('nobody adds an agent who may do more than himself, and half of it is never left', async () => {
  const people = only('people.write');
  await assert.rejects(add('Di', 'di@desk.test', 'administrator', people), { code: 'forbidden' });
  assert.equal((await add('Di', 'di@desk.test')).name, 'Di', 'the user was not made before');
});

test('the agent whom mail discovered becomes the one with the login, and who left comes back as the same', async () => {
  const found = (await within((tx) => discoverAgents(tx, desk.act, [{ address: 'eve@desk.test', name: 'eve' }]))).get('eve@desk.test')!;
  const eve = await add('Eve Stone', 'eve@desk.test');
  assert.deepEqual([eve.id, eve.name, eve.isDiscovered], [found, 'Eve Stone', false]);
  await within((tx) => removeAgent(tx, desk.act, eve.id));
  assert.equal(await within((tx) => getMember(tx, eve.userId!)), null);
  assert.notEqual((await within((tx) => getAgent(tx, desk.act, eve.id))).deactivatedAt, null);
  const again = await add('Eve Stone', 'eve@desk.test');
  assert.deepEqual([again.id, again.deactivatedAt], [eve.id, null]);
});

test('a user of another account can be added and stays who he is', async () => {
  const other = await setupAccount(desk.database, { accountName: 'Other', email: 'fay@other.test', name: 'Fay', password: null, now: desk.act.now });
  const fay = await add('Somebody', 'fay@other.test');
  assert.deepEqual([fay.userId, fay.name], [other.user.id, 'Somebody']);
});

test('the last owner is not removed', async () => {
  const own = await within((tx) => ensureAgentOfUser(tx, desk.act, desk.userId));
  assert.equal(await within((tx) => ensureAgentOfUser(tx, only(), desk.userId)), own, 'made once');
  assert.equal(await within((tx) => ensureAgentOfUser(tx, desk.act, 999_999)), null);
  await assert.rejects(within((tx) => removeAgent(tx, desk.act, own!)), { code: 'conflict' });
  await assert.rejects(within((tx) => removeAgent(tx, only('people.read'), own!)), { code: 'forbidden' });
});

test('members of teams and channels are added and removed one by one; two at once both count; one unknown agent changes nothing', async () => {
  const [gil, hal, ida] = [await add('Gil', 'gil@desk.test'), await add('Hal', 'hal@desk.test'), await add('Ida', 'ida@desk.test')];
  const team = await within((tx) => createTeam(tx, desk.act, { name: 'Front' }));
  await Promise.all([gil, hal, ida].map(({ id }) => within((tx) => changeTeamMembers(tx, desk.act, team.id, { add: [id] }))));
  await Promise.all([gil, hal, ida].map(({ id }) => within((tx) => changeChannelMembers(tx, desk.act, desk.help.id, { add: [id] }))));
  const teamIds = async () => (await within((tx) => getTeam(tx, desk.act, team.id))).agentIds;
  const channelIds = async () => (await within((tx) => findChannelMembers(tx, desk.act))).get(desk.help.id);
  assert.deepEqual([await teamIds(), await channelIds()], [[gil.id, hal.id, ida.id], [gil.id, hal.id, ida.id]]);
  for (const change of [{ add: [999_999] }, { remove: [999_999] }]) {
    await assert.rejects(within((tx) => changeTeamMembers(tx, desk.act, team.id, change)), { code: 'not-found' });
    await assert.rejects(within((tx) => changeChannelMembers(tx, desk.act, desk.help.id, change)), { code: 'not-found' });
  }
  await within((tx) => changeTeamMembers(tx, desk.act, team.id, { remove: [hal.id] }));
  await within((tx) => changeChannelMembers(tx, desk.act, desk.help.id, { remove: [hal.id] }));
  assert.deepEqual([await teamIds(), await channelIds()], [[gil.id, ida.id], [gil.id, ida.id]]);
});

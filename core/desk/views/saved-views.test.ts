import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser, setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { createAgent, createTeam, setTeamMembers } from '#core/people/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { changeSavedView, createSavedView, deleteSavedView, findSavedViews, getSavedView, type SavedViewInput } from '../index.ts';

const query = { life: 'open', assignee: 'me' };
const input = (name: string, more: Partial<SavedViewInput> = {}): SavedViewInput => ({ noun: 'conversation', form: 'desk', name, query, ...more });
let desk: Desk;
let ada: Act;
let ben: Act;
let team: number;

before(async () => {
  desk = await openDesk();
  const actOf = (id: number): Act => ({ ...desk.act, actor: { kind: 'user', id, permissions: new Set(['conversations.read', 'conversations.note']) } });
  ada = actOf(desk.userId);
  ben = await within(async (tx) => {
    const user = await createUser(tx, desk.act, { email: 'ben@desk.test', name: 'Ben' });
    
    await addMember(tx, desk.act, { userId: user.id, role: 'agent' });
    const agent = await createAgent(tx, desk.act, { name: 'Ben', userId: user.id });
    team = (await createTeam(tx, desk.act, { name: 'Support' })).id;
    await setTeamMembers(tx, desk.act, team, [agent.id]);
    return actOf(user.id);
  });
});
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const namesFor = async (act: Act) => (await within((tx) => findSavedViews(tx, act, { form: 'desk' }))).map((view) => view.name);

test('one\'s own views are one\'s own, a team\'s are its members\', shared ones everybody\'s', async () => {
  await within(async (tx) => {
    await createSavedView(tx, ada, input('hers'));
    await createSavedView(tx, ada, input('the team\'s', { teamId: team }));
    await createSavedView(tx, ada, input('all\'s', { isShared: true }));
    await createSavedView(tx, ben, input('his'));
    await createSavedView(tx, ada, input('of an API', { form: 'other' }));
  });
  assert.deepEqual(await namesFor(ada), ['all\'s', 'hers', 'the team\'s']);
  assert.deepEqual(await namesFor(ben), ['all\'s', 'his', 'the team\'s']);
});

test('only who made a view changes or deletes it', async () => {
  const view = await within((tx) => createSavedView(tx, ada, input('kept', { isShared: true })));
  await assert.rejects(within((tx) => changeSavedView(tx, ben, view.id, 'desk', { name: 'taken' })), { code: 'forbidden' });
  await assert.rejects(within((tx) => deleteSavedView(tx, ben, view.id, 'desk')), { code: 'forbidden' });
  const changed = await within((tx) => changeSavedView(tx, ada, view.id, 'desk', { name: 'renamed', query: { life: 'closed' } }));
  assert.deepEqual([changed.name, changed.query, changed.isShared], ['renamed', { life: 'closed' }, true]);
  await within((tx) => deleteSavedView(tx, ada, view.id, 'desk'));
  await assert.rejects(within((tx) => getSavedView(tx, ada, view.id, 'desk')), { code: 'not-found' });
});

test('senseless and foreign input changes nothing', async () => {
  const before = await namesFor(ada);
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  const theirTeam = (await desk.database.withAccount(other, (tx) => createTeam(tx, systemAct(other, desk.act.now, 'test'), { name: 'T' }))).id;
  await assert.rejects(within((tx) => createSavedView(tx, ada, input('x', { teamId: theirTeam }))), { code: 'not-found' });
  await assert.rejects(within((tx) => createSavedView(tx, ada, input(''))), { code: 'invalid' });
  await assert.rejects(within((tx) => createSavedView(tx, ada, input('x', { query: { text: 'x'.repeat(20_000) } }))), { code: 'invalid' });
  await assert.rejects(within((tx) => createSavedView(tx, desk.act, input('x'))), { code: 'forbidden' });
  assert.deepEqual(await namesFor(ada), before);
});

test('who only reads keeps views of his own and publishes none, neither new nor by a change', async () => {
  const reader: Act = { ...ben, actor: { ...ben.actor, permissions: new Set(['conversations.read']) } };
  const own = await within((tx) => createSavedView(tx, reader, input('quiet')));
  for (const publishing of [{ isShared: true }, { teamId: team }]) {
    await assert.rejects(within((tx) => createSavedView(tx, reader, input('loud', publishing))), { code: 'forbidden' });
    await assert.rejects(within((tx) => changeSavedView(tx, reader, own.id, 'desk', publishing)), { code: 'forbidden' });
  }
  const shared = await within((tx) => createSavedView(tx, ben, input('his, shared', { isShared: true })));
  assert.equal((await within((tx) => changeSavedView(tx, reader, shared.id, 'desk', { name: 'his still' }))).isShared, true);
  for (const id of [own.id, shared.id]) await within((tx) => deleteSavedView(tx, reader, id, 'desk'));
});

test('what somebody left behind for others can be changed and deleted by who may change settings; his own stays his', async () => {
  const [shared, teams, own] = await within(async (tx) => [
    await createSavedView(tx, ben, input('left, shared', { isShared: true })), await createSavedView(tx, ben, input('left, team', { teamId: team })), await createSavedView(tx, ben, input('left, own')),
  ] as const);
  const admin: Act = { ...ada, actor: { ...ada.actor, permissions: 'all' } };
  await assert.rejects(within((tx) => deleteSavedView(tx, ada, shared.id, 'desk')), { code: 'forbidden' });
  assert.equal((await within((tx) => changeSavedView(tx, admin, shared.id, 'desk', { name: 'kept for all' }))).userId, shared.userId);
  await within((tx) => deleteSavedView(tx, admin, shared.id, 'desk'));
  await assert.rejects(within((tx) => deleteSavedView(tx, admin, own.id, 'desk')), { code: 'not-found' });
  await within((tx) => deleteSavedView(tx, ben, own.id, 'desk'));
  await within((tx) => deleteSavedView(tx, ben, teams.id, 'desk'));
});

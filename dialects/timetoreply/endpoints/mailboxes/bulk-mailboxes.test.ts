import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { findChannels, findMailDirectories } from '#core/channels/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { startGmail, type GoogleUser } from '#channels/email/providers/gmail/testing/start-gmail.ts';
import { startGraph, type GraphUser } from '#channels/email/providers/graph/testing/start-graph.ts';
import { findMailUsers } from '#channels/email/providers/service-door.ts';
import { serviceUrls } from '#channels/email/providers/service-urls.ts';
import type { ServiceRig } from '#channels/email/providers/testing/service-rig.ts';
import { native } from '#dialects/native/dialect.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { timetoreply } from '../../dialect.ts';
import { seedExample, seedMissing } from '../../testing/seed-examples.ts';

const people = ['Ann Lee', 'Peter Rabbit', 'Petra O\'Neill', 'Zoe Quinn', 'Room 4'];
const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@desk.test`;
const graphUsers: GraphUser[] = people.map((displayName, at) => ({ id: `id-${at}`, displayName, mail: displayName === 'Room 4' ? null : addressOf(displayName), userPrincipalName: addressOf(displayName).replace('@', '@login.') }));
const googleUsers: GoogleUser[] = people.map((fullName, at) => ({ id: `g${at}`, primaryEmail: addressOf(fullName), name: { fullName }, suspended: fullName === 'Zoe Quinn' }));

describe('mailboxes out of the company\'s mail service', () => {
  const path = '/api/entities/agents';
  let desk: Desk;
  let isStopped = false;
  let server: ReturnType<typeof createServer>;
  let [graphRig, gmailRig] = [] as unknown as [ServiceRig, ServiceRig];
  let [owner, reader, stranger, nativeOwner, nativeReader] = ['', '', '', '', ''];

  const tokenOf = async (accountId: number, userId: number, dialect: string, scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect, name: 'test', scopes, expiresAt: null }))).secret);
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, token = owner) => server.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
  const setDirectory = (rig: ServiceRig, more: object = {}, token = nativeOwner) => ask('PUT', `/native/v1/mail-directories/${rig.protocol}`, { settings: rig.settings, secret: rig.secret, ...more }, token);
  const addresses = async (): Promise<string[]> => (await desk.database.withAccount(desk.accountId, (tx) => findChannels(tx, desk.act))).flatMap(({ address, disabledAt }) => (address !== null && disabledAt === null ? [address] : []));
  const counted = () => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ accesses: number; agents: number; events: number }>`
    SELECT (SELECT count(*)::int FROM mailbox_accesses WHERE account_id = ${desk.accountId}) AS accesses, (SELECT count(*)::int FROM agents WHERE account_id = ${desk.accountId}) AS agents,
      (SELECT count(*)::int FROM events WHERE account_id = ${desk.accountId}) AS events`));

  before(async () => {
    desk = await openDesk();
    [graphRig, gmailRig] = await Promise.all([startGraph({ users: graphUsers }), startGmail({ users: googleUsers })]);
    const nothing = noOutside();
    const door = { database: desk.database, key: () => nothing.key(), outbound: { allow: ['127.0.0.0/8'] }, services: { ...serviceUrls, ...graphRig.urls, ...gmailRig.urls } };
    const outside = noOutside({ key: () => nothing.key(), wake: () => {}, findMailUsers: async (act, protocol, search) => { const found = await findMailUsers(door, act, protocol, search); return { ...found, isCut: found.isCut || isStopped }; } });
    owner = await tokenOf(desk.accountId, desk.userId, 'timetoreply');
    reader = await tokenOf(desk.accountId, desk.userId, 'timetoreply', ['channels.read', 'people.read']);
    nativeOwner = await tokenOf(desk.accountId, desk.userId, 'native');
    nativeReader = await tokenOf(desk.accountId, desk.userId, 'native', ['channels.read']);
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    stranger = await tokenOf(other.account.id, other.user.id, 'timetoreply');
    server = createServer({ database: desk.database, clock: testClock(desk.act.now), dialects: [{ ...timetoreply(undefined, outside), limits: [] }, { ...native(outside), limits: [] }], validateResponses: true });
    await server.ready();
  });
  after(async () => {
    await closeServer(server);
    await Promise.all([graphRig.standIn.close(), gmailRig.standIn.close()]);
    await desk.close();
  });

  it('without the company\'s access nothing is listed and nothing is added; its secret is shown to nobody', async () => {
    for (const answer of [await ask('GET', `${path}/microsoft/load-bulk-agents`), await ask('POST', `${path}/gmail/select-bulk`, { users: [{ email: 'ann.lee@desk.test', name: 'Ann Lee' }] })]) assert.equal(answer.statusCode, 409, answer.body);
    assert.ok(!(await addresses()).includes('ann.lee@desk.test'), 'all of it or nothing');
    for (const [body, field] of [[{ settings: { tenant: 'x' } }, 'clientId'], [{ settings: { ...graphRig.settings, more: 'x' } }, 'more'], [{ secret: '' }, 'secret']] as const) {
      const answer = await setDirectory(graphRig, body);
      assert.deepEqual([answer.statusCode, answer.body.includes(field)], [422, true], answer.body);
    }
    assert.equal((await setDirectory(graphRig, {}, nativeReader)).statusCode, 403);
    assert.equal((await setDirectory(graphRig)).statusCode, 204);
    assert.equal((await setDirectory(gmailRig)).statusCode, 204);
    const listed = await ask('GET', '/native/v1/mail-directories', undefined, nativeReader);
    assert.deepEqual(listed.json<{ items: { protocol: string; settings: object }[] }>().items.map(({ protocol, settings }) => [protocol, settings]), [['gmail', gmailRig.settings], ['graph', graphRig.settings]]);
    assert.ok(!listed.body.includes(graphRig.secret) && !listed.body.includes('PRIVATE KEY'));
  });

  it('people of Microsoft 365 are listed and searched by the beginning, added once, and not listed again', async () => {
    const load = async () => (await ask('GET', `${path}/microsoft/load-bulk-agents`)).json<{ id: string; mail: string; name: string; userPrincipalName: string }[]>();
    const all = await load();
    assert.deepEqual(all.map(({ name }) => name), ['Ann Lee', 'Peter Rabbit', 'Petra O\'Neill', 'Zoe Quinn'], 'a room has no mailbox of mail');
    assert.deepEqual(all[1], { name: 'Peter Rabbit', id: 'id-1', mail: 'peter.rabbit@desk.test', userPrincipalName: 'peter.rabbit@login.desk.test' });
    const search = async (text: string) => (await ask('GET', `${path}/microsoft/search-bulk-agents?search=${encodeURIComponent(text)}`)).json<{ name: string }[]>().map(({ name }) => name);
    assert.deepEqual([await search('pet'), await search('Petra O\'N'), await search('rabbit'), await search('\') or startswith(mail,\'a')], [['Peter Rabbit', 'Petra O\'Neill'], ['Petra O\'Neill'], [], []]);
    const here = async (query: string, token = nativeOwner) => ask('GET', `/native/v1/mail-directories/graph/people${query}`, undefined, token);
    assert.deepEqual((await here('')).json(), { items: all.map(({ mail, name }) => ({ email: mail, name })), isCut: false }, 'our own API says the same');
    assert.deepEqual((await here('?search=%20pet')).json<{ items: { name: string }[] }>().items.map(({ name }) => name), ['Peter Rabbit', 'Petra O\'Neill']);
    assert.deepEqual([(await here('', nativeReader)).statusCode, (await ask('GET', '/native/v1/mail-directories/imap/people', undefined, nativeOwner)).statusCode, (await ask('GET', '/native/v1/mail-directories/mimecast/people', undefined, nativeOwner)).statusCode], [403, 422, 409]);
    const users = all.slice(1, 3);
    const added = await ask('POST', `${path}/microsoft/select-bulk`, { users });
    assert.deepEqual([added.statusCode, added.json<{ maxAgents: number; limitAgents: boolean }>().limitAgents], [200, true], added.body);
    assert.deepEqual((await load()).map(({ name }) => name), ['Ann Lee', 'Zoe Quinn']);
    assert.deepEqual((await here('')).json<{ items: { name: string }[] }>().items.map(({ name }) => name), ['Ann Lee', 'Zoe Quinn']);
    isStopped = true;
    assert.equal((await here('')).json<{ isCut: boolean }>().isCut, true, 'whoever is left: the service was not read to its end');
    isStopped = false;
    const rows = (await ask('GET', `${path}?search=pet`)).json<{ data: { name: string; main_type: string; email: string }[] }>().data;
    assert.deepEqual(rows.map(({ name, main_type: type, email }) => [name, type, email]), [['Peter Rabbit', 'O365', 'peter.rabbit@desk.test'], ['Petra O\'Neill', 'O365', 'petra.o.neill@desk.test']]);
    const before = await counted();
    assert.deepEqual((await ask('POST', `${path}/microsoft/select-bulk`, { users })).json(), added.json());
    assert.deepEqual(await counted(), before, 'again changes nothing');
  });

  it('people of Google Workspace are listed and added', async () => {
    const load = async () => (await ask('GET', `${path}/gmail/load-bulk-agents`)).json<{ email: string; name: string }[]>();
    assert.deepEqual(await load(), [{ email: 'ann.lee@desk.test', name: 'Ann Lee' }, { email: 'room.4@desk.test', name: 'Room 4' }], 'neither who is suspended nor who is here');
    const users = [{ email: 'Ann.Lee@desk.test', name: 'Ann Lee' }, { email: 'room.4@desk.test', name: 'Room 4' }];
    assert.deepEqual((await ask('POST', `${path}/gmail/select-bulk`, { users })).json(), ['Ann.Lee@desk.test', 'room.4@desk.test']);
    assert.deepEqual(await load(), []);
    const before = await counted();
    await ask('POST', `${path}/gmail/select-bulk`, { users });
    assert.deepEqual(await counted(), before);
    const found = (await ask('GET', `${path}/search-all-company-mailboxes?search=zo`)).json<{ id: number | null; email: string; type: string }[]>();
    assert.deepEqual(found.map(({ id, email, type }) => [id, email, type]), [[null, 'zoe.quinn@desk.test', 'O365']], 'people without a mailbox here are found in the services');
  });

  it('one address that cannot be added keeps all others out', async () => {
    const before = await counted();
    const users = [{ email: 'fine@desk.test', name: 'Fine' }, { email: 'list@lists.test', name: 'A list' }];
    assert.equal((await ask('POST', `${path}/gmail/select-bulk`, { users })).statusCode, 409);
    const wrong = await ask('POST', `${path}/gmail/select-bulk`, { users: [{ email: 'fine@desk.test', name: 'Fine' }, { email: 'nobody', name: 'x' }] });
    assert.equal(wrong.statusCode, 422, wrong.body);
    assert.deepEqual(await counted(), before);
  });

  it('answers have the document\'s keys', { skip: seedMissing }, async () => {
    const users = [{ id: 'id-3', mail: 'zoe.quinn@desk.test', name: 'Zoe Quinn', userPrincipalName: 'x' }];
    const example = seedExample('GET', 'api/entities/agents/microsoft/load-bulk-agents') as object;
    const [shown] = (await ask('GET', `${path}/microsoft/search-bulk-agents?search=zoe`)).json<object[]>();
    assert.deepEqual(Object.keys(shown!), Object.keys(example));
    assert.deepEqual(Object.keys((await ask('POST', `${path}/microsoft/select-bulk`, { users })).json<object>()), Object.keys(seedExample('POST', 'api/entities/agents/microsoft/select-bulk') as object));
    assert.ok(Array.isArray(seedExample('POST', 'api/entities/agents/gmail/select-bulk')));
  });

  it('wrong input is named; whoever may not has nobody asked; another account has its own access or none', async () => {
    for (const [method, url, body, field] of [
      ['GET', '/microsoft/search-bulk-agents', undefined, 'search'], ['POST', '/microsoft/select-bulk', {}, 'users'], ['POST', '/gmail/select-bulk', { users: [{ email: 'x@desk.test' }] }, 'users.0.name'], ['POST', '/gmail/select-bulk', { users: [] }, 'users'],
    ] as const) {
      const answer = await ask(method, `${path}${url}`, body);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors ?? {})], [422, [field]], answer.body);
    }
    const asked = graphRig.standIn.asked.length + gmailRig.standIn.asked.length;
    const requests = [['GET', '/microsoft/load-bulk-agents'], ['GET', '/microsoft/search-bulk-agents?search=a'], ['GET', '/gmail/load-bulk-agents'], ['POST', '/microsoft/select-bulk', { users: [{ id: 'x', mail: 'x@desk.test', name: 'x', userPrincipalName: 'x' }] }], ['POST', '/gmail/select-bulk', { users: [{ email: 'x@desk.test', name: 'x' }] }]] as const;
    for (const [method, url, body] of requests) {
      for (const [token, status] of [[reader, 403], [stranger, 409], ['wrong', 401]] as const) assert.equal((await ask(method, `${path}${url}`, body, token)).statusCode, status, `${method} ${url}`);
    }
    assert.equal(graphRig.standIn.asked.length + gmailRig.standIn.asked.length, asked);
  });

  it('an access that the service refuses is said to be so; removed, it is gone', async () => {
    await setDirectory(graphRig, { secret: 'another' });
    const refused = await ask('GET', `${path}/microsoft/load-bulk-agents`);
    assert.deepEqual([refused.statusCode, /refuses the access/.test(refused.body), refused.body.includes('another')], [409, true, false], refused.body);
    assert.equal((await ask('DELETE', '/native/v1/mail-directories/graph', undefined, nativeOwner)).statusCode, 204);
    assert.equal((await ask('GET', `${path}/microsoft/load-bulk-agents`)).statusCode, 409);
    assert.deepEqual((await desk.database.withAccount(desk.accountId, (tx) => findMailDirectories(tx, desk.act))).map(({ protocol }) => protocol), ['gmail']);
  });

  it('nothing was asked that the vendors\' documentation does not have', () => {
    assert.deepEqual([...graphRig.standIn.refusals, ...gmailRig.standIn.refusals], []);
  });
});

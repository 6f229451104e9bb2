import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { findMailDirectories, openMailDirectory } from '#core/channels/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { startMimecast, type MimecastRig } from '#channels/email/providers/mimecast/testing/start-mimecast.ts';
import { findMailUsers, signInMailService, type ServiceDoor } from '#channels/email/providers/service-door.ts';
import { serviceUrls } from '#channels/email/providers/service-urls.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { timetoreply } from '../../dialect.ts';
import { seedExample, seedMissing } from '../../testing/seed-examples.ts';

describe('mailboxes in Mimecast', () => {
  const path = '/api/entities/agents/mimecast';
  const routes = [['POST', '/force-sync-agents', {}], ['POST', '/auth', { username: 'x@desk.test', password: 'x' }], ['GET', '/load-bulk-agents', undefined], ['POST', '/search-agents', {}], ['POST', '/select-bulk', { emails: ['x@desk.test'] }]] as const;
  let desk: Desk;
  let rig: MimecastRig;
  let server: ReturnType<typeof createServer>;
  let door: ServiceDoor;
  let [owner, reader, stranger] = ['', '', ''];
  const outside = noOutside({ wake: () => {}, findMailUsers: (act, protocol, search) => findMailUsers(door, act, protocol, search), signInMailService: (act, protocol, person) => signInMailService(door, act, protocol, person) });

  const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
  const tokenOf = async (accountId: number, userId: number, scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }))).secret);
  const ask = (method: 'GET' | 'POST', url: string, payload?: object, token = owner) => server.inject({ method, url: `${path}${url}`, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
  const emails = async (method: 'GET' | 'POST', url: string, payload?: object) => (await ask(method, url, payload)).json<{ email: string }[]>().map(({ email }) => email);
  const kept = async () => { const key = await outside.key(); return within((tx) => openMailDirectory(tx, desk.act, key, 'mimecast')); };

  before(async () => {
    desk = await openDesk();
    rig = await startMimecast({ users: [{ emailAddress: 'Ann@desk.test' }, { emailAddress: 'peter@desk.test' }, { emailAddress: 'petra@branch.test' }, { emailAddress: 'info@desk.test', alias: true }], authenticate: ['Basic-AD'] });
    door = { database: desk.database, key: () => outside.key(), outbound: { allow: ['127.0.0.0/8'] }, services: { ...serviceUrls, ...rig.urls } };
    owner = await tokenOf(desk.accountId, desk.userId);
    reader = await tokenOf(desk.accountId, desk.userId, ['channels.read', 'people.read']);
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    stranger = await tokenOf(other.account.id, other.user.id);
    server = createServer({ database: desk.database, clock: testClock(desk.act.now), dialects: [{ ...timetoreply(undefined, outside), limits: [] }], validateResponses: true });
    await server.ready();
  });
  after(async () => {
    await closeServer(server);
    await rig.standIn.close();
    await desk.close();
  });

  it('before anybody has signed in nothing is listed and nothing added; without an application nobody can sign in, and Mimecast is asked nothing', async () => {
    for (const [method, url, body] of routes) assert.equal((await ask(method, url, body)).statusCode, 409, url);
    for (const [method, url, body] of routes) assert.equal((await ask(method, url, body, reader)).statusCode, 403, url);
    assert.deepEqual(rig.standIn.asked, []);
  });

  it('a name and a password become keys that are kept sealed; the password is kept nowhere, and a wrong one changes nothing', async () => {
    door = { ...door, applications: { mimecast: rig.application } };
    for (const [person, field] of [[{ ...rig.person, password: 'wrong' }, 'password'], [{ ...rig.person, userName: 'nobody@desk.test' }, 'password'], [{ ...rig.person, userName: 'a:b' }, 'username']] as const) {
      const answer = await ask('POST', '/auth', { username: person.userName, password: person.password });
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors)], [422, [field]], answer.body);
      assert.ok(!answer.body.includes('wrong'));
    }
    assert.deepEqual(await within((tx) => findMailDirectories(tx, desk.act)), []);
    const answer = await ask('POST', '/auth', { username: rig.person.userName, password: rig.person.password });
    assert.equal(answer.statusCode, 200, answer.body);
    assert.match(answer.json<{ status: string }>().status, /^We have successfully created a Mimecast authentication token\. Please go to http:\/\/\S+\/api\/entities\/agents\/mimecast\/load-bulk-agents to select which mailboxes to add$/);
    const { settings, secret } = await kept();
    assert.deepEqual([settings, Object.keys(JSON.parse(secret) as object)], [rig.settings, ['appKey', 'accessKey', 'secretKey']]);
    const rows = await within((tx) => tx.rows(sql<{ text: string }>`SELECT row_to_json(d)::text || encode(secret_sealed, 'escape') AS text FROM mail_directories d WHERE account_id = ${tx.accountId}`));
    assert.ok(rows.every(({ text }) => !text.includes(rig.person.password) && !text.includes(rig.application.key)));
  });

  it('addresses are listed without aliases and without those that are here, searched by the beginning, and added once, all or none', async () => {
    assert.deepEqual(await emails('GET', '/load-bulk-agents'), ['ann@desk.test', 'peter@desk.test', 'petra@branch.test']);
    assert.deepEqual([await emails('POST', '/search-agents', { search: 'PET' }), await emails('POST', '/search-agents', { search: 'desk' }), (await emails('POST', '/search-agents', {})).length], [['peter@desk.test', 'petra@branch.test'], [], 3]);
    assert.equal((await ask('POST', '/select-bulk', { emails: ['ann@desk.test', 'nobody'] })).statusCode, 422);
    assert.equal((await emails('GET', '/load-bulk-agents')).length, 3, 'all or none');
    for (const _ of [1, 2]) assert.deepEqual((await ask('POST', '/select-bulk', { emails: ['ann@desk.test', 'Petra@branch.test'] })).json(), ['ann@desk.test', 'Petra@branch.test']);
    assert.deepEqual(await emails('GET', '/load-bulk-agents'), ['peter@desk.test']);
    assert.deepEqual((await ask('POST', '/force-sync-agents')).json(), { status: 'Mimecast has 1 potential mailbox.' });
    const accesses = await within((tx) => tx.rows(sql<{ protocol: string; remoteUser: string }>`SELECT protocol, remote_user AS "remoteUser" FROM mailbox_accesses WHERE account_id = ${tx.accountId} ORDER BY remote_user`));
    assert.deepEqual(accesses.map(({ protocol, remoteUser }) => `${protocol} ${remoteUser}`).toSorted(), ['mimecast Petra@branch.test', 'mimecast ann@desk.test']);
  });

  it('keys whose time is over are said to be refused; the same application signs in anew', async () => {
    rig.endBindings();
    const refused = await ask('POST', '/force-sync-agents');
    assert.deepEqual([refused.statusCode, /refuses the access/.test(refused.body), /418/.test(refused.body)], [409, true, true], refused.body);
    const { applications: _, ...without } = door;
    door = without;
    assert.equal((await ask('POST', '/auth', { username: rig.person.userName, password: rig.person.password })).statusCode, 200, 'by the application of the company\'s own access');
    assert.equal((await ask('POST', '/force-sync-agents')).statusCode, 200);
  });

  it('wrong input is named, another account has its own access or none, and ten tries in a quarter of an hour are all', async () => {
    for (const [url, body, field] of [['/auth', { username: 'x@desk.test' }, 'password'], ['/select-bulk', {}, 'emails'], ['/select-bulk', { emails: [] }, 'emails']] as const) {
      const answer = await ask('POST', url, body);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors)], [422, [field]], answer.body);
    }
    for (const [method, url, body] of routes) {
      assert.equal((await ask(method, url, body, stranger)).statusCode, 409, url);
      assert.equal((await ask(method, url, body, 'wrong')).statusCode, 401, url);
    }
    const tries = [];
    for (let n = 0; n < 10; n += 1) tries.push((await ask('POST', '/auth', { username: rig.person.userName, password: `guess ${n}` })).statusCode);
    assert.deepEqual([tries[0], tries.at(-1)], [422, 429]);
  });

  it('answers are what the document shows', { skip: seedMissing }, () => {
    assert.deepEqual(Object.keys(seedExample('POST', 'api/entities/agents/mimecast/auth') as object), ['status']);
    assert.ok(Array.isArray(seedExample('POST', 'api/entities/agents/mimecast/select-bulk')));
  });

  it('nothing was asked that the vendor\'s documentation does not have', () => {
    assert.deepEqual([rig.standIn.refusals, rig.standIn.asked.length > 15], [[], true]);
  });
});

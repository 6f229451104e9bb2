import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { findConnections, findMailDirectories, makeMailbox, openMailboxAccess } from '#core/channels/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { startEws } from '#channels/email/providers/ews/testing/start-ews.ts';
import { testMailService } from '#channels/email/providers/service-door.ts';
import type { ServiceRig } from '#channels/email/providers/testing/service-rig.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { timetoreply } from '../../dialect.ts';
import { seedExample, seedMissing } from '../../testing/seed-examples.ts';

describe('mailboxes on Exchange', () => {
  const path = '/api/entities/agents';
  const example = { service_account_email: 'service@desk.test', service_account_password: 'secret', emails: ['peter@desk.test'] };
  let desk: Desk;
  let rig: ServiceRig;
  let server: ReturnType<typeof createServer>;
  let [owner, reader, stranger] = ['', '', ''];
  let mailbox = { agentId: 0, channelId: 0 };
  const outside = noOutside({ wake: () => {}, exchangeUrl: 'https://exchange.example/EWS/Exchange.asmx', testMailService: (act, access) => testMailService({ database: desk.database, key: () => outside.key(), outbound: { allow: ['127.0.0.0/8'] } }, act, access) });

  const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
  const tokenOf = async (accountId: number, userId: number, scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }))).secret);
  const ask = (method: 'PATCH' | 'POST' | 'GET', url: string, payload?: object, token = owner) => server.inject({ method, url: `${path}${url}`, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
  const listed = async (search: string) => (await ask('GET', `?search=${search}`)).json<{ data: { email: string; main_type: string }[] }>().data.map(({ email, main_type: type }) => [email, type]);
  const counted = () => within((tx) => tx.one(sql<{ accesses: number; events: number; directories: string | null; audit: number }>`
    SELECT (SELECT count(*)::int FROM mailbox_accesses WHERE account_id = ${desk.accountId}) AS accesses, (SELECT count(*)::int FROM events WHERE account_id = ${desk.accountId}) AS events,
      (SELECT string_agg(md5(d::text), ',') FROM mail_directories d WHERE account_id = ${desk.accountId}) AS directories, (SELECT count(*)::int FROM audit_log WHERE account_id = ${desk.accountId}) AS audit`));

  before(async () => {
    desk = await openDesk();
    rig = await startEws();
    owner = await tokenOf(desk.accountId, desk.userId);
    reader = await tokenOf(desk.accountId, desk.userId, ['channels.read', 'people.read']);
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    stranger = await tokenOf(other.account.id, other.user.id);
    mailbox = await within((tx) => makeMailbox(tx, desk.act, { address: 'mona@desk.test', name: 'Mona' }));
    server = createServer({ database: desk.database, clock: testClock(desk.act.now), dialects: [{ ...timetoreply(undefined, outside), limits: [] }], validateResponses: true });
    await server.ready();
  });
  after(async () => {
    await closeServer(server);
    await rig.standIn.close();
    await desk.close();
  });

  it('credentials are tried before they are kept; a refusal names the field and changes nothing; then the mailbox is read by Exchange and nothing else', async () => {
    const body = { host: rig.settings['url']!, version: 'Exchange2013', username: rig.settings['userName']!, password: rig.secret };
    rig.put('mona@desk.test', 'inbox', { raw: plainMail({ subject: 'There' }), at: '2024-05-06T10:00:00.000Z' });
    const before = await counted();
    for (const [change, field] of [[{ password: 'wrong' }, 'password'], [{ host: 'http://10.0.0.1/EWS/Exchange.asmx' }, 'host'], [{ host: 'https://x@y/' }, 'host'], [{ version: 'Exchange"/><x' }, 'version']] as const) {
      const answer = await ask('PATCH', `/${mailbox.agentId}/ews`, { ...body, ...change });
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors ?? {})], [422, [field]], answer.body);
    }
    assert.deepEqual(await counted(), before);
    const good = await ask('PATCH', `/${mailbox.agentId}/ews`, body);
    assert.deepEqual([good.statusCode, good.json()], [200, { status: 'Agent EWS credentials updated successfully.' }], good.body);
    const key = await outside.key();
    const access = await within((tx) => openMailboxAccess(tx, desk.act, key, mailbox.channelId));
    assert.deepEqual([access?.protocol, access?.settings, access?.secret], ['ews', { url: body.host, version: 'Exchange2013', userName: body.username }, rig.secret]);
    assert.deepEqual([await listed('mona'), (await within((tx) => findConnections(tx, desk.act, [mailbox.channelId]))).length], [[['mona@desk.test', 'MS Exchange']], 0]);
  });

  it('a list and a CSV of addresses become mailboxes that the service account reads; the same again changes nothing', async () => {
    const answer = await ask('POST', '/store-bulk-exchange', example);
    assert.deepEqual([answer.statusCode, answer.json<{ limitAgents: boolean }>().limitAgents], [200, true], answer.body);
    assert.deepEqual((await within((tx) => findMailDirectories(tx, desk.act))).map(({ protocol, settings }) => [protocol, settings]), [['ews', { url: 'https://exchange.example/EWS/Exchange.asmx', version: 'Exchange2013', userName: 'service@desk.test' }]]);
    const before = await counted();
    assert.deepEqual((await ask('POST', '/store-bulk-exchange', example)).json(), answer.json());
    assert.deepEqual(await counted(), before);
    const parts = Object.entries({ service_account_email: example.service_account_email, service_account_password: 'secret' }).map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join('');
    const upload = (csv: string) => server.inject({
      method: 'POST', url: `${path}/store-bulk-exchange`, headers: { authorization: `Bearer ${owner}`, 'content-type': 'multipart/form-data; boundary=x' },
      payload: `${parts}--x\r\ncontent-disposition: form-data; name="emails_csv"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n--x--\r\n`,
    });
    assert.equal((await upload('E-mail\r\n"anna@desk.test";kim@desk.test\r\n')).statusCode, 200);
    assert.deepEqual(await listed('desk.test'), [['anna@desk.test', 'MS Exchange'], ['kim@desk.test', 'MS Exchange'], ['mona@desk.test', 'MS Exchange'], ['peter@desk.test', 'MS Exchange']]);
    const wrong = await upload('zoe@desk.test\nnot one\n');
    assert.deepEqual([wrong.statusCode, Object.keys(wrong.json<{ errors: object }>().errors), await listed('zoe')], [422, ['emails_csv'], []]);
  });

  it('wrong input is named; whoever may not changes nothing and has nobody asked', async () => {
    for (const [body, field] of [[{ ...example, emails: [] }, 'emails'], [{ emails: ['x@desk.test'], service_account_email: 'x' }, 'service_account_password'], [{ ...example, emails: ['nobody'] }, 'email']] as const) {
      const answer = await ask('POST', '/store-bulk-exchange', body);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors)], [422, [field]], answer.body);
    }
    const [before, asked] = [await counted(), rig.standIn.asked.length];
    const body = { host: rig.settings['url']!, version: 'Exchange2013', username: 'x', password: 'x' };
    assert.deepEqual([(await ask('POST', '/store-bulk-exchange', example, reader)).statusCode, (await ask('PATCH', `/${mailbox.agentId}/ews`, body, reader)).statusCode], [403, 403]);
    const [foreign, unknown] = [await ask('PATCH', `/${mailbox.agentId}/ews`, body, stranger), await ask('PATCH', '/999999/ews', body, stranger)];
    assert.deepEqual([foreign.statusCode, foreign.body], [404, unknown.body]);
    assert.deepEqual([await counted(), rig.standIn.asked.length], [before, asked]);
  });

  it('answers have the document\'s keys', { skip: seedMissing }, async () => {
    assert.deepEqual(Object.keys((await ask('POST', '/store-bulk-exchange', example)).json<object>()), Object.keys(seedExample('POST', 'api/entities/agents/store-bulk-exchange') as object));
    assert.deepEqual(rig.standIn.refusals, []);
  });
});

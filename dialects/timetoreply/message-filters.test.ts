import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { createGroupMailbox } from '#core/channels/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, testClock } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { timetoreply } from './dialect.ts';

const path = '/api/tools/settings/message-filters';
const clock = testClock('2024-05-06T12:00:00.000Z');
let desk: Desk;
let server: ReturnType<typeof createServer>;
let token = '';
let readerToken = '';
let strangerToken = '';

async function ask<Body = Record<string, unknown>>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object, as = token): Promise<[number, Body]> {
  clock.advance(3_000); // never more than 30 a minute
  const answer = await server.inject({ method, url: url.startsWith('/') ? url : `${path}/${url}`, headers: { authorization: `Bearer ${as}` }, ...(body && { payload: body }) });
  return [answer.statusCode, answer.json<Body>()];
}
async function upload(file: string): Promise<[number, unknown]> {
  clock.advance(3_000);
  const answer = await server.inject({
    method: 'POST', url: `${path}/usernames/block-csv`, headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
    payload: `--x\r\ncontent-disposition: form-data; name="upload"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\n${file}\r\n--x--\r\n`,
  });
  return [answer.statusCode, answer.json()];
}
/** What the reports count once the figures have followed. */
async function counted(): Promise<[number, number]> {
  await catchUp(desk.database, [factsConsumer]);
  const [, { stats }] = await ask<{ stats: { threads: { total: number }; messages: { count: number } } }>('GET', '/api/logs/conversations');
  return [stats.threads.total, stats.messages.count];
}

before(async () => {
  desk = await openDesk();
  const give = (accountId: number, userId: number, scopes: 'all' | string[]) => desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }));
  token = (await give(desk.accountId, desk.userId, 'all')).secret;
  readerToken = (await give(desk.accountId, desk.userId, ['settings.read', 'reports.read'])).secret;
  const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
  strangerToken = (await give(other.account.id, other.user.id, 'all')).secret;
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [
    writeMail({ id: 'a', from: 'bo@home.test', subject: 'Invoice' }), writeMail({ id: 'b', from: 'cy@else.test', subject: 'no-reply: offer' }),
  ]));
  await desk.database.withAccount(desk.accountId, (tx) => createGroupMailbox(tx, desk.act, { name: 'Support', address: 'support@desk.test', aliases: ['care@desk.test'] }));
  server = createServer({ database: desk.database, clock, dialects: [timetoreply()], validateResponses: true, publicUrl: 'https://desk.example' });
});
beforeEach(() => { clock.advance(60_000); });
after(async () => {
  await closeServer(server);
  await desk.close();
});

test('domains: blocked, listed, turned round and unblocked, and reports follow each time', async () => {
  assert.deepEqual(await counted(), [2, 2]);
  const [status, blocked] = await ask<{ id: number; domain: string }[]>('POST', 'domains/block', { domains: ['ELSE.test', 'else.test'] });
  assert.deepEqual([status, blocked.map(({ domain }) => domain)], [200, ['else.test']]);
  assert.deepEqual(await counted(), [1, 1]);
  const list = async () => (await ask<{ domains: { data: string[]; total: number; per_page: number }; whitelisting: boolean }>('GET', 'domains?sort_by=domain&direction=desc'))[1];
  await ask('POST', 'domains/block', { domains: ['another.test'] });
  assert.deepEqual([(await list()).domains.data, (await list()).whitelisting], [['else.test', 'another.test'], false]);
  assert.deepEqual(await ask('PATCH', 'domains/whitelisting/toggle', { whitelisting: true }), [200, { status: 'Domain whitelisting enabled' }]);
  assert.deepEqual([await counted(), (await list()).whitelisting], [[1, 1], true]);
  assert.deepEqual(await ask('PATCH', 'domains/whitelisting/toggle'), [200, { status: 'Domain whitelisting disabled' }]);
  assert.deepEqual(await ask('POST', 'domains/unblock', { domains: ['else.test', 'never.test'] }), [200, { status: 'Domains unblocked successfully' }]);
  assert.deepEqual([await counted(), (await list()).domains.data], [[2, 2], ['another.test']]);
  assert.deepEqual(await ask('POST', 'domains/unblockAll'), [200, { status: 'Domains unblocked successfully' }]);
  assert.deepEqual((await list()).domains.total, 0);
});

test('addresses: blocked one by one and by a file, listed and unblocked; a file with anything else is refused with its lines', async () => {
  const [status, [made]] = await ask<{ id: number; username: string; domain_id: number; email_address: string }[]>('POST', 'usernames/block', { usernames: ['CY@else.test'] });
  assert.deepEqual([status, made?.username, made?.email_address], [200, 'cy', 'cy@else.test']);
  assert.deepEqual(await counted(), [1, 1]);
  assert.deepEqual(await upload('Email\r\nbo@home.test;cy@else.test'), [200, ['bo@home.test', 'cy@else.test']]);
  assert.deepEqual(await counted(), [0, 0]);
  const [refused, { errors }] = await upload('dee@x.test\nnobody\n') as [number, { errors: Record<string, string[]> }];
  assert.deepEqual([refused, errors['upload']], [422, ['The upload field has in these lines no email address: 2 (nobody).']]);
  assert.equal((await ask('POST', 'usernames/block-csv', {}))[0], 422);
  assert.deepEqual((await ask<{ data: string[] }>('GET', 'usernames'))[1].data, ['bo@home.test', 'cy@else.test']);
  assert.equal((await ask<{ status: string }>('POST', 'usernames/unblock', { usernames: ['bo@home.test', 'cy@else.test'] }))[0], 200);
  assert.deepEqual(await counted(), [2, 2]);
});

test('advanced filters: made, changed, toggled and deleted, each with its effect, and read back', async () => {
  const filters = [{ field: 'Subject', operator: 'does not begin with', type: 'and', value: 'No-Reply' }];
  const [status, { id, ...made }] = await ask<{ id: number; company_id: number; name: string; active: boolean }>('POST', 'advanced', { filterName: 'People', filters });
  assert.deepEqual([status, made, await counted()], [200, { company_id: desk.accountId, name: 'People', active: true }, [1, 1]]);
  const [, changed] = await ask<{ message_filters: object[] }>('PATCH', `advanced/${id}`, { filterName: 'Bills', filters: [{ field: 'From', operator: 'ends with', type: 'or', value: '@home.test' }, { field: 'Subject', operator: 'contains', type: 'or', value: 'OFFER' }] });
  assert.deepEqual([changed.message_filters.length, await counted()], [2, [2, 2]]);
  const [, kept] = await ask<{ name: string; message_filters: object[] }>('PATCH', `advanced/${id}`, { filterName: 'Bills 2' });
  assert.deepEqual([kept.name, kept.message_filters], ['Bills 2', changed.message_filters], 'filters that are not given stay');
  assert.equal((await ask<{ active: boolean }>('PATCH', `advanced/${id}/toggle`))[1].active, false);
  const [, page] = await ask<{ data: { id: number; message_filters_count: number }[] }>('GET', 'advanced?per_page=15&page=1');
  assert.deepEqual(page.data.map((group) => [group.id, group.message_filters_count]), [[id, 2]]);
  const [, all] = await ask<{ advanced_filters_count: object; domain_and_email_filters: object; group_mailboxes: object[]; lead_sources: object[] }>('GET', 'all-thread-filter-data');
  assert.deepEqual([all.advanced_filters_count, all.domain_and_email_filters], [{ active: 0, total: 1 }, { domains: 0, emails: 0 }]);
  assert.deepEqual(all.group_mailboxes.map((one) => ({ ...one, id: 0 })), [{ id: 0, name: 'Support', email_usernames: ['support@desk.test', 'care@desk.test'], model_type: 'Group Mailbox', icon: 'users' }]);
  for (const [method, url, body] of [['PATCH', `advanced/${id}`, { filterName: 'Mine' }], ['PATCH', `advanced/${id}/toggle`, undefined], ['DELETE', `advanced/${id}`, undefined]] as const) assert.equal((await ask(method, url, body, strangerToken))[0], 404, url);
  assert.deepEqual(await ask('DELETE', `advanced/${id}`), [200, { status: 'Advanced filter deleted.' }]);
  assert.equal((await ask('DELETE', `advanced/${id}`))[0], 404);
});

test('wrong input is named and changes nothing; reading is not writing; another account sees none', async () => {
  for (const [method, url, body, field] of [
    ['POST', 'domains/block', {}, 'domains'], ['POST', 'domains/block', { domains: [] }, 'domains'], ['POST', 'domains/block', { domains: ['fine.test', 'no domain'] }, 'domains.1'],
    ['POST', 'usernames/block', { usernames: ['nobody'] }, 'usernames.0'], ['PATCH', 'domains/whitelisting/toggle', { whitelisting: 'maybe' }, 'whitelisting'],
    ['GET', 'domains?direction=up', undefined, 'direction'], ['GET', 'usernames?page=0', undefined, 'page'], ['POST', 'advanced', { filters: [] }, 'filterName'],
    ['POST', 'advanced', { filterName: 'x', filters: [{ field: 'Body', operator: 'contains', type: 'and', value: 'x' }] }, 'filters.0.field'],
    ['POST', 'advanced', { filterName: 'x', filters: [{ field: 'From', operator: 'contains', type: 'and', value: '  ' }] }, 'filters.0.value'],
  ] as const) {
    const [status, answer] = await ask<{ errors: object }>(method, url, body);
    assert.deepEqual([status, Object.keys(answer.errors)], [422, [field]], `${url} ${JSON.stringify(body)}`);
  }
  for (const [method, url, body] of [['POST', 'domains/block', { domains: ['x.test'] }], ['POST', 'domains/unblockAll', undefined], ['POST', 'usernames/unblock', { usernames: ['x@x.test'] }], ['POST', 'advanced', { filterName: 'x' }], ['PATCH', 'domains/whitelisting/toggle', {}]] as const) {
    assert.equal((await ask(method, url, body, readerToken))[0], 403, url);
    assert.equal((await ask(method, url, body, 'wrong'))[0], 401, url);
  }
  await ask('POST', 'domains/block', { domains: ['mine.test'] });
  assert.equal((await ask<{ domains: { total: number } }>('GET', 'domains', undefined, strangerToken))[1].domains.total, 0);
});

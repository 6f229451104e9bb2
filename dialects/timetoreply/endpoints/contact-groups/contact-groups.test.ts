import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { keepCrmGroup } from '#core/contacts/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { timetoreply } from '../../dialect.ts';

interface Members { id: number; name: string; members: { emails: string[]; domains: string[] } }
interface Page { total: number; last_page: number; data: { id: number; company_id: number; name: string; crm_type: null; customer_emails: string[]; customer_domains: string[]; user_permissions: number[]; search_string: string }[] }

describe('contact groups', () => {
  const path = '/api/entities/contact-groups';
  let desk: Desk;
  let owner = '';
  let reader = '';
  let stranger = '';
  const start = () => createServer({ database: desk.database, clock: testClock('2024-05-06T12:00:00.000Z'), dialects: [{ ...timetoreply(), limits: [] }], validateResponses: true, publicUrl: 'https://desk.example' });
  let server: ReturnType<typeof start>;
  const tokenOf = async (accountId: number, userId: number, scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }))).secret);
  const ask = (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object, token = owner) => server.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
  const make = async (name: string, more: object = {}): Promise<Members> => (await ask('POST', path, { name, ...more })).json<Members>();
  const upload = async (csv: string | Buffer) => {
    const [head, foot] = [`--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nFrom a file\r\n--x\r\ncontent-disposition: form-data; name="upload"; filename="contacts.csv"\r\ncontent-type: text/csv\r\n\r\n`, '\r\n--x--\r\n'];
    const body = Buffer.concat([Buffer.from(head), Buffer.from(csv), Buffer.from(foot)]);
    return server.inject({ method: 'POST', url: path, headers: { authorization: `Bearer ${owner}`, 'content-type': 'multipart/form-data; boundary=x' }, payload: body });
  };

  before(async () => {
    desk = await openDesk({ domains: ['desk.test'] });
    owner = await tokenOf(desk.accountId, desk.userId);
    reader = await tokenOf(desk.accountId, desk.userId, ['contacts.read']);
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    stranger = await tokenOf(other.account.id, other.user.id);
    server = start();
  });
  after(async () => {
    await closeServer(server);
    await desk.close();
  });

  it('what is stored is shown, listed, found by each of its parts, changed and deleted', async () => {
    const made = await make('Most important contacts', { emails: ['Bo@Example.com', 'bo@example.com', 'cy@kling.com'], domains: ['@Lakin.net'] });
    assert.deepEqual(made, { id: made.id, name: 'Most important contacts', members: { emails: ['bo@example.com', 'cy@kling.com'], domains: ['lakin.net'] } });
    assert.deepEqual((await ask('GET', `${path}/${made.id}`)).json(), { id: made.id, name: 'Most important contacts', email_usernames: ['bo@example.com', 'cy@kling.com'], customer_domains: ['lakin.net'], model_type: 'Contact Group', icon: 'user-friends' });
    for (const search of ['IMPORTANT', 'cy@kling', 'lakin.net']) {
      const page = (await ask('GET', `${path}?search=${encodeURIComponent(search)}`)).json<Page>();
      assert.deepEqual(page.data, [{
        id: made.id, company_id: desk.accountId, name: 'Most important contacts', crm_type: null, customer_emails: ['bo@example.com', 'cy@kling.com'], customer_domains: ['lakin.net'], user_permissions: [],
        search_string: 'Most important contacts bo@example.com cy@kling.com lakin.net',
      }], search);
    }
    const renamed = await ask('PATCH', `${path}/${made.id}`, { name: 'Renamed' });
    assert.deepEqual(renamed.json(), { ...made, name: 'Renamed' }, 'members that are not given stay');
    const replaced = await ask('PUT', `${path}/${made.id}`, { name: 'Renamed', emails: [], domains: ['example.com'] });
    assert.deepEqual(replaced.json<Members>().members, { emails: [], domains: ['example.com'] });
    const gone = await ask('DELETE', `${path}/${made.id}`);
    assert.deepEqual([gone.statusCode, gone.json()], [200, { status: 'Contact group deleted.' }]);
    for (const [method, url, body] of [['GET', `${path}/${made.id}`], ['DELETE', `${path}/${made.id}`], ['PATCH', `${path}/${made.id}/pushEmail`, { email: 'bo@example.com' }]] as const) assert.equal((await ask(method, url, body)).statusCode, 404, `${method} ${url}`);
  });

  it('a group that the CRM makes says so, and is changed there only: every way to change it is a 409 that changes nothing', async () => {
    const id = await desk.database.withAccount(desk.accountId, (tx) => keepCrmGroup(tx, systemAct(desk.accountId, desk.act.now, 'test'), null, { kind: 'hubspot', name: 'Of the CRM', addresses: ['bo@example.com'], isGone: false }));
    const shown = async () => (await ask('GET', `${path}?search=Of%20the%20CRM`)).json<{ data: { id: number; crm_type: string | null; customer_emails: string[] }[] }>().data.map((row) => [row.id, row.crm_type, row.customer_emails]);
    assert.deepEqual(await shown(), [[id, 'hubspot', ['bo@example.com']]]);
    for (const [method, url, body] of [
      ['PUT', `${path}/${id}`, { name: 'x' }], ['PATCH', `${path}/${id}`, { name: 'x' }], ['DELETE', `${path}/${id}`], ['PATCH', `${path}/${id}/pushEmail`, { email: 'cy@example.com' }], ['PATCH', `${path}/${id}/removeEmail`, { email: 'bo@example.com' }],
      ['PATCH', `${path}/${id}/removeMembers`, { membersToRemove: ['bo@example.com'] }], ['PATCH', `${path}/${id}/pushDomain`, { domain: 'example.com' }], ['PATCH', `${path}/${id}/removeDomain`, { domain: 'example.com' }],
    ] as const) {
      const answer = await ask(method, url, body);
      assert.deepEqual([answer.statusCode, answer.json<{ message: string }>().message], [409, 'The CRM makes this group: change its list there.'], `${method} ${url}`);
    }
    assert.deepEqual(await shown(), [[id, 'hubspot', ['bo@example.com']]]);
  });

  it('members are pushed and taken away one by one; what is there already, or not there, changes nothing', async () => {
    const { id } = await make('Members');
    const change = async (name: string, body: object): Promise<Members['members']> => (await ask('PATCH', `${path}/${id}/${name}`, body)).json<Members>().members;
    assert.deepEqual(await change('pushEmail', { email: 'Bo@example.com' }), { emails: ['bo@example.com'], domains: [] });
    assert.deepEqual(await change('pushEmail', { email: 'bo@example.com' }), { emails: ['bo@example.com'], domains: [] });
    assert.deepEqual(await change('pushDomain', { domain: 'Example.com' }), { emails: ['bo@example.com'], domains: ['example.com'] });
    assert.deepEqual(await change('removeMembers', { membersToRemove: ['quos'] }), { emails: ['bo@example.com'], domains: ['example.com'] });
    assert.deepEqual(await change('removeEmail', { email: 'BO@example.com' }), { emails: [], domains: ['example.com'] });
    assert.deepEqual(await change('removeDomain', { domain: 'example.com' }), { emails: [], domains: [] });
    await change('pushEmail', { email: 'bo@example.com' });
    await change('pushDomain', { domain: 'example.com' });
    assert.deepEqual(await change('removeMembers', { membersToRemove: ['bo@example.com', 'example.com'] }), { emails: [], domains: [] });
  });

  it('two that push at once both count', async () => {
    const { id } = await make('At once');
    await Promise.all(['a@x.test', 'b@x.test', 'c@x.test', 'd@x.test'].map((email) => ask('PATCH', `${path}/${id}/pushEmail`, { email })));
    assert.deepEqual((await ask('GET', `${path}/${id}`)).json<{ email_usernames: string[] }>().email_usernames, ['a@x.test', 'b@x.test', 'c@x.test', 'd@x.test']);
  });

  it('a CSV gives members; a line that is neither address nor domain is refused by its number, and nothing is made', async () => {
    const made = await upload('E-mail;Company domain\r\n"bo@example.com";example.com\r\n\r\ncy@kling.com\r\n');
    assert.deepEqual(made.json<Members>().members, { emails: ['bo@example.com', 'cy@kling.com'], domains: ['example.com'] });
    const utf16 = Buffer.from('Größe\r\nbo@example.com\tbig.example\r\n', 'utf16le');
    assert.deepEqual((await upload(Buffer.concat([Buffer.of(0xff, 0xfe), utf16]))).json<Members>().members, { emails: ['bo@example.com'], domains: ['big.example'] }, 'as spreadsheets write Unicode text');
    const before = (await ask('GET', path)).json<Page>().total;
    const noText = await upload(utf16);
    assert.deepEqual([noText.statusCode, noText.json<{ errors: object }>().errors], [422, { upload: ['The upload field must be a text file in UTF-8 or UTF-16.'] }]);
    const bad = await upload('bo@example.com\nnot one\n');
    assert.deepEqual([bad.statusCode, bad.json<{ errors: Record<string, string[]> }>().errors], [422, { upload: ['The upload field has in line 2 neither an email address nor a domain: not one.'] }]);
    assert.equal((await ask('GET', path)).json<Page>().total, before);
  });

  it('lists are sorted and paged', async () => {
    for (const name of ['zeta', 'Alpha', 'mid']) await make(`paged ${name}`);
    const names = async (query: string): Promise<string[]> => (await ask('GET', `${path}?search=paged&${query}`)).json<Page>().data.map(({ name }) => name);
    assert.deepEqual(await names(''), ['paged Alpha', 'paged mid', 'paged zeta']);
    assert.deepEqual(await names('sort_by=name&direction=desc'), ['paged zeta', 'paged mid', 'paged Alpha']);
    assert.deepEqual(await names('sort_by=id'), ['paged zeta', 'paged Alpha', 'paged mid']);
    assert.deepEqual(await names('per_page=2&page=2'), ['paged zeta']);
    assert.deepEqual(await names('per_page=2&page=9'), []);
  });

  it('422: what is missing or no member is named, and changes nothing', async () => {
    const { id } = await make('Checked', { emails: ['bo@example.com'] });
    for (const [method, url, body, field] of [
      ['POST', path, {}, 'name'], ['POST', path, { name: ' ' }, 'name'], ['POST', path, { name: 'x', emails: ['bo@x.test', 'nobody'] }, 'emails.1'], ['POST', path, { name: 'x', domains: ['bo@example.com'] }, 'domains.0'],
      ['PUT', `${path}/${id}`, { name: 'x', emails: 'bo' }, 'emails.0'], ['PATCH', `${path}/${id}/pushEmail`, {}, 'email'], ['PATCH', `${path}/${id}/pushDomain`, { domain: 'no domain' }, 'domain'],
      ['PATCH', `${path}/${id}/removeMembers`, { membersToRemove: [] }, 'membersToRemove'], ['GET', `${path}?sort_by=company_id`, undefined, 'sort_by'], ['GET', `${path}?per_page=201`, undefined, 'per_page'],
    ] as const) {
      const answer = await ask(method, url, body);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors)], [422, [field]], `${method} ${url} ${JSON.stringify(body)} ${answer.body}`);
    }
    assert.deepEqual((await ask('GET', `${path}/${id}`)).json<{ name: string; email_usernames: string[] }>().email_usernames, ['bo@example.com']);
  });

  it('another account\'s group is as unknown as one that never was; without the right nothing changes', async () => {
    const { id } = await make('Ours');
    for (const [method, url, body] of [['GET', '', undefined], ['PUT', '', { name: 'x' }], ['DELETE', '', undefined], ['PATCH', '/pushEmail', { email: 'a@x.test' }], ['PATCH', '/removeDomain', { domain: 'x.test' }]] as const) {
      const [foreign, unknown] = [await ask(method, `${path}/${id}${url}`, body, stranger), await ask(method, `${path}/999999${url}`, body, stranger)];
      assert.deepEqual([foreign.statusCode, foreign.body], [404, unknown.body], `${method} ${url}`);
      if (method !== 'GET') assert.equal((await ask(method, `${path}/${id}${url}`, body, reader)).statusCode, 403, `${method} ${url}`);
    }
    assert.equal((await ask('GET', `${path}/${id}`, undefined, reader)).statusCode, 200);
    assert.equal((await ask('GET', path, undefined, stranger)).json<Page>().total, 0);
  });
});

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createToken, parseSecretKey, setupAccount } from '#core/accounts/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { connectCrm, findCrmConnection, runCrmSync, type CrmSource } from '#core/crm/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { timetoreply } from '../../dialect.ts';

interface DealRow { id: number; name: string; company_id: number; agent_id: number | null; deal_value: number | null; deal_stage: number | null; thread_ids: number[]; created_at: string; updated_at: string; search_string: string; agent: { id: number; name: string } | null; emails: string[] }
interface Page { total: number; last_page: number; data: DealRow[] }
interface Report { threads: { total: number; data: { id: number; deal: unknown }[] } }

describe('deals and the fields of a CRM', () => {
  const deals = '/api/sales/deals';
  const mapping = '/api/entities/crm-properties-mapping';
  const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
  const text = (name: string) => ({ name, label: name.toUpperCase(), type: 'string' });
  let desk: Desk;
  let owner = '';
  let stranger = '';
  let agentId = 0;
  const start = () => createServer({ database: desk.database, clock: testClock('2024-05-06T12:00:00.000Z'), dialects: [{ ...timetoreply(), limits: [] }], validateResponses: true, publicUrl: 'https://desk.example' });
  let server: ReturnType<typeof start>;
  const tokenOf = async (accountId: number, userId: number, scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }))).secret);
  const ask = (method: 'GET' | 'POST', url: string, payload?: object, token = owner) => server.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
  const list = async (query = '', token = owner): Promise<Page> => (await ask('GET', `${deals}?${query}`, undefined, token)).json<Page>();

  /** A system with two contacts, who have another address in another field, and three deals. */
  const source = (emailProperty: string): CrmSource => ({
    properties: async (object) => (object === 'contacts' ? [text('email'), text('email_address'), { name: 'score', label: 'Score', type: 'number' }] : object === 'companies' ? [{ name: 'size', label: 'Size', type: 'number' }] : []),
    stages: async () => [{ id: 's1', pipeline: 'Sales', label: 'New', position: 0, outcome: 'open' }, { id: 's2', pipeline: 'Sales', label: 'Won', position: 1, outcome: 'won' }],
    owners: async () => ({ rows: [{ id: 'o1', address: 'ada@desk.test', name: 'Ada' }, { id: 'o2', address: 'gone@desk.test', name: 'Gone' }], next: null }),
    contacts: async () => ({ rows: [{ id: 'c1', addresses: [emailProperty === 'email' ? 'bo@home.test' : 'other@home.test'], absorbed: [] }, { id: 'c2', addresses: ['cy@far.test'], absorbed: [] }], next: null }),
    deals: async () => ({
      rows: [
        { id: 'd1', name: 'Granite Gloves', stageId: 's1', ownerId: 'o1', value: 3207, currency: 'EUR', openedAt: '2024-02-01T19:48:28Z', closesAt: null, changedAt: '2024-02-02T05:32:07Z', contactIds: ['c1'], absorbed: [] },
        { id: 'd2', name: 'Wooden Hats', stageId: 's2', ownerId: 'o2', value: 99.5, currency: 'EUR', openedAt: '2024-02-03T00:00:00Z', closesAt: null, changedAt: '2024-02-03T00:00:00Z', contactIds: ['c1', 'c2'], absorbed: [] },
        { id: 'd3', name: 'Nothing known', stageId: null, ownerId: null, value: null, currency: null, openedAt: null, closesAt: null, changedAt: null, contactIds: [], absorbed: [] },
      ], next: null,
    }),
  });
  const read = async (): Promise<void> => {
    const { id } = (await desk.database.withAccount(desk.accountId, (tx) => findCrmConnection(tx, desk.act, 'hubspot')))!;
    assert.equal((await runCrmSync({ database: desk.database, key, act: () => desk.act, connectionId: id, means: async () => new Map(), open: async ({ emailProperty }) => source(emailProperty) })).state, 'done');
  };

  before(async () => {
    desk = await openDesk({ domains: ['desk.test'] });
    agentId = await desk.database.withAccount(desk.accountId, async (tx) => {
      const { id } = await createAgent(tx, desk.act, { name: 'Ada', addresses: ['ada@desk.test'] });
      await receiveMails(tx, desk.act, desk.help, [
        writeMail({ from: 'bo@home.test', to: ['help@desk.test'], id: 'm1@mail', subject: 'Gloves', at: '2024-05-01T05:32:07.000Z' }),
        writeMail({ from: 'other@home.test', to: ['help@desk.test'], id: 'm2@mail', subject: 'Another address', at: '2024-05-01T06:32:07.000Z' }),
        writeMail({ from: 'no@deal.test', to: ['help@desk.test'], id: 'm3@mail', subject: 'No deal', at: '2024-05-02T06:32:07.000Z' }),
      ]);
      await connectCrm(tx, desk.act, key, { kind: 'hubspot', settings: {}, secret: { token: 'x' }, properties: { contacts: [text('email'), text('email_address')], companies: [], deals: [] } });
      return id;
    });
    await catchUp(desk.database, [factsConsumer]);
    await read();
    owner = await tokenOf(desk.accountId, desk.userId);
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    stranger = await tokenOf(other.account.id, other.user.id);
    server = start();
  });
  after(async () => {
    await closeServer(server);
    await desk.close();
  });

  it('a deal is shown with what is known of it, found by name and address, sorted and paged', async () => {
    const page = await list();
    const conversation = (await ask('GET', '/api/logs/conversations?search=Gloves')).json<Report>().threads.data[0]!;
    assert.deepEqual(page.data[0], {
      id: page.data[0]!.id, name: 'Granite Gloves', company_id: desk.accountId, agent_id: agentId, deal_value: 3207, deal_stage: page.data[0]!.deal_stage, thread_ids: [conversation.id], created_at: 'Feb 1st 2024 19:48:28',
      updated_at: '2024-02-02 05:32:07', search_string: 'Granite Gloves bo@home.test', agent: { id: agentId, name: 'Ada' }, emails: ['bo@home.test'],
    });
    assert.deepEqual(page.data.slice(1).map(({ name, agent_id: agent, deal_value: value, emails }) => [name, agent, value, emails]), [['Wooden Hats', null, 99.5, ['bo@home.test', 'cy@far.test']], ['Nothing known', null, null, []]]);
    assert.deepEqual(conversation.deal, { id: page.data[0].id, deal_stage: page.data[0].deal_stage, deal_value: 3207, owner: agentId, name: 'Granite Gloves' }, 'of two the open one');
    const names = async (query: string) => (await list(query)).data.map(({ name }) => name);
    assert.deepEqual(await names('search=cy%40FAR'), ['Wooden Hats']);
    assert.deepEqual(await names('search=granite'), ['Granite Gloves']);
    assert.deepEqual(await names('sort_by=deal_value&direction=desc'), ['Granite Gloves', 'Wooden Hats', 'Nothing known']);
    assert.deepEqual(await names('sort_by=name'), ['Granite Gloves', 'Nothing known', 'Wooden Hats']);
    assert.deepEqual([await names('per_page=1&page=2'), (await list('per_page=1')).last_page], [['Wooden Hats'], 3]);
    for (const wrong of ['sort_by=secret', 'direction=up', 'per_page=0', 'per_page=201', 'page=0']) assert.equal((await ask('GET', `${deals}?${wrong}`)).statusCode, 422, wrong);
  });

  it('the logs are filtered by stage, owner, name and value of a deal, and a breakdown lists the same conversations', async () => {
    const rows = (await list()).data;
    const report = async (query: string) => (await ask('GET', `/api/logs/conversations?${query}`)).json<Report>().threads.data.map(({ deal }) => (deal as { name: string } | null)?.name ?? null);
    assert.deepEqual(await report(''), [null, null, 'Granite Gloves']);
    for (const [query, wanted] of [
      [`dealStage=${rows[0]!.deal_stage}`, ['Granite Gloves']], [`dealStage=${rows[1]!.deal_stage}`, ['Wooden Hats']], [`dealStage[]=${rows[0]!.deal_stage}&dealStage[]=${rows[1]!.deal_stage}`, ['Granite Gloves']],
      [`dealOwner=${agentId}`, ['Granite Gloves']], ['dealName=hats', ['Wooden Hats']], ['dealName=nothing%20known', []], ['dealValueFrom=3207', ['Granite Gloves']], ['dealValueTo=99.5', ['Wooden Hats']], ['dealValueFrom=100&dealValueTo=3206', []],
      [`dealName=hats&dealOwner=${agentId}`, []], ['dealName=&dealStage=', [null, null, 'Granite Gloves']],
    ] as const) {
      assert.deepEqual(await report(query), wanted, query);
      const broken = (await ask('GET', `/api/logs/stat-breakdown?stat=threads.total&${query}`)).json<{ threads?: { total: number }; total?: number }>();
      assert.match(JSON.stringify(broken), new RegExp(`"total":${wanted.length}\\b`), query);
    }
    for (const wrong of ['dealStage=x', 'dealOwner=-1', 'dealValueFrom=much', 'dealValueFrom=2&dealValueTo=1', 'dealValueTo=1e99']) assert.equal((await ask('GET', `/api/logs/conversations?${wrong}`)).statusCode, 422, wrong);
  });

  it('fields are listed as the document lists them; another field for the address is stored, read, and seen in the deals', async () => {
    const fields = async (query: string) => (await ask('GET', `${mapping}?crmType=hubspot${query}`)).json<{ contacts: object; companies: object }>();
    assert.deepEqual(await fields(''), { contacts: { email: 'EMAIL', email_address: 'EMAIL_ADDRESS', score: 'Score' }, companies: { size: 'Size' } });
    assert.deepEqual(await fields('&stringOnly=1&expanded=1'), { contacts: { email: { label: 'EMAIL', type: 'string' }, email_address: { label: 'EMAIL_ADDRESS', type: 'string' } }, companies: [] });
    for (const wrong of ['', '?crmType=', '?crmType=salesforce', '?crmType=file', '?crmType=hubspot&stringOnly=perhaps']) assert.equal((await ask('GET', `${mapping}${wrong}`)).statusCode, 422, wrong);
    for (const wrong of [{}, { crmType: 'hubspot' }, { crmType: 'hubspot', selectedEmailProperty: 'nowhere' }, { crmType: 'hubspot', selectedEmailProperty: 'score' }, { crmType: 'salesforce', selectedEmailProperty: 'email' }, { crmType: 'hubspot', selectedEmailProperty: 7 }]) {
      assert.equal((await ask('POST', mapping, wrong)).statusCode, 422, JSON.stringify(wrong));
    }
    const stored = await ask('POST', mapping, { crmType: 'hubspot', selectedEmailProperty: 'email_address' });
    assert.deepEqual([stored.statusCode, stored.json<string>().startsWith('Contacts are being synced now')], [200, true]);
    await read();
    assert.deepEqual((await list('search=granite')).data.map(({ emails }) => emails), [['other@home.test']]);
    assert.equal((await ask('GET', '/api/logs/conversations?dealName=granite&search=another%20address')).json<Report>().threads.total, 1);
  });

  it('a wrong token is 401, a missing right 403, and another account sees nothing of it', async () => {
    const reader = await tokenOf(desk.accountId, desk.userId, ['reports.read', 'settings.read']);
    for (const [method, url, body] of [['GET', deals], ['GET', `${mapping}?crmType=hubspot`], ['POST', mapping, { crmType: 'hubspot', selectedEmailProperty: 'email' }]] as const) {
      assert.equal((await ask(method, url, body, 'wrong')).statusCode, 401, url);
      assert.equal((await ask(method, url, body, reader)).statusCode, 403, url);
    }
    assert.deepEqual((await list('', stranger)).data, []);
    assert.equal((await ask('GET', `${mapping}?crmType=hubspot`, undefined, stranger)).statusCode, 422);
    assert.equal((await ask('POST', mapping, { crmType: 'hubspot', selectedEmailProperty: 'email' }, stranger)).statusCode, 422);
  });
});

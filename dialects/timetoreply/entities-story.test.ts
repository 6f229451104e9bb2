import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, testClock, type Permission } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { native } from '#dialects/native/dialect.ts';
import { closeServer, createServer } from '#http/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { timetoreply } from './dialect.ts';

const entities = '/api/entities';
interface Row { id: number; name: string; email_usernames: string[]; model_type: string }
interface Page<T> { total: number; last_page: number; data: T[]; failed?: number[] }
interface Member { email: string; type: number; existing: boolean }
interface Group extends Row { first_reply_time_goal: number | null; overall_reply_time_goal: number | null; time_to_close_goal: number | null; group_mailbox_address: string; created_at: string; updated_at: string; members: Page<Member> }
interface ContactRow { id: number; company_id: number; name: string; type: string; search_string: string; is_lead: boolean; crm_type: null }

describe('whom reports can be made of', () => {
  let desk: Desk;
  let owner = '';
  let reader = '';
  let stranger = '';
  let nativeToken = '';
  let ada = 0;
  let cat = 0;
  let canMail = true;
  const mailed: Record<string, unknown>[] = [];
  const outside = () => {
    const { house, ...rest } = noOutside();
    return { ...rest, house: { ...house, canMail: async () => canMail, enqueue: async (_tx: unknown, _act: unknown, work: object) => { mailed.push({ ...work }); } } };
  };
  const start = () => createServer({
    database: desk.database, clock: testClock('2024-05-06T12:00:00.000Z'), validateResponses: true, publicUrl: 'https://desk.example',
    dialects: [{ ...timetoreply(undefined, outside()), limits: [] }, { ...native(noOutside()), limits: [] }],
  });
  let server: ReturnType<typeof start>;
  const tokenOf = async (accountId: number, userId: number, dialect = 'timetoreply', scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, desk.act.now, 'test'), { userId, dialect, name: 'test', scopes, expiresAt: null }))).secret);
  const ask = async <T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object, token = owner): Promise<{ status: number; body: T }> => {
    const answer = await server.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
    return { status: answer.statusCode, body: (answer.body === '' ? null : answer.json()) as T };
  };
  const get = async <T>(url: string): Promise<T> => {
    const { status, body } = await ask<T>('GET', url);
    assert.equal(status, 200, `${url} ${JSON.stringify(body)}`);
    return body;
  };

  before(async () => {
    desk = await openDesk();
    [ada, cat] = await desk.database.withAccount(desk.accountId, async (tx) => {
      const box = await ensureChannel(tx, desk.act, { kind: 'email', address: 'ada@desk.test' });
      const made = [(await createAgent(tx, desk.act, { name: 'Ada', addresses: ['ada@desk.test', 'a.lovelace@desk.test'] })).id, (await createAgent(tx, desk.act, { name: 'Cat', addresses: ['cat@desk.test'] })).id] as const;
      await receiveMails(tx, desk.act, box, [
        writeMail({ id: 'm1', from: 'bo@home.test', to: ['team@desk.test'], cc: ['lead@prospect.test', 'cat@desk.test'], at: '2024-05-06T08:00:00.000Z' }),
        writeMail({ id: 'm2', from: 'ada@desk.test', to: ['bo@home.test'], references: ['m1'], subject: 'Re: Hello', at: '2024-05-06T08:10:00.000Z', folder: 'Sent' }),
        writeMail({ id: 'm3', from: 'cy@kling.test', to: ['ada@desk.test'], subject: 'Private', at: '2024-05-06T09:00:00.000Z' }),
      ]);
      return made;
    });
    await catchUp(desk.database, [factsConsumer]);
    owner = await tokenOf(desk.accountId, desk.userId);
    reader = await tokenOf(desk.accountId, desk.userId, 'timetoreply', ['contacts.read', 'people.read', 'channels.read']);
    nativeToken = await tokenOf(desk.accountId, desk.userId, 'native');
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    stranger = await tokenOf(other.account.id, other.user.id);
    server = start();
  });
  after(async () => {
    await closeServer(server);
    await desk.close();
  });

  it('a group mailbox is stored with goals in minutes, shown, given members and reported; its goals judge it', async () => {
    const made = (await ask<Group>('POST', `${entities}/group-mailboxes`, { name: 'Front Desk', groupMailboxAddress: 'Team@desk.test', aliases: ['front@desk.test'], first_reply_time_goal: 5, overall_reply_time_goal: 120, time_to_close_goal: 180 })).body;
    const url = `${entities}/group-mailboxes/${made.id}`;
    assert.deepEqual({ ...made, members: made.members.data }, {
      id: made.id, company_id: desk.accountId, name: 'Front Desk', first_reply_time_goal: 300, overall_reply_time_goal: 7_200, time_to_close_goal: 10_800, created_at: '2024-05-06 12:00:00', updated_at: '2024-05-06 12:00:00',
      product_type: 'success', members: [], model_type: 'Group Mailbox', group_mailbox_address: 'team@desk.test', email_usernames: ['team@desk.test', 'front@desk.test'], pending_invites: [],
    });
    const added = (await ask<Page<Member>>('POST', `${url}/agents`, { ids: [ada, cat, 999_999] })).body;
    assert.deepEqual([added.data, added.failed], [[{ email: 'a.lovelace@desk.test', type: 1, existing: true }, { email: 'cat@desk.test', type: 1, existing: true }], [999_999]]);
    assert.deepEqual((await get<Page<Member>>(`${url}/agents?sort_by=name&direction=desc&per_page=1&page=1`)).data.map(({ email }) => email), ['cat@desk.test']);
    assert.deepEqual(await get<Row>(url), { id: made.id, name: 'Front Desk', email_usernames: ['team@desk.test', 'front@desk.test'], model_type: 'Group Mailbox', icon: 'users' });
    const report = await get<{ threads: Page<{ id: number }>; stats: { initialTTR: Record<string, unknown> } }>('/api/logs/conversations?model=Front%20Desk&model_type=Group%20Mailbox');
    assert.deepEqual([report.threads.total, report.stats.initialTTR['within_sla'], report.stats.initialTTR['sla_breach']], [1, 0, 1], 'answered after 10 minutes, the goal is 5');
    const changed = (await ask<Group>('PATCH', url, { name: 'Front', groupMailboxAddress: 'front@desk.test', aliases: [], first_reply_time_goal: 30 })).body;
    assert.deepEqual([changed.name, changed.email_usernames, changed.first_reply_time_goal, changed.overall_reply_time_goal, changed.members.total], ['Front', ['front@desk.test'], 1_800, 7_200, 2]);
    const removed = (await ask<Page<Member>>('DELETE', `${url}/agents`, { ids: [cat] })).body;
    assert.deepEqual([removed.total, removed.failed], [1, []]);
    assert.deepEqual((await get<Page<Row>>(`${entities}/group-mailboxes?per_page=1`)).data.map(({ name }) => name), ['Front']);
    assert.deepEqual((await ask('DELETE', url)).body, { status: 'Group Mailbox deleted.' });
    assert.equal((await ask('GET', url)).status, 404);
  });

  it('a team is stored, and is the same team in our own API; members come and go', async () => {
    const made = (await ask<Group>('POST', `${entities}/teams`, { name: 'ACME Support', first_reply_time_goal: 30, time_to_close_goal: 120 })).body;
    const url = `${entities}/teams/${made.id}`;
    assert.deepEqual([made.first_reply_time_goal, made.overall_reply_time_goal, made.time_to_close_goal, made.members.failed], [1_800, null, 7_200, []]);
    assert.deepEqual((await ask<Page<Member>>('POST', `${url}/agents`, { ids: [ada] })).body.data.length, 1);
    const teams = (await ask<{ items: { id: number; name: string; agentIds: number[] }[] }>('GET', '/native/v1/teams', undefined, nativeToken)).body.items;
    assert.deepEqual(teams.find(({ id }) => id === made.id)?.agentIds, [ada]);
    assert.deepEqual(await get<Row>(url), { id: made.id, name: 'ACME Support', email_usernames: ['a.lovelace@desk.test', 'ada@desk.test'], model_type: 'Team', icon: 'handshake' });
    const changed = (await ask<Group>('PUT', url, { name: 'ACME Two', overall_reply_time_goal: 1 })).body;
    assert.deepEqual([changed.name, changed.first_reply_time_goal, changed.overall_reply_time_goal, changed.members.total], ['ACME Two', 1_800, 60, 1]);
    const report = await get<{ stats: { overallTTR: Record<string, unknown>; initialTTR: Record<string, unknown> } }>('/api/logs/messages?model=ACME%20Two&model_type=Team');
    assert.deepEqual([report.stats.overallTTR['excluded_from_sla'], report.stats.initialTTR['within_sla']], [1, 1], 'the first goals judge the past, a later one does not');
    assert.deepEqual((await get<Page<Member>>(`${url}/agents`)).failed, []);
    assert.equal((await ask<Page<Member>>('DELETE', `${url}/agents`, { ids: [ada, cat] })).body.total, 0);
    assert.deepEqual((await ask('DELETE', url)).body, { status: 'Team deleted.' });
    assert.deepEqual((await get<Page<Row>>(`${entities}/teams`)).data, []);
  });

  it('contacts of mail are listed; addresses and domains are stored as contacts and leads, and are contacts of our own API', async () => {
    const names = async (query = ''): Promise<string[]> => (await get<Page<ContactRow>>(`${entities}/contacts?${query}`)).data.map(({ name }) => name);
    assert.deepEqual(await names(), ['bo@home.test', 'cy@kling.test'], 'who wrote is a contact');
    const leads = (await ask<{ id: number; name: string; type: string; is_lead: boolean; company_id: number }[]>('POST', `${entities}/contacts/create-multi`, {
      customers: [{ name: 'New@Prospect.test', is_lead: true }, { name: '@Whole.test', is_lead: false }, { name: 'bo@home.test', is_lead: true }],
    })).body;
    assert.deepEqual(leads.map(({ name, type, is_lead }) => [name, type, is_lead]), [['new@prospect.test', 'email', true], ['whole.test', 'domain', false], ['bo@home.test', 'email', true]]);
    const seen = (await ask<{ points: { kind: string; value: string }[] }>('GET', `/native/v1/contacts/${leads[1]!.id}`, undefined, nativeToken)).body;
    assert.deepEqual(seen.points.map(({ kind, value }) => [kind, value]), [['domain', 'whole.test']]);
    assert.deepEqual((await get<Page<ContactRow>>(`${entities}/contacts?search=prospect`)).data, [{ id: leads[0]!.id, company_id: desk.accountId, name: 'new@prospect.test', type: 'email', crm_type: null, search_string: 'new@prospect.test', is_lead: true }]);
    assert.deepEqual(await names('sort_by=name&direction=desc'), ['whole.test', 'new@prospect.test', 'cy@kling.test', 'bo@home.test']);
    assert.deepEqual(await names('sort_by=id&direction=desc&per_page=1'), ['whole.test']);
    assert.deepEqual(await names('per_page=2&page=2'), ['new@prospect.test', 'whole.test']);
    assert.equal((await get<Page<ContactRow>>(`${entities}/contacts?per_page=3`)).last_page, 2);
    const same = (await ask<Row>('POST', `${entities}/contacts`, { name: 'BO@home.test' })).body;
    assert.deepEqual(same, { id: leads[2]!.id, name: 'bo@home.test', email_usernames: ['bo@home.test'], model_type: 'Contact', icon: 'user' });
    assert.equal((await get<Page<ContactRow>>(`${entities}/contacts?search=bo@home`)).data[0]?.is_lead, true, 'storing it again changes nothing');
    const moved = (await ask<Row>('PUT', `${entities}/contacts/${leads[0]!.id}`, { name: 'newer@prospect.test' })).body;
    assert.deepEqual([moved.name, moved.email_usernames], ['newer@prospect.test', ['newer@prospect.test']]);
    const domain = (await ask<Row>('PATCH', `${entities}/contacts/${leads[0]!.id}`, { name: 'prospects.test' })).body;
    assert.deepEqual([domain.name, domain.email_usernames], ['prospects.test', []]);
    assert.equal((await ask('PATCH', `${entities}/contacts/${leads[0]!.id}`, { name: 'bo@home.test' })).status, 409);
    assert.deepEqual((await ask('DELETE', `${entities}/contacts/${leads[0]!.id}`)).body, { status: 'Contact deleted.' });
    assert.equal((await ask('POST', `${entities}/contacts/delete-multiple`, { ids: [leads[1]!.id, 999_999] })).status, 404);
    assert.deepEqual(await names(), ['bo@home.test', 'cy@kling.test', 'whole.test'], 'all or none');
    assert.deepEqual((await ask('POST', `${entities}/contacts/delete-multiple`, { ids: [leads[1]!.id, leads[2]!.id] })).body, { status: 'Contacts deleted.' });
    assert.deepEqual(await names(), ['cy@kling.test']);
  });

  it('possible leads are outside addresses in mail that are nobody yet', async () => {
    const leads = async (): Promise<string[]> => (await get<{ email: string }[]>(`${entities}/contacts/search-possible-leads`)).map(({ email }) => email);
    assert.deepEqual(await leads(), ['lead@prospect.test', 'bo@home.test'], 'Bo was deleted; Cy is a contact, Cat and the channels are ours');
    await ask('POST', `${entities}/contacts`, { name: 'prospect.test' });
    assert.deepEqual(await leads(), ['bo@home.test'], 'a contact that is the domain stands for everybody there');
  });

  it('the search finds everybody by name or address, one kind where asked for, in pages', async () => {
    await ask('POST', `${entities}/contact-groups`, { name: 'Kling people', emails: ['cy@kling.test'], domains: ['kling.test'] });
    await ask('POST', `${entities}/group-mailboxes`, { name: 'Kling desk', groupMailboxAddress: 'kling@desk.test' });
    await ask('POST', `${entities}/teams`, { name: 'Kling team' });
    const found = async (query: string): Promise<string[]> => (await get<Page<Row>>(`${entities}/search?${query}`)).data.map(({ model_type: type, name }) => `${type} ${name}`);
    assert.deepEqual(await found('search=KLING&type=all'), ['Team Kling team', 'Group Mailbox Kling desk', 'Contact Group Kling people', 'Contact cy@kling.test']);
    assert.deepEqual([await found('search=kling&per_page=3&page=1'), await found('search=kling&per_page=3&page=2')], [['Team Kling team', 'Group Mailbox Kling desk', 'Contact Group Kling people'], ['Contact cy@kling.test']]);
    assert.deepEqual(await found('search=kling&type=Contact'), ['Contact cy@kling.test']);
    assert.deepEqual(await found('search=lovelace'), ['Mailbox Ada']);
    assert.deepEqual(await found('search=nobody-at-all'), []);
    const all = await get<Page<Row>>(`${entities}/search?per_page=200`);
    assert.equal(all.total, all.data.length);
    assert.deepEqual((await get<Page<{ customer_domains: string[] }>>(`${entities}/search?search=kling&type=customer_groups`)).data[0]?.customer_domains, ['kling.test']);
  });

  it('mailboxes are invited as users by mail, once each; where no mail can go out nothing happens', async () => {
    canMail = false;
    assert.equal((await ask('POST', '/api/tools/users/invite-as-users', { ids: [cat] })).status, 409);
    canMail = true;
    const invited = await ask<number[]>('POST', '/api/tools/users/invite-as-users', { ids: [cat, cat] });
    assert.deepEqual([invited.status, invited.body, mailed.length, mailed[0]?.['kind']], [202, [cat], 1, 'mail-invitation']);
    const open = (await ask<{ items: { email: string; role: string; mail: { state: string } }[] }>('GET', '/native/v1/invitations', undefined, nativeToken)).body.items;
    assert.deepEqual(open.map(({ email, role, mail }) => [email, role, mail.state]), [['cat@desk.test', 'agent', 'queued']]);
    assert.equal((await ask('POST', '/api/tools/users/invite-as-users', { ids: [cat, 999_999] })).status, 404);
    assert.equal(mailed.length, 1);
  });

  it('422: what is wrong is named, and changes nothing', async () => {
    const group = { name: 'x', groupMailboxAddress: 'x@desk.test' };
    for (const [method, url, body, field] of [
      ['POST', '/contacts', {}, 'name'], ['POST', '/contacts', { name: 'no address' }, 'name'], ['POST', '/contacts/create-multi', { customers: [] }, 'customers'],
      ['POST', '/contacts/create-multi', { customers: [{ name: 'a@b.test', is_lead: true }, { name: '??', is_lead: true }] }, 'customers.1.name'],
      ['POST', '/contacts/create-multi', { customers: [{ name: 'a@b.test', is_lead: 'maybe' }] }, 'customers.0.is_lead'],
      ['POST', '/contacts/delete-multiple', { ids: ['x'] }, 'ids.0'], ['GET', '/contacts?sort_by=email', undefined, 'sort_by'], ['GET', '/contacts?per_page=201', undefined, 'per_page'],
      ['GET', '/search?type=everything', undefined, 'type'],
      ['POST', '/group-mailboxes', { ...group, groupMailboxAddress: 'x@elsewhere.test' }, 'groupMailboxAddress'], ['POST', '/group-mailboxes', { ...group, aliases: ['y@desk.test', 'z@elsewhere.test'] }, 'aliases.1'],
      ['POST', '/group-mailboxes', { ...group, first_reply_time_goal: 0 }, 'first_reply_time_goal'], ['POST', '/group-mailboxes', { name: 'x' }, 'groupMailboxAddress'], ['POST', '/group-mailboxes', { ...group, name: ' ' }, 'name'],
      ['POST', '/teams', {}, 'name'], ['POST', '/teams', { name: 'x', time_to_close_goal: 'soon' }, 'time_to_close_goal'], ['GET', '/teams?page=0', undefined, 'page'],
    ] as const) {
      const { status, body: answer } = await ask<{ errors?: Record<string, string[]> }>(method, `${entities}${url}`, body);
      assert.deepEqual([status, Object.keys(answer.errors ?? {})], [422, [field]], `${method} ${url} ${JSON.stringify(body)} ${JSON.stringify(answer)}`);
    }
    assert.equal((await ask('POST', `${entities}/group-mailboxes`, { ...group, groupMailboxAddress: 'kling@desk.test' })).status, 409, 'another group mailbox has it');
    assert.deepEqual((await get<Page<Row>>(`${entities}/group-mailboxes`)).data.map(({ name }) => name), ['Kling desk']);
  });

  it('another account\'s things are as unknown as those that never were; without the right nothing changes; without a token nobody is let in', async () => {
    const [group] = (await get<Page<Row>>(`${entities}/group-mailboxes`)).data;
    const [team] = (await get<Page<Row>>(`${entities}/teams`)).data;
    const [contact] = (await get<Page<ContactRow>>(`${entities}/contacts`)).data;
    const named: readonly (readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string, number, string, object?])[] = [
      ['GET', 'group-mailboxes', group!.id, ''], ['PUT', 'group-mailboxes', group!.id, '', { name: 'x', groupMailboxAddress: 'x@other.test' }], ['DELETE', 'group-mailboxes', group!.id, ''], ['GET', 'group-mailboxes', group!.id, '/agents'],
      ['POST', 'group-mailboxes', group!.id, '/agents', { ids: [ada] }], ['DELETE', 'group-mailboxes', group!.id, '/agents', { ids: [ada] }],
      ['GET', 'teams', team!.id, ''], ['PATCH', 'teams', team!.id, '', { name: 'x' }], ['DELETE', 'teams', team!.id, ''], ['GET', 'teams', team!.id, '/agents'], ['POST', 'teams', team!.id, '/agents', { ids: [ada] }],
      ['PUT', 'contacts', contact!.id, '', { name: 'x@other.test' }], ['DELETE', 'contacts', contact!.id, ''],
    ];
    for (const [method, noun, id, rest, body] of named) {
      const [foreign, unknown] = [await ask(method, `${entities}/${noun}/${id}${rest}`, body, stranger), await ask(method, `${entities}/${noun}/999999${rest}`, body, stranger)];
      assert.deepEqual([foreign.status, foreign.body], [404, unknown.body], `${method} ${noun}${rest}`);
      if (method !== 'GET') assert.equal((await ask(method, `${entities}/${noun}/${id}${rest}`, body, reader)).status, 403, `${method} ${noun}${rest}`);
      assert.equal((await ask(method, `${entities}/${noun}/${id}${rest}`, body, 'wrong')).status, 401);
    }
    assert.equal((await ask('POST', '/api/tools/users/invite-as-users', { ids: [ada] }, stranger)).status, 404);
    const theirTeam = (await ask<Group>('POST', `${entities}/teams`, { name: 'Theirs' }, stranger)).body;
    const added = (await ask<Page<Member>>('POST', `${entities}/teams/${theirTeam.id}/agents`, { ids: [ada, 999_999] }, stranger)).body;
    assert.deepEqual([added.total, added.failed], [0, [ada, 999_999]], 'a foreign mailbox is none');
    for (const url of ['/search', '/contacts', '/contacts/search-possible-leads', '/group-mailboxes', '/teams']) {
      const theirs = (await ask<Page<Row> | []>('GET', `${entities}${url}`, undefined, stranger)).body;
      assert.ok(!JSON.stringify(theirs).includes('kling') && !JSON.stringify(theirs).includes('desk.test'), url);
    }
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createToken, setupAccount } from '#core/accounts/index.ts';
import { factsConsumer } from '#core/analytics/index.ts';
import { findChannels, findConnections, openConnection, type ConnectionReport, type Outside } from '#core/channels/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, type Permission } from '#core/kernel/index.ts';
import { findAgents } from '#core/people/index.ts';
import { canSendAccountMail } from '#channels/email/send/account-mail.ts';
import { openSendingDesk, type SendingDesk } from '#channels/email/send/testing/mail-room.ts';
import { closeServer, createServer } from '#http/index.ts';
import { finishJob, takeJobs } from '#jobs/index.ts';
import { mailboxMailJobs } from '#server/mailbox-mail-jobs.ts';
import { registerPages } from '#server/pages/register-pages.ts';
import { sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { timetoreply } from '../../dialect.ts';
import { seedExample, seedMissing } from '../../testing/seed-examples.ts';

interface Row { id: number; name: string; email: string; main_type: string; active: boolean; email_usernames: string[]; time_zone: { id: number; php_timezone: string }; ingestion_started_date: string | null; is_user: boolean }
interface Page { total: number; last_page: number; data: Row[] }
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

describe('mailboxes', () => {
  const path = '/api/entities/agents';
  let room: SendingDesk;
  let outside: Outside;
  let server: ReturnType<typeof createServer>;
  let [owner, reader, stranger] = ['', '', ''];
  /** What the world's mail servers say, and what they were asked with. */
  let report: ConnectionReport = { ok: true, steps: [] };
  const dialled: { host: string; port: number; security: string; secret?: string | null }[] = [];

  const tokenOf = async (accountId: number, userId: number, scopes: 'all' | Permission[] = 'all'): Promise<string> => (
    (await room.desk.database.withAccount(accountId, (tx) => createToken(tx, systemAct(accountId, room.desk.act.now, 'test'), { userId, dialect: 'timetoreply', name: 'test', scopes, expiresAt: null }))).secret);
  const ask = (method: Method, url: string, payload?: object, token = owner) => server.inject({ method, url, headers: { authorization: `Bearer ${token}` }, ...(payload === undefined ? {} : { payload }) });
  const list = async (query = '', token = owner): Promise<Page> => (await ask('GET', `${path}${query}`, undefined, token)).json<Page>();
  const rowOf = async (email: string): Promise<Row | undefined> => (await list(`?search=${email}`)).data.find((row) => row.email === email);
  const invite = async (email: string, more: object = {}) => (await ask('POST', `${path}/invite`, { name: 'Peter Rabbit', type: 1, email, ...more })).json<{ success: boolean; authURL: string; id: number }>();

  /** Sends what was left for later. */
  async function mail(): Promise<{ to: string; subject: string; text: string }[]> {
    room.peer.mails.length = 0;
    const handlers = mailboxMailJobs({ context: () => room.context });
    for (const job of await takeJobs(room.desk.database, { queue: 'settings', limit: 50, leaseMs: 60_000, nowMs: room.clock.nowMs() })) {
      await handlers[job.kind]!(job, { signal: new AbortController().signal });
      await room.desk.database.withoutAccount((tx) => finishJob(tx, job));
    }
    return room.peer.mails.map(({ to, raw }) => {
      const [head = '', body = ''] = raw.toString().split('\r\n\r\n');
      return { to: to[0]!, subject: /^Subject: (.*)$/m.exec(head)![1]!.trim(), text: Buffer.from(body.replaceAll('\r\n', ''), 'base64').toString().replaceAll('\r\n', '\n') };
    });
  }

  /** A browser that opens a link and sends its form. */
  async function connect(link: string, fields: Record<string, string>, { withToken = true } = {}) {
    const url = link.replace('https://desk.example', '');
    const page = await server.inject({ method: 'GET', url, headers: { host: 'desk.example' } });
    const cookie = String(page.headers['set-cookie'] ?? '').split(';')[0]!;
    const token = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const send = () => server.inject({
      method: 'POST', url, payload: new URLSearchParams({ ...fields, ...(withToken && { form_token: token }) }).toString(), headers: { host: 'desk.example', cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    });
    return { page, answer: await send(), send };
  }
  const form = { userName: 'peter', password: 'app-password', host: 'imap.desk.test', port: '993', security: 'tls' };

  before(async () => {
    room = await openSendingDesk();
    const { desk, clock, context } = room;
    const { house } = noOutside();
    outside = noOutside({
      key: context.key, house: { ...house, canMail: (accountId) => canSendAccountMail(context, accountId) },
      testConnection: async (_kind, { host, port, security, secret }) => {
        dialled.push({ host, port, security, ...(secret === undefined ? {} : { secret }) });
        return report;
      },
      discoverServers: async () => ({ imap: { host: 'found.desk.test', port: 993, security: 'tls', userName: 'x' }, smtp: null, foundBy: 'srv', advice: null, adviceSaid: [], needsOauth: false }),
    });
    owner = await tokenOf(desk.accountId, desk.userId);
    reader = await tokenOf(desk.accountId, desk.userId, ['channels.read', 'people.read']);
    const other = await setupAccount(desk.database, { accountName: 'Other', email: 'eve@other.test', name: 'Eve', password: null, now: desk.act.now });
    stranger = await tokenOf(other.account.id, other.user.id);
    server = createServer({ database: desk.database, clock, dialects: [{ ...timetoreply(undefined, outside), limits: [] }], validateResponses: true, publicUrl: 'https://desk.example' });
    registerPages(server, { database: desk.database, clock, dialects: [], publicUrl: 'https://desk.example', dataDir: '/nowhere', env: {}, demo: { progress: { state: 'none', text: '' }, start: () => {} }, mailboxes: outside });
    await server.ready();
  });
  after(async () => {
    await closeServer(server);
    await room.close();
  });

  it('who is invited gets a signed link by mail, opens it, and the mailbox is there, with his agent, and read by what he typed', async () => {
    const made = await invite('Peter@desk.test', { message: 'Hey Pete,\nplease accept.' });
    assert.deepEqual([made.success, /^https:\/\/desk\.example\/authenticate\/\d+\?expires=\d+&signature=[0-9a-f]{64}$/.test(made.authURL)], [true, true], made.authURL);
    assert.equal(await rowOf('peter@desk.test'), undefined, 'an invitation makes nothing yet');
    const [sent] = await mail();
    assert.equal(sent!.to, 'peter@desk.test');
    assert.ok(sent!.text.includes(made.authURL) && sent!.text.includes('> Hey Pete,\n> please accept.'), sent!.text);
    const { page, answer, send } = await connect(made.authURL, form);
    assert.deepEqual([page.statusCode, answer.statusCode], [200, 200], answer.body);
    assert.ok(page.body.includes('peter@desk.test') && page.body.includes('Desk') && !page.body.includes('app-password'));
    const row = (await rowOf('peter@desk.test'))!;
    assert.deepEqual([row.name, row.main_type, row.active, row.email_usernames, row.is_user], ['Peter Rabbit', 'IMAP', true, ['peter@desk.test'], false]);
    const key = await room.context.key();
    const opened = await room.within(async (tx) => openConnection(tx, room.now(), key, (await findChannels(tx, room.now())).find(({ address }) => address === 'peter@desk.test')!.id, 'imap'));
    assert.deepEqual([opened?.host, opened?.userName, opened?.secret, opened?.options['backfill']], ['imap.desk.test', 'peter', 'app-password', '30d']);
    assert.deepEqual([(await send()).statusCode, (await connect(made.authURL, form)).page.statusCode], [410, 410], 'a link works once');
    assert.equal((await ask('POST', `${path}/invite`, { name: 'x', type: 1, email: 'peter@desk.test' })).statusCode, 409, 'it is connected');
  });

  it('a link that was changed, is over, withdrawn or replaced opens nothing, and all of them are answered alike', async () => {
    const made = await invite('mona@desk.test');
    const url = new URL(made.authURL);
    const later = new URL(url);
    later.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1));
    const other = new URL(url);
    other.pathname = `/authenticate/${made.id + 1}`;
    const bodies = new Set<string>();
    for (const link of [later.href, other.href, `https://desk.example/authenticate/${made.id}`, `${url.origin}${url.pathname}?expires=9999999999&signature=${'0'.repeat(64)}`, `${url.href}0`, 'https://desk.example/authenticate/x?expires[]=1&signature=2']) {
      const { page, answer } = await connect(link, form);
      assert.deepEqual([page.statusCode, answer.statusCode === 410 || answer.statusCode === 403], [410, true], link);
      bodies.add(page.body.replaceAll(/nonce[-=]"?[^'"]+/g, ''));
    }
    const again = await invite('mona@desk.test');
    assert.equal((await connect(made.authURL, form)).page.statusCode, 410, 'replaced');
    assert.equal((await ask('DELETE', `${path}/invite/${again.id}`)).json<{ status: string }>().status, 'Authentication invite deleted.');
    assert.equal((await connect(again.authURL, form)).page.statusCode, 410, 'withdrawn');
    assert.equal((await ask('DELETE', `${path}/invite/${again.id}`)).statusCode, 404);
    const third = await invite('mona@desk.test');
    room.clock.advance(49 * 3_600_000);
    const over = await connect(third.authURL, form);
    assert.equal(over.page.statusCode, 410, 'over');
    bodies.add(over.page.body.replaceAll(/nonce[-=]"?[^'"]+/g, ''));
    assert.equal(bodies.size, 1);
    assert.equal(await rowOf('mona@desk.test'), undefined);
    // A reminder makes it good again.
    assert.match((await ask('PATCH', `${path}/remind/${third.id}`)).json<{ status: string }>().status, /^Please check the inbox/);
    const soon = await ask('PATCH', `${path}/remind/${third.id}`);
    assert.deepEqual([soon.statusCode, soon.headers['retry-after'] !== undefined], [429, true], 'nobody is mailed twice within ten minutes');
    const link = /https:\/\/desk\.example\/authenticate\/\S+/.exec((await mail()).find(({ to }) => to === 'mona@desk.test')!.text)![0];
    assert.equal((await server.inject({ method: 'GET', url: link.replace('https://desk.example', '') })).statusCode, 200);
  });

  it('a mailbox that cannot be opened is not connected, and the page says why; without the page\'s token nothing is tried', async () => {
    const made = await invite('kim@desk.test');
    report = { ok: false, steps: [{ step: 'sign-in', ok: false, text: 'The server refuses the sign-in.' }] };
    const before = dialled.length;
    const { answer } = await connect(made.authURL, { ...form, host: '', password: '"><script>x</script>' });
    assert.deepEqual([answer.statusCode, answer.body.includes('The server refuses the sign-in.'), answer.body.includes('<script>x')], [422, true, false]);
    assert.deepEqual(dialled.at(-1)!.host, 'found.desk.test', 'an empty server is looked for');
    assert.equal((await connect(made.authURL, form, { withToken: false })).answer.statusCode, 403);
    assert.equal(dialled.length, before + 1);
    for (let at = 0; at < 9; at += 1) await connect(made.authURL, form);
    assert.equal((await connect(made.authURL, form)).answer.statusCode, 429, 'a link is no way to try passwords');
    report = { ok: true, steps: [] };
    assert.equal(await rowOf('kim@desk.test'), undefined);
  });

  it('IMAP credentials are tried before they are kept; a failed try names the field and changes nothing', async () => {
    const { id } = (await rowOf('peter@desk.test'))!;
    const good = { host: 'mail.example.com', port: 143, encryption: 'tls', username: 'peter@example.com', password: 'secret' };
    assert.deepEqual((await ask('PATCH', `${path}/${id}/imap`, good)).json(), { status: 'Agent IMAP credentials updated successfully.' });
    assert.deepEqual(dialled.at(-1), { host: 'mail.example.com', port: 143, security: 'starttls', secret: 'secret' });
    const connections = () => room.within((tx) => findConnections(tx, room.now()));
    const before = JSON.stringify(await connections());
    for (const [step, field] of [['resolve', 'host'], ['connect', 'port'], ['tls', 'encryption'], ['sign-in', 'password']] as const) {
      report = { ok: false, steps: [{ step, ok: false, text: 'It failed.' }] };
      const answer = await ask('PATCH', `${path}/${id}/imap`, { ...good, host: 'evil.example.com' });
      const { errors } = answer.json<{ errors: Record<string, string[]> }>();
      assert.deepEqual([answer.statusCode, Object.keys(errors), errors[field]?.[0]?.includes('It failed.')], [422, [field], true], answer.body);
    }
    report = { ok: true, steps: [] };
    assert.equal(JSON.stringify(await connections()), before);
    const asked = dialled.length;
    for (const [token, status] of [[reader, 403], [stranger, 404]] as const) assert.equal((await ask('PATCH', `${path}/${id}/imap`, good, token)).statusCode, status);
    assert.equal(dialled.length, asked, 'whoever may not change it makes us dial nobody');
  });

  it('name, time zone and aliases change, and only what changed has figures recomputed', async () => {
    const { id } = (await rowOf('peter@desk.test'))!;
    const update = async (body: object) => (await ask('PATCH', `${path}/${id}/update`, body)).json<{ status: string }>().status;
    const requested = async (): Promise<number> => {
      await catchUp(room.desk.database, [factsConsumer]);
      return (await room.within((tx) => tx.one(sql<{ n: number }>`SELECT count(*)::int AS n FROM events WHERE account_id = ${room.desk.accountId} AND type = 'channel.changed' AND (data ->> 'recompute')::boolean`))).n;
    };
    const before = await requested();
    const { time_zone: zone } = (await rowOf('peter@desk.test'))!;
    assert.equal(await update({ name: 'Pete', timeZone: zone.id }), 'Agent updated successfully.');
    assert.equal(await requested(), before);
    assert.match(await update({ name: 'Pete', timeZone: 29, aliases: ['pete@desk.test', 'Rabbit@desk.test'] }), /^Agent updated successfully\. Since the agent aliases or timezone were updated/);
    assert.ok(await requested() > before);
    const row = (await rowOf('peter@desk.test'))!;
    assert.deepEqual([row.name, row.time_zone, row.email_usernames], ['Pete', { id: 29, php_timezone: 'Europe/London', friendly_name: 'Greenwich Mean Time =>  Dublin, Edinburgh, Lisbon, London' }, ['peter@desk.test', 'pete@desk.test', 'rabbit@desk.test']]);
    const [agent] = (await room.within((tx) => findAgents(tx, room.now()))).filter((one) => one.id === id);
    assert.deepEqual(agent?.addresses, ['pete@desk.test', 'peter@desk.test', 'rabbit@desk.test'], 'answers from an alias are his');
    const others = (await list()).data.filter((one) => one.id !== id);
    assert.ok(others.every((one) => one.time_zone.php_timezone !== 'Europe/London'), 'nobody else\'s hours moved');
    await update({ name: 'Pete', timeZone: 29, aliases: ['pete@desk.test'] });
    assert.deepEqual((await rowOf('peter@desk.test'))!.email_usernames, ['peter@desk.test', 'pete@desk.test']);
    await update({ name: 'Pete', timeZone: 29 });
    assert.deepEqual((await rowOf('peter@desk.test'))!.email_usernames, ['peter@desk.test', 'pete@desk.test'], 'aliases that are not given stay');
    const taken = await ask('PATCH', `${path}/${id}/update`, { name: 'Changed', timeZone: 29, aliases: ['help@desk.test'] });
    assert.deepEqual([taken.statusCode, (await rowOf('peter@desk.test'))!.name], [409, 'Pete'], 'all of it or nothing');
  });

  it('the list is sorted, searched and paged, and has the document\'s columns', async () => {
    await connect((await invite('anna@desk.test', { name: 'Anna' })).authURL, form);
    const names = async (query: string): Promise<string[]> => (await list(query)).data.map(({ name }) => name);
    assert.deepEqual(await names('?sort_by=name'), ['Anna', 'Pete']);
    assert.deepEqual(await names('?sort_by=email&direction=desc'), ['Pete', 'Anna']);
    assert.deepEqual(await names('?sort_by=created_at'), ['Pete', 'Anna']);
    assert.deepEqual(await names('?per_page=1&page=2'), ['Pete']);
    assert.deepEqual(await names('?search=PETE%40desk'), ['Pete'], 'by an alias');
    assert.deepEqual(await names('?product_type=success'), ['Anna', 'Pete']);
    assert.deepEqual([(await list('?product_type=ignite')).total, (await list('', stranger)).total], [0, 0]);
  });

  it('answers have the document\'s keys in the document\'s order', { skip: seedMissing }, async () => {
    const keys = (value: unknown): string[] => Object.keys(value as object);
    const example = seedExample('GET', 'api/entities/agents') as Page;
    const page = await list();
    assert.deepEqual([keys(page), keys(page.data[0]), keys(page.data[0]!.time_zone)], [keys(example), keys(example.data[0]), keys(example.data[0]!.time_zone)]);
    assert.deepEqual(keys(await invite('keys@desk.test')), keys(seedExample('POST', 'api/entities/agents/invite')));
  });

  it('it-help and re-authentication go out by mail; where no mail can go out, that is said', async () => {
    const { id } = (await rowOf('peter@desk.test'))!;
    const help = await ask('POST', `${path}/it-help`, { name: 'Ivo', email: 'ivo@it.test', message: 'Could you help?' });
    assert.deepEqual([help.statusCode, help.json()], [202, { status: 'Email Sent successfully' }]);
    assert.deepEqual((await ask('GET', `${path}/${id}/re-auth`)).json(), { status: 'We\'ve sent the Re-Authentication email to Pete. Please ask them to check their email and SPAM box' });
    const sent = await mail();
    const ivo = sent.find(({ to }) => to === 'ivo@it.test')!;
    const pete = sent.find(({ to }) => to === 'peter@desk.test')!;
    assert.ok(ivo.text.includes('> Could you help?'));
    const link = /https:\/\/desk\.example\/authenticate\/\S+/.exec(pete.text)![0];
    assert.equal((await connect(link, { ...form, password: 'new-one' })).answer.statusCode, 200);
    const key = await room.context.key();
    const opened = await room.within(async (tx) => openConnection(tx, room.now(), key, (await findChannels(tx, room.now())).find(({ address }) => address === 'peter@desk.test')!.id, 'imap'));
    assert.equal(opened?.secret, 'new-one');
    const noWay = await ask('POST', `${path}/it-help`, { name: 'Ivo', email: 'ivo@it.test' }, stranger);
    assert.deepEqual([noWay.statusCode, noWay.json<{ message: string }>().message], [409, 'No mail can go out: neither this server nor a channel has a mail server to send through.'], 'the other account has no way to mail');
    for (let at = 0; at < 9; at += 1) await ask('POST', `${path}/it-help`, { name: 'Ivo', email: 'ivo@it.test' });
    assert.equal((await ask('POST', `${path}/it-help`, { name: 'Ivo', email: 'ivo@it.test' })).statusCode, 429);
  });

  it('a deleted mailbox is read no more, its password is forgotten, what it held stays; an invitation brings it back as the same', async () => {
    const { id } = (await rowOf('anna@desk.test'))!;
    assert.deepEqual((await ask('DELETE', `${path}/${id}`)).json(), { status: 'Agent deletion complete.' });
    assert.equal(await rowOf('anna@desk.test'), undefined);
    const state = () => room.within(async (tx) => {
      const channel = (await findChannels(tx, room.now())).find(({ address }) => address === 'anna@desk.test')!;
      const [agent] = (await findAgents(tx, room.now(), { withDeactivated: true })).filter((one) => one.id === id);
      return { disabled: channel.disabledAt !== null, connections: (await findConnections(tx, room.now(), [channel.id])).length, deactivated: agent!.deactivatedAt !== null };
    });
    assert.deepEqual(await state(), { disabled: true, connections: 0, deactivated: true });
    assert.equal((await ask('DELETE', `${path}/${id}`)).statusCode, 404);
    await connect((await invite('anna@desk.test')).authURL, form);
    assert.equal((await rowOf('anna@desk.test'))?.id, id);
    assert.deepEqual(await state(), { disabled: false, connections: 1, deactivated: false });
  });

  it('everything is found by its beginning; nothing of a mail service where none is set up', async () => {
    const all = (await ask('GET', `${path}/search-all-company-mailboxes?search=an`)).json<{ id: number; name: string; email: string; type: string }[]>();
    assert.deepEqual(all.map(({ email, type }) => [email, type]), [['anna@desk.test', 'IMAP']]);
    assert.deepEqual((await ask('GET', `${path}/search-all-company-mailboxes`, undefined, stranger)).json(), []);
  });

  it('422: what is missing or wrong is named; another account\'s mailbox is as unknown as one that never was; without the right nothing changes', async () => {
    const { id } = (await rowOf('peter@desk.test'))!;
    for (const [method, url, body, field] of [
      ['POST', '/invite', { type: 1, email: 'x@desk.test' }, 'name'], ['POST', '/invite', { name: 'x', type: 9, email: 'x@desk.test' }, 'type'], ['POST', '/invite', { name: 'x', type: 1, email: 'nobody' }, 'email'],
      ['POST', '/it-help', { name: 'x', email: 'nobody' }, 'email'], ['PATCH', `/${id}/imap`, { host: 'x', port: 143, encryption: 'rot13', username: 'x', password: 'x' }, 'encryption'],
      ['PATCH', `/${id}/update`, { name: 'x', timeZone: 999 }, 'timeZone'], ['GET', '?sort_by=secret', undefined, 'sort_by'], ['PATCH', `/${id}/update`, { name: 'x', timeZone: 29, aliases: ['no address'] }, 'aliases'],
    ] as const) {
      room.clock.advance(16 * 60_000);
      const answer = await ask(method, `${path}${url}`, body);
      assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors ?? {})], [422, [field]], `${method} ${url} ${answer.body}`);
    }
    const open = await invite('open@desk.test');
    for (const [method, url, body] of [['DELETE', `/${id}`], ['PATCH', `/${id}/update`, { name: 'x', timeZone: 29 }], ['GET', `/${id}/re-auth`], ['PATCH', `/remind/${open.id}`], ['DELETE', `/invite/${open.id}`]] as const) {
      const foreign = await ask(method, `${path}${url}`, body, stranger);
      const unknown = await ask(method, `${path}${url.replace(/\d+/, '999999')}`, body, stranger);
      assert.deepEqual([foreign.statusCode, foreign.body], [404, unknown.body], `${method} ${url}`);
      assert.equal((await ask(method, `${path}${url}`, body, reader)).statusCode, 403, `${method} ${url}`);
    }
    assert.deepEqual([(await list('', reader)).total, (await rowOf('peter@desk.test'))!.name], [2, 'Pete']);
    assert.equal((await ask('GET', path, undefined, 'wrong')).statusCode, 401);
  });
});

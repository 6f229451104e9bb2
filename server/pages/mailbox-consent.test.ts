import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addMailboxes, askReconnect, disableChannel, findAccessesToRead, findMailboxStates, inviteMailbox, openMailboxAccess, setMailDirectory, signInviteLink } from '#core/channels/index.ts';
import { systemClock } from '#core/kernel/index.ts';
import { beginConsent, finishConsent } from '#channels/email/providers/consent.ts';
import { startGmail, type GmailRig } from '#channels/email/providers/gmail/testing/start-gmail.ts';
import { startEws, type EwsRig } from '#channels/email/providers/ews/testing/start-ews.ts';
import { startGraph, type GraphRig } from '#channels/email/providers/graph/testing/start-graph.ts';
import { findMailUsers, type ServiceDoor } from '#channels/email/providers/service-door.ts';
import { serviceUrls, type ServiceUrls } from '#channels/email/providers/service-urls.ts';
import { followMailboxes } from '#channels/email/imap/follow-mailboxes.ts';
import { forgetAllOauth } from '#channels/email/imap/oauth-token.ts';
import { mailboxTiming } from '#channels/email/imap/timing.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { openMailRoom, until, type TestMailRoom } from '#testkit/mail-room.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { registerPages } from './register-pages.ts';

const publicUrl = 'https://desk.example';
const back = `${publicUrl}/authenticate/consent`;
const mona = { id: 'id-mona', displayName: 'Mona', mail: 'mona@desk.test', userPrincipalName: 'mona@login.desk.test' };

describe('mailboxes that their owners connect by consent', () => {
  let desk: Desk;
  let files: TestMailRoom;
  let [graph, ews, gmail] = [] as unknown as [GraphRig, EwsRig, GmailRig];
  let server: ReturnType<typeof createServer>;
  let urls: ServiceUrls;
  const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

  before(async () => {
    desk = await openDesk();
    files = await openMailRoom(desk.database);
    [graph, ews, gmail] = await Promise.all([startGraph({ users: [mona, { ...mona, id: 'id-eve', mail: 'eve@desk.test', userPrincipalName: 'eve@login.desk.test' }] }), startEws({ by: 'person' }), startGmail()]);
    urls = { ...serviceUrls, graph: graph.standIn.url, entra: graph.standIn.url, ...gmail.urls };
    gmail.person.redirectUri = back;
    for (const { entra } of [graph, ews]) entra.redirectUri = back;
    const door = (): ServiceDoor => ({ database: desk.database, key: files.key, outbound: { allow: ['127.0.0.0/8'] }, services: urls });
    const outside = noOutside({ key: files.key, wake: () => {}, beginConsent: (act, protocol, consent) => beginConsent(door(), act, protocol, consent), finishConsent: (act, protocol, consent) => finishConsent(door(), act, protocol, consent) });
    server = createServer({ database: desk.database, clock: systemClock, dialects: [], validateResponses: true });
    registerPages(server, { database: desk.database, clock: systemClock, dialects: [], publicUrl, dataDir: '/nowhere', env: {}, demo: { progress: { state: 'none', text: '' }, start: () => {} }, mailboxes: outside });
    await server.ready();
  });
  after(async () => {
    await closeServer(server);
    await Promise.all([graph.standIn.close(), ews.standIn.close(), gmail.standIn.close()]);
    await files.close();
    await desk.close();
  });

  const act = () => ({ ...desk.act, now: new Date().toISOString() });
  const setDirectory = async (protocol: 'graph' | 'ews' | 'gmail', settings: Readonly<Record<string, string>>, secret: string): Promise<void> => {
    const key = await files.key();
    await within((tx) => setMailDirectory(tx, act(), key, protocol, { settings, secret }));
  };
  const invite = async (address: string, protocol: 'graph' | 'ews' | 'gmail' = 'graph'): Promise<string> => {
    const made = await within((tx) => inviteMailbox(tx, act(), { name: 'Mona', address, protocol }, { house: { enqueue: async () => {} }, base: publicUrl }));
    return signInviteLink(await files.key(), publicUrl, made).replace(publicUrl, '');
  };
  /** A browser: it keeps cookies and goes where it is sent. */
  function browser() {
    const jar = new Map<string, string>();
    const get = async (url: string, headers: Record<string, string> = {}) => {
      const answer = await server.inject({ method: 'GET', url: url.replace(publicUrl, ''), headers: { host: 'desk.example', cookie: [...jar].map((pair) => pair.join('=')).join('; '), ...headers } });
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line)!;
        assert.match(line, /HttpOnly.*Secure|Secure.*HttpOnly/);
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    };
    /** From the invitation to the service's answer: the address that it sends the browser back to. */
    const consent = async (link: string): Promise<string> => {
      const page = await get(link);
      assert.equal(page.statusCode, 200, page.body);
      const href = /href="([^"]*\/consent\?[^"]+)"/.exec(page.body)![1]!.replaceAll('&amp;', '&');
      const sent = await get(href);
      assert.equal(sent.statusCode, 303, sent.body);
      const answer = await fetch(sent.headers['location']!, { redirect: 'manual' });
      assert.equal(answer.status, 302, await answer.text());
      return answer.headers.get('location')!;
    };
    return { jar, get, consent };
  }
  /** Mailboxes are read meanwhile. */
  async function readUntil(what: string, isSo: () => Promise<unknown>): Promise<void> {
    const stop = followMailboxes({ ...files, services: urls }, { timing: { ...mailboxTiming, pollMs: 100, followMs: 50, backoffMinMs: 20, leaseRetryMs: 50 } });
    try {
      await until(what, isSo);
    } finally {
      await stop();
    }
  }
  const accesses = () => within((tx) => tx.rows(sql<{ channelId: number; protocol: string; remoteUser: string; settings: object; text: string }>`
    SELECT channel_id AS "channelId", protocol, remote_user AS "remoteUser", settings, encode(secret_sealed, 'escape') AS text FROM mailbox_accesses WHERE account_id = ${tx.accountId} ORDER BY channel_id`));

  it('an access that asks persons lists nobody, adds nobody, and is of one company', async () => {
    await assert.rejects(setDirectory('graph', { tenant: 'Common', clientId: 'x', consent: 'person' }, 'x'), { code: 'invalid' });
    await assert.rejects(setDirectory('graph', { tenant: 'x', clientId: 'x', consent: 'company' }, 'x'), { code: 'invalid' });
    await setDirectory('graph', { ...graph.settings, consent: 'person' }, graph.secret);
    const key = await files.key();
    await assert.rejects(within((tx) => addMailboxes(tx, act(), key, 'graph', [{ address: 'mona@desk.test', name: 'Mona' }])), { code: 'conflict', key: 'mail-directory-asks-persons' });
    await assert.rejects(findMailUsers({ database: desk.database, key: files.key, outbound: { allow: ['127.0.0.0/8'] }, services: urls }, act(), 'graph', null), { code: 'conflict' });
  });

  it('the answer counts once, in the browser that asked, with its own state, at the one address; everything else is a link that is worth nothing, and asks the service nothing', async () => {
    const link = await invite('mona@desk.test');
    const own = browser();
    const answer = await own.consent(link);
    const asked = graph.standIn.asked.length;
    const state = new URL(answer).searchParams.get('state')!;
    const stranger = browser();
    await stranger.consent(await invite('other@desk.test'));
    const calls = graph.standIn.asked.length;
    for (const [who, url] of [[browser(), answer], [stranger, answer], [own, answer.replace(state, 'x'.repeat(43))], [own, answer]] as const) {
      const page = await who.get(url); // the last one: its cookie went with the try before
      assert.equal(page.statusCode, 410, url);
    }
    assert.equal(graph.standIn.asked.length, calls);
    assert.ok(asked <= calls);
    assert.deepEqual(await accesses(), []);
    // Only one address is registered, whatever host a request names.
    const foreign = await own.get(/href="([^"]*\/consent\?[^"]+)"/.exec((await own.get(link)).body)![1]!.replaceAll('&amp;', '&'), { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    assert.equal(new URL(foreign.headers['location']!).searchParams.get('redirect_uri'), back);
  });

  it('whoever signs in with another mailbox, or declines, connects nothing, and may try again', async () => {
    const link = await invite('mona@desk.test');
    const own = browser();
    const declined = await own.get((await own.consent(link)).replace(/code=[^&]+/, 'error=access_denied'));
    assert.deepEqual([declined.statusCode, declined.body.includes('did not agree')], [409, true]);
    graph.entra.signedInAs = 'eve@login.desk.test';
    const other = await own.get(await own.consent(link));
    assert.deepEqual([other.statusCode, /another mailbox than mona@desk\.test/.test(other.body)], [409, true], other.body);
    graph.entra.signedInAs = null;
    assert.deepEqual(await accesses(), []);
  });

  it('a person who consents has the mailbox read in his own name; the refresh tokens that come in the place of one another are kept sealed, each used once, and nobody connects anew for it', async () => {
    const link = await invite('mona@desk.test');
    for (let n = 0; n < 3; n += 1) graph.put('id-mona', 'inbox', { raw: plainMail({ subject: `Question ${n}`, id: `${n}.consent`, to: 'mona@desk.test' }), at: new Date(Date.now() - 86_400_000).toISOString() });
    const own = browser();
    const done = await own.get(await own.consent(link));
    assert.equal(done.statusCode, 200, done.body);
    const [access] = await accesses();
    assert.deepEqual([access!.protocol, access!.remoteUser, access!.settings], ['graph', 'id-mona', { consent: 'person' }]);
    assert.equal((await own.get(link)).statusCode, 410, 'an invitation is used once');

    const fingerprint = async () => (await findAccessesToRead(desk.database)).find(({ channelId }) => channelId === access!.channelId)!.fingerprint;
    const before = await fingerprint();
    const kept = async () => { const key = await files.key(); return (await within((tx) => openMailboxAccess(tx, act(), key, access!.channelId)))!.secret!; };
    const first = await kept();
    const subjects = () => within((tx) => tx.rows(sql<{ subject: string }>`SELECT subject FROM messages WHERE account_id = ${tx.accountId} AND channel_id = ${access!.channelId} ORDER BY id`)).then((rows) => rows.map(({ subject }) => subject).sort());
    const read = async (count: number): Promise<void> => {
      forgetAllOauth(); // as after a restart
      await readUntil(`${count} mails`, async () => (await subjects()).length === count);
    };
    await read(3);
    graph.put('id-mona', 'inbox', { raw: plainMail({ subject: 'Question 3', id: '3.consent', to: 'mona@desk.test' }), at: new Date().toISOString() });
    graph.entra.endTokens();
    await read(4);
    const last = await kept();
    assert.notEqual(last, first);
    assert.deepEqual([Object.keys(JSON.parse(last) as object), graph.entra.refreshTokens.has((JSON.parse(last) as { refreshToken: string }).refreshToken)], [['refreshToken'], true]);
    assert.deepEqual([graph.entra.reused, await fingerprint() === before], [[], true]);
    assert.ok((await accesses()).every(({ text }) => !text.includes('refresh-')));
    await within((tx) => disableChannel(tx, act(), access!.channelId)); // the next test has another sign-in
  });

  it('Exchange in a person\'s name: a token instead of a password, and only the mailbox of the invitation', async () => {
    urls = { ...urls, entra: ews.standIn.url };
    await setDirectory('ews', ews.settings, ews.secret);
    ews.put('pia@desk.test', 'inbox', { raw: plainMail({ subject: 'Ews', to: 'pia@desk.test' }), at: new Date(Date.now() - 60_000).toISOString() });
    const link = await invite('pia@desk.test', 'ews');
    const own = browser();
    ews.entra.signedInAs = 'eve@desk.test';
    assert.equal((await own.get(await own.consent(link))).statusCode, 409);
    ews.entra.signedInAs = null;
    const done = await own.get(await own.consent(link));
    assert.equal(done.statusCode, 200, done.body);
    const { channelId } = (await accesses()).find(({ protocol }) => protocol === 'ews')!;
    await readUntil('the mail is here', () => within((tx) => tx.maybe(sql<object>`SELECT FROM messages WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND subject = 'Ews'`)));
  });

  it('Gmail in a person\'s name: consent, every mail once and then only what is new, the same refresh token kept sealed; who revokes is shown as one who has to sign in again, and goes on after consenting anew', async () => {
    const { person } = gmail;
    await setDirectory('gmail', { clientId: person.clientId, consent: 'person' }, person.clientSecret);
    const key = await files.key();
    await assert.rejects(within((tx) => addMailboxes(tx, act(), key, 'gmail', [{ address: 'gil@desk.test', name: 'Gil' }])), { code: 'conflict', key: 'mail-directory-asks-persons' });
    for (let n = 0; n < 9; n += 1) gmail.put('gil@desk.test', 'inbox', { raw: plainMail({ subject: `Gmail ${n}`, id: `${n}.gmail`, to: 'gil@desk.test' }), at: new Date(Date.now() - 86_400_000).toISOString() });
    const link = await invite('gil@desk.test', 'gmail');
    const own = browser();
    person.signedInAs = 'eve@desk.test';
    assert.match((await own.get(await own.consent(link))).body, /another mailbox than gil@desk\.test/);
    person.signedInAs = null;
    person.leavesOut = true;
    assert.equal((await own.get(await own.consent(link))).statusCode, 409, 'signed in, and left out the permission');
    person.leavesOut = false;
    assert.deepEqual((await accesses()).filter(({ protocol }) => protocol === 'gmail'), []);
    const done = await own.get(await own.consent(link));
    assert.equal(done.statusCode, 200, done.body);
    const access = (await accesses()).find(({ protocol }) => protocol === 'gmail')!;
    assert.deepEqual([access.remoteUser, access.settings, access.text.includes('1//')], ['gil@desk.test', { consent: 'person' }, false]);
    const count = () => within((tx) => tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM messages WHERE account_id = ${tx.accountId} AND channel_id = ${access.channelId}`)).then((row) => row.count);
    const state = () => within((tx) => findMailboxStates(tx, act())).then((all) => all.find(({ channelId }) => channelId === access.channelId)!);
    const kept = async () => JSON.parse((await within((tx) => openMailboxAccess(tx, act(), key, access.channelId)))!.secret!) as { refreshToken: string };
    const listings = (): number => gmail.standIn.asked.filter((url) => url.endsWith('/messages')).length;
    await readUntil('all nine', async () => await count() === 9);
    const listed = listings();
    forgetAllOauth(); // as after a restart
    gmail.endTokens();
    gmail.put('gil@desk.test', 'inbox', { raw: plainMail({ subject: 'Gmail new', id: 'new.gmail', to: 'gil@desk.test' }), at: new Date().toISOString() });
    await readUntil('the new one', async () => await count() === 10);
    assert.ok(listed > 0);
    assert.equal(listings(), listed, 'by the history, not by listing again');
    const { refreshToken } = await kept();
    assert.equal(person.refreshTokens.has(refreshToken), true);

    person.refreshTokens.delete(refreshToken);
    forgetAllOauth();
    gmail.endTokens();
    await readUntil('the trouble is shown', async () => (await state()).errorText !== null);
    assert.deepEqual([(await state()).errorCode, /invalid_grant/.test((await state()).errorText!)], ['sign-in', true]);
    gmail.put('gil@desk.test', 'inbox', { raw: plainMail({ subject: 'Gmail later', id: 'later.gmail', to: 'gil@desk.test' }), at: new Date().toISOString() });
    const agent = await within((tx) => tx.one(sql<{ id: number }>`SELECT agent_id AS id FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = 'gil@desk.test'`));
    const anew = await within((tx) => askReconnect(tx, act(), agent.id, { house: { enqueue: async () => {} }, base: publicUrl }));
    const again = await own.get(await own.consent(signInviteLink(await files.key(), publicUrl, anew).replace(publicUrl, '')));
    assert.equal(again.statusCode, 200, again.body);
    await readUntil('it goes on', async () => await count() === 11 && (await state()).errorText === null);
    assert.notEqual((await kept()).refreshToken, refreshToken);
  });

  it('nothing was asked that the vendor\'s documentation does not have', () => {
    assert.deepEqual([...gmail.standIn.refusals, ...graph.standIn.refusals, ...ews.standIn.refusals, ...graph.entra.reused, ...ews.entra.reused], []);
  });
});

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addMember, createUser, findInvitations, hashPassword, setupAccount, verifyPassword } from '#core/accounts/index.ts';
import { removeConnection } from '#core/channels/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { native } from '#dialects/native/dialect.ts';
import { canSendAccountMail } from '#channels/email/send/account-mail.ts';
import { openSendingDesk, type SendingDesk } from '#channels/email/send/testing/mail-room.ts';
import { closeServer, createServer } from '#http/index.ts';
import { enqueueJob, finishJob, takeJobs } from '#jobs/index.ts';
import { sql } from '#storage/index.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { accountMailJobs, passwordResetKind } from './account-mail-jobs.ts';

const password = 'otter-lantern-71-canary';
let room: SendingDesk;
let server: ReturnType<typeof createServer>;
let cookie = '';
before(async () => {
  room = await openSendingDesk();
  const hash = await hashPassword(password, 'ada@desk.test');
  await room.desk.database.rows(sql<object>`UPDATE users SET password_hash = ${hash} WHERE id = ${room.desk.userId}`);
  const { house } = noOutside();
  const outside = noOutside({
    key: room.context.key,
    house: {
      ...house, canMail: (accountId) => canSendAccountMail(room.context, accountId),
      passwordReset: { later: async (tx, email, now) => { await enqueueJob(tx, { queue: 'settings', kind: passwordResetKind, payload: { email }, runAt: now, attemptsMax: 3 }); } },
    },
  });
  server = createServer({ database: room.desk.database, clock: room.clock, dialects: [native(outside)], validateResponses: true, publicUrl: 'https://desk.example' });
  cookie = String((await server.inject({ method: 'POST', url: '/native/v1/session', payload: { email: 'ada@desk.test', password }, headers: { 'sec-fetch-site': 'same-origin' } })).headers['set-cookie']).split(';')[0]!;
});
after(async () => {
  await closeServer(server);
  await room.close();
});
beforeEach(() => { room.peer.mails.length = 0; });

const ask = async <Body>(method: 'GET' | 'POST', path: string, payload?: object) => {
  const answer = await server.inject({ method, url: `/native/v1${path}`, headers: { cookie, 'sec-fetch-site': 'same-origin' }, ...(payload ? { payload } : {}) });
  return { status: answer.statusCode, body: (answer.body === '' ? null : answer.json()) as Body, raw: answer };
};

/** Does what was left for later. A job that fails is tried again at once, as often as it may be. Returns how many there were. */
async function work({ relay = false, isPublic = true } = {}): Promise<number> {
  const context = { ...room.context, relay: relay ? { host: '127.0.0.1', port: room.peer.port, security: 'none' as const, user: null, password: null } : null };
  const handlers = accountMailJobs({ context: () => context, publicUrl: isPublic ? 'https://desk.example' : undefined });
  const jobs = await takeJobs(room.desk.database, { queue: 'settings', limit: 10, leaseMs: 60_000, nowMs: room.clock.nowMs() });
  for (const job of jobs) {
    for (let attempt = 1; attempt <= job.attemptsMax; attempt += 1) {
      try {
        await handlers[job.kind]!({ ...job, attempt }, { signal: new AbortController().signal });
        break;
      } catch { /* once more */ }
    }
    await room.desk.database.withoutAccount((tx) => finishJob(tx, job));
  }
  return jobs.length;
}

const textOf = (raw: Buffer): string => Buffer.from(raw.toString().split('\r\n\r\n')[1]!.replaceAll('\r\n', ''), 'base64').toString();
const mails = () => room.peer.mails.map(({ to, raw }) => ({ to, raw: raw.toString(), text: textOf(raw) }));

test('an invitation goes out through a channel\'s server, its state is told, and nothing that lets anybody in lies in the database meanwhile', async () => {
  const made = await ask<{ link: string; mail: { state: string } }>('POST', '/invitations', { email: 'bo@guest.test', role: 'agent', byMail: true });
  assert.deepEqual([made.status, made.body.mail.state], [201, 'queued']);
  const secret = made.body.link.split('#')[1]!;
  const jobs = await room.desk.database.rows(sql<{ payload: object }>`SELECT payload FROM jobs WHERE kind = 'mail-invitation'`);
  assert.ok(jobs.length === 1 && !JSON.stringify(jobs).includes(secret));
  assert.equal(await work(), 1);
  const [mail] = mails();
  assert.deepEqual([mail!.to, mail!.text.includes(made.body.link)], [['bo@guest.test'], true]);
  assert.match(mail!.raw, /^Auto-Submitted: auto-generated\r$/m);
  assert.match(mail!.raw, /^From: "Desk" <help@desk\.test>\r$/m);
  const listed = await ask<{ canMail: boolean; items: { email: string; mail: { state: string; problem: string | null } }[] }>('GET', '/invitations');
  assert.deepEqual([listed.body.canMail, listed.body.items[0]!.mail.state], [true, 'sent']);
});

test('a server that refuses is told in its words; the link works all the same; a withdrawn invitation is not sent', async () => {
  room.peer.behave({ recipient: () => ({ code: 550, text: '5.1.1 no such user' }) });
  const made = await ask<{ id: number; link: string }>('POST', '/invitations', { email: 'cy@guest.test', role: 'agent', byMail: true });
  await work();
  room.peer.behave({});
  const [invitation] = await room.within((tx) => findInvitations(tx, room.now()));
  assert.deepEqual([invitation!.email, invitation!.mail.state, /5\.1\.1 no such user/.test(invitation!.mail.problem ?? '')], ['cy@guest.test', 'failed', true]);
  assert.equal((await ask('POST', '/invitations/look-up', { secret: made.body.link.split('#')[1] })).status, 200);
  await ask<object>('POST', '/invitations', { email: 'dee@guest.test', role: 'agent', byMail: true });
  await room.desk.database.rows(sql<object>`UPDATE invitations SET revoked_at = now() WHERE email = 'dee@guest.test'`);
  await work();
  assert.deepEqual(mails(), []);
});

test('without any mail server the state says so', async () => {
  for (const channel of [room.desk.help, room.desk.sales]) await room.within((tx) => removeConnection(tx, room.now(), channel.id, 'smtp'));
  assert.equal(await canSendAccountMail(room.context, room.desk.accountId), false);
  await ask<object>('POST', '/invitations', { email: 'eve@guest.test', role: 'agent', byMail: true });
  await work();
  const [invitation] = await room.within((tx) => findInvitations(tx, room.now()));
  assert.deepEqual([invitation!.mail.state, invitation!.mail.problem], ['failed', 'no-server']);
  for (const channel of [room.desk.help, room.desk.sales]) await room.connect(channel.id);
});

test('a forgotten password: known and unknown addresses are answered alike, the link goes through the relay only, works once, and ends every session', async () => {
  const known = await ask('POST', '/password-resets', { email: 'Ada@desk.test' });
  const unknown = await ask('POST', '/password-resets', { email: 'nobody@desk.test' });
  const shape = ({ raw }: typeof known): unknown => [raw.statusCode, raw.body, Object.keys(raw.headers).toSorted()];
  assert.deepEqual([known.status, shape(known)], [204, shape(unknown)]);
  assert.equal(await work({ relay: false }), 2, 'the same work is left for both');
  assert.deepEqual(mails(), [], 'never through a channel\'s own server: whoever sets that could read the link');

  await ask('POST', '/password-resets', { email: 'ada@desk.test' });
  await work({ relay: true });
  const [mail] = mails();
  assert.deepEqual([mails().length, mail!.to], [1, ['ada@desk.test']]);
  const secret = /https:\/\/desk\.example\/app\/new-password#(\S+)/.exec(mail!.text)![1]!;
  assert.deepEqual((await ask('POST', '/password-resets/look-up', { secret })).body, { email: 'ada@desk.test' });
  assert.equal((await ask('POST', '/password-resets/use', { secret, newPassword: 'short' })).status, 422);
  const both = await Promise.all([1, 2].map((n) => ask('POST', '/password-resets/use', { secret, newPassword: `a brand new phrase ${n}` })));
  assert.deepEqual(both.map(({ status }) => status).toSorted((a, b) => a - b), [200, 410], 'of two at once one wins');
  assert.equal((await ask('GET', '/session')).status, 401);
  const won = both.findIndex(({ status }) => status === 200) + 1;
  const now = nowText(room.clock);
  assert.equal((await verifyPassword(room.desk.database, { email: 'ada@desk.test', password: `a brand new phrase ${won}`, address: null, now })).userId, room.desk.userId);
  for (const wrong of [secret, '', 'x'.repeat(43), `${secret} `]) assert.equal((await ask('POST', '/password-resets/use', { secret: wrong, newPassword: 'a brand new phrase' })).status, 410, wrong);
  for (const wrong of [null, 0, [], {}, true]) assert.equal((await ask('POST', '/password-resets/use', { secret: wrong, newPassword: 'a brand new phrase' })).status, 422, JSON.stringify(wrong));
});

test('a link for a new password is good for an hour, no wish for a later one ends it, a change does; a disabled user gets none, and a name is not flooded', async () => {
  const bo = await room.within(async (tx) => {
    const user = await createUser(tx, room.now(), { email: 'bo@desk.test', name: 'Bo' });
    await addMember(tx, room.now(), { userId: user.id, role: 'agent' });
    return user.id;
  });
  const secretOf = async (): Promise<string> => {
    room.peer.mails.length = 0;
    await ask('POST', '/password-resets', { email: 'bo@desk.test' });
    await work({ relay: true });
    return /#(\S+)/.exec(mails()[0]!.text)![1]!;
  };
  const status = async (secret: string) => (await ask('POST', '/password-resets/look-up', { secret })).status;
  const [first, second] = [await secretOf(), await secretOf()];
  assert.deepEqual([await status(first), await status(second)], [200, 200], 'whoever asks for one more voids none that is on its way');
  await ask('POST', '/password-resets', { email: 'bo@desk.test' });
  await work({ relay: true, isPublic: false });
  assert.equal(room.peer.mails.length, 1, 'without a public address no link is made: a stranger\'s request would say where it leads');
  await ask('POST', '/password-resets', { email: 'bo@desk.test' });
  assert.equal(await work({ relay: true }), 0, 'beyond three in a quarter of an hour');
  assert.equal((await ask('POST', '/password-resets/use', { secret: first, newPassword: 'a phrase of bo alone' })).status, 200);
  assert.deepEqual([await status(first), await status(second)], [410, 410], 'the password has changed');
  room.clock.advance(900_001);
  const third = await secretOf();
  assert.equal(await status(third), 200);
  room.clock.advance(3_600_001);
  assert.equal(await status(third), 410);
  await room.desk.database.rows(sql<object>`UPDATE users SET disabled_at = now() WHERE id = ${bo}`);
  room.peer.mails.length = 0;
  await ask('POST', '/password-resets', { email: 'bo@desk.test' });
  assert.deepEqual([await work({ relay: true }), mails()], [1, []]);
});

test('an account\'s language is that of its mails', async () => {
  const { account } = await setupAccount(room.desk.database, { accountName: 'Möbel & Söhne', email: 'eva@moebel.test', name: 'Eva', password: null, language: 'de', now: nowText(room.clock) });
  await room.desk.database.withAccount(account.id, (tx) => tx.run(sql`
    INSERT INTO channels (account_id, kind, name, address, created_at) VALUES (${account.id}, 'email', 'Post', 'post@moebel.test', now())`));
  await ask('POST', '/password-resets', { email: 'eva@moebel.test' });
  await work({ relay: true });
  assert.match(mails()[0]!.text, /^Guten Tag Eva,/);
  assert.match(mails()[0]!.raw, /^From: =\?UTF-8\?B\?.*<post@moebel\.test>\r$/m);
});

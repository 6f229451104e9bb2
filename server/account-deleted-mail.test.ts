import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser, deleteAccount, restoreAccount, signDeletion, takeErasure } from '#core/accounts/index.ts';
import { openSendingDesk, type SendingDesk } from '#channels/email/send/testing/mail-room.ts';
import { closeServer, createServer } from '#http/index.ts';
import { finishJob, takeJobs } from '#jobs/index.ts';
import { sql } from '#storage/index.ts';
import { accountMailJobs } from './account-mail-jobs.ts';
import type { MailboxOutside } from './pages/mailbox-routes.ts';
import { registerPages } from './pages/register-pages.ts';
import { tellOwners } from './work/erasures.ts';

let room: SendingDesk;
let server: ReturnType<typeof createServer>;
before(async () => {
  room = await openSendingDesk();
  await room.within(async (tx) => {
    for (const [name, role] of [['Olga', 'owner'], ['Gus', 'agent']] as const) {
      const user = await createUser(tx, room.desk.act, { email: `${name.toLowerCase()}@desk.test`, name });
      await addMember(tx, room.desk.act, { userId: user.id, role });
    }
  });
  server = createServer({ database: room.desk.database, clock: room.clock, dialects: [] });
  registerPages(server, {
    database: room.desk.database, clock: room.clock, dialects: [], publicUrl: 'http://desk.test', dataDir: '/nowhere', env: {}, demo: { progress: { state: 'none', text: '' }, start: () => {} },
    mailboxes: { key: room.context.key } as MailboxOutside, // the pages of mailboxes are not asked here
  });
  await server.ready();
});
after(async () => {
  await closeServer(server);
  await room.close();
});

const now = () => room.now().now;
const shut = () => room.within((tx) => deleteAccount(tx, room.now()));
const textOf = (raw: Buffer): string => Buffer.from(raw.toString().split('\r\n\r\n')[1]!.replaceAll('\r\n', ''), 'base64').toString();

/** Tells the owners and does the jobs. Returns the mails. */
async function told({ isPublic = true } = {}): Promise<{ to: string; text: string; link: string | undefined }[]> {
  room.peer.mails.length = 0;
  await tellOwners(room.desk.database, now());
  const handlers = accountMailJobs({ context: () => room.context, publicUrl: isPublic ? 'http://desk.test' : undefined });
  for (const job of await takeJobs(room.desk.database, { queue: 'settings', limit: 10, leaseMs: 60_000, nowMs: room.clock.nowMs() })) {
    await handlers[job.kind]!(job, { signal: new AbortController().signal });
    await room.desk.database.withoutAccount((tx) => finishJob(tx, job));
  }
  return room.peer.mails.map(({ to, raw }) => { const text = textOf(raw); return { to: String(to), text, link: /http:\/\/desk\.test(\/\S+)/.exec(text)?.[1] }; }).sort((a, b) => a.to.localeCompare(b.to));
}

async function isShut(): Promise<boolean> {
  const [row] = await room.desk.database.rows(sql<{ shut: boolean }>`SELECT deleted_at IS NOT NULL AS shut FROM accounts WHERE id = ${room.desk.accountId}`);
  return row!.shut;
}

/** Opens the page and presses its button. */
async function follow(link: string): Promise<{ page: number; done: number | null }> {
  const page = await server.inject({ method: 'GET', url: link, headers: { host: 'desk.test' } });
  const token = /name="form_token" value="([^"]+)"/.exec(page.body)?.[1];
  if (token === undefined) return { page: page.statusCode, done: null };
  assert.ok(await isShut(), 'looking brings nothing back');
  const cookie = [page.headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0]).join('; ');
  const done = await server.inject({ method: 'POST', url: link, payload: new URLSearchParams({ form_token: token }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'desk.test', cookie, 'sec-fetch-site': 'same-origin', origin: 'http://desk.test' } });
  return { page: page.statusCode, done: done.statusCode };
}

test('each owner is mailed once, whatever way the account was deleted, and the link asks before it brings the account back, once', async () => {
  await shut();
  const mails = await told();
  assert.deepEqual(mails.map(({ to }) => to), ['ada@desk.test', 'olga@desk.test'], 'owners, and nobody else');
  const day = new Date(room.clock.nowMs() + 30 * 86_400_000).toISOString().slice(0, 10);
  for (const { text } of mails) assert.ok(text.includes(day) && text.includes('Desk'), text);
  assert.deepEqual(await told(), [], 'once');
  const stored = await room.desk.database.rows(sql<{ payload: object }>`SELECT payload FROM jobs`);
  assert.deepEqual(stored, []);
  const link = mails[0]!.link!;
  const at = link.lastIndexOf('.');
  const forged = [`${link.slice(0, at + 1)}${'0'.repeat(64)}`, link.replace(/\/(\d+)\./, (_, id: string) => `/${Number(id) + 1}.`), link.replace(/\.(\d+)\./, (_, ms: string) => `.${Number(ms) + 1}.`), `${link}0`, '/restore-account/1.2.3'];
  for (const wrong of forged) assert.deepEqual(await follow(wrong), { page: 410, done: null }, wrong);
  assert.ok(await isShut());
  assert.deepEqual(await follow(link), { page: 200, done: 200 });
  assert.equal(await isShut(), false);
  assert.deepEqual(await follow(mails[1]!.link!), { page: 410, done: null }, 'the other owner\'s link, afterwards');
});

test('a link of an earlier deletion does not undo a later one, and none does once the erasing has begun; an owner who comes too late for a mail gets none', async () => {
  room.clock.advance(60_000);
  await shut();
  const [first] = await told();
  await restoreAccount(room.desk.database, room.desk.accountId, { now: now(), source: 'test' });
  room.clock.advance(60_000);
  await shut();
  assert.deepEqual(await follow(first!.link!), { page: 410, done: null });
  const [second] = await told({ isPublic: false });
  assert.deepEqual([second!.link, second!.text.includes('whoever runs the server')], [undefined, true], 'without a public address there is no link');
  await restoreAccount(room.desk.database, room.desk.accountId, { now: now(), source: 'test' });
  room.clock.advance(60_000);
  await shut();
  await tellOwners(room.desk.database, now());
  const asked = room.clock.nowMs();
  assert.equal(await takeErasure(room.desk.database, new Date(asked + 31 * 86_400_000).toISOString()), room.desk.accountId);
  assert.deepEqual(await told(), []);
  const late = `/restore-account/${signDeletion(await room.context.key(), { accountId: room.desk.accountId, askedAtMs: asked })}`;
  assert.deepEqual(await follow(late), { page: 410, done: null });
  assert.ok(await isShut());
});

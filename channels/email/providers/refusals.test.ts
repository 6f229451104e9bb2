import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { MailboxError } from '../imap/mailbox-error.ts';
import { mailProviderOf } from './all-providers.ts';
import { startEws } from './ews/testing/start-ews.ts';
import { startGmail } from './gmail/testing/start-gmail.ts';
import { startGraph } from './graph/testing/start-graph.ts';
import { CursorGone } from './mail-provider.ts';
import { startMimecast } from './mimecast/testing/start-mimecast.ts';
import { openServiceClient } from './service-client.ts';
import { serviceUrls } from './service-urls.ts';
import { askAgain, replayOf, type Replay } from './testing/replay.ts';
import type { ServiceRig } from './testing/service-rig.ts';
import { json, type Answered, type Asked } from './testing/stand-in.ts';
import { forgetServiceTokens } from './token-cache.ts';

const user = 'mona@desk.test';
const starts: Readonly<Record<string, () => Promise<ServiceRig>>> = {
  'Microsoft Graph': () => startGraph({ users: Array.from({ length: 3 }, (_, n) => ({ id: `id-${n}`, displayName: `N ${n}`, mail: `n${n}@desk.test`, userPrincipalName: `n${n}@desk.test` })) }),
  Gmail: () => startGmail({ users: Array.from({ length: 3 }, (_, n) => ({ id: `g${n}`, primaryEmail: `n${n}@desk.test`, name: { fullName: `N ${n}` } })) }),
  Exchange: () => startEws(),
  'Exchange by OAuth': () => startEws({ by: 'application' }),
  Mimecast: () => startMimecast({ users: [{ emailAddress: 'n1@desk.test' }] }),
};

async function opened<T>(start: () => Promise<ServiceRig>, work: (rig: ServiceRig, client: ReturnType<typeof openServiceClient>, waited: number[]) => Promise<T>): Promise<T> {
  const rig = await start();
  const waited: number[] = [];
  const client = openServiceClient({ outbound: { allow: ['127.0.0.0/8'] }, urls: { ...serviceUrls, ...rig.urls }, nowMs: () => Date.now(), wait: async (ms) => { waited.push(ms); } });
  try {
    return await work(rig, client, waited);
  } finally {
    await client.close();
    await rig.standIn.close();
  }
}
const mailboxOf = (rig: ServiceRig, client: ReturnType<typeof openServiceClient>) => mailProviderOf(rig.protocol).open(client, { access: { remoteUser: user, settings: {} }, secret: null, directory: { settings: rig.settings, secret: rig.secret }, since: null });

/** With a request id of its own, as each request of Mimecast has, and the signature that goes with it. */
function signedAnew(one: Replay, secret: string): Replay {
  if (!('x-mc-req-id' in one.headers)) return one;
  const { appKey, accessKey, secretKey } = JSON.parse(secret) as Record<string, string>;
  const id = randomUUID();
  const signature = createHmac('sha1', Buffer.from(secretKey!, 'base64')).update([one.headers['x-mc-date'], id, `/${one.path.join('/')}`, appKey].join(':')).digest('base64');
  return { ...one, headers: { ...one.headers, 'x-mc-req-id': id, ...('authorization' in one.headers && { authorization: `MC ${accessKey}:${signature}` }) } };
}

for (const [name, start] of Object.entries(starts)) {
  test(`${name}: the stand-in refuses each request that differs from the documented one, in a parameter, a header, the method or the path`, () => opened(start, async (rig, client) => {
    forgetServiceTokens();
    const seen: Replay[] = [];
    rig.standIn.fault = (asked: Asked) => { seen.push(replayOf(asked)); return null; };
    for (let n = 0; n < 9; n += 1) rig.put(user, 'inbox', { raw: Buffer.from(`Subject: ${n}\r\n\r\n`), at: new Date(Date.now() - n * 60_000).toISOString() });
    const mailbox = mailboxOf(rig, client);
    const first = await mailbox.changes(mailbox.folders[0]!.name, null);
    const second = await mailbox.changes(mailbox.folders[0]!.name, first.cursor);
    await mailbox.changes(mailbox.folders[0]!.name, second.cursor);
    assert.equal((await mailbox.fetch(first.mails[0]!.id))!.raw.toString().startsWith('Subject: '), true);
    await mailProviderOf(rig.protocol).findUsers?.(client, { settings: rig.settings, secret: rig.secret }, 'n');
    assert.deepEqual([rig.standIn.refusals, first.mails.length + second.mails.length], [[], 9]);
    rig.standIn.fault = () => null;

    // One of each kind: the same path but for ids, the same names in the query.
    const kinds = new Map(seen.map((one) => [`${one.method} ${one.path.map((part) => (part.length > 14 && /\d/.test(part) ? '*' : part)).join('/')} ${one.query.map(([key]) => key).sort().join()} ${rig.protocol === 'ews' ? /<m:(\w+)>/.exec(one.body)?.[1] : ''}`, one]));
    const fresh = (one: Replay): Replay => (rig.protocol === 'mimecast' ? signedAnew(one, rig.secret) : one);
    for (const [kind, one] of kinds) {
      const refused = async (what: string, changed: Replay): Promise<void> => {
        const before = rig.standIn.refusals.length;
        await askAgain(rig.standIn.url, fresh(changed));
        assert.equal(rig.standIn.refusals.length, before + 1, `${kind}: ${what}`);
      };
      const before = rig.standIn.refusals.length;
      await askAgain(rig.standIn.url, fresh(one));
      assert.equal(rig.standIn.refusals.length, before, `${kind}: as it was, it is documented`);
      await refused('another parameter', { ...one, query: [...one.query, ['more', '1']] });
      await refused('a parameter twice', { ...one, query: [...one.query, one.query[0] ?? ['more', '1'], one.query[0] ?? ['more', '1']] });
      await refused('another header', { ...one, headers: { ...one.headers, 'x-more': '1' } });
      await refused('another method', { ...one, method: 'PUT' });
      await refused('a longer path', { ...one, path: [...one.path, 'more'] });
      for (const header of Object.keys(one.headers).filter((header) => header !== 'accept')) await refused(`without ${header}`, { ...one, headers: Object.fromEntries(Object.entries(one.headers).filter(([key]) => key !== header)) });
      if (one.body !== '') await refused('another body', { ...one, body: `${one.body.startsWith('{') ? '[' : 'x'}${one.body}` });
    }
    assert.ok(kinds.size >= (rig.protocol === 'ews' ? 2 : 4), [...kinds.keys()].join('; '));
  }));
}

test('Mimecast: a signature by another key, a request id that was used, and a page token that is not known', () => opened(() => startMimecast(), async (rig, client) => {
  const seen: Replay[] = [];
  rig.standIn.fault = (asked) => { seen.push(replayOf(asked)); return null; };
  for (let n = 0; n < 9; n += 1) rig.put(user, 'inbox', { raw: Buffer.from(''), at: new Date().toISOString() });
  const mailbox = mailboxOf(rig, client);
  const { cursor } = await mailbox.changes('INBOX', null);
  assert.equal(await askAgain(rig.standIn.url, seen[0]!), 400);
  assert.match(rig.standIn.refusals.at(-1)!, /unique/);
  assert.equal(await askAgain(rig.standIn.url, { ...seen[0]!, headers: { ...seen[0]!.headers, 'x-mc-req-id': randomUUID() } }), 401, 'the signature is over the request id');
  rig.forgetMarks();
  await assert.rejects(mailbox.changes('INBOX', cursor), CursorGone);
  const other = mailProviderOf('mimecast').open(client, { access: { remoteUser: user, settings: {} }, secret: null, directory: { settings: rig.settings, secret: rig.wrongSecret }, since: null });
  await assert.rejects(other.changes('INBOX', null), (error: unknown) => error instanceof MailboxError && error.step === 'sign-in');
}));

test('Mimecast: each look begins before the last one did, and now and then long before', () => opened(() => startMimecast(), async (rig, client) => {
  const starts: string[] = [];
  rig.standIn.fault = ({ body }) => { starts.push((JSON.parse(body) as { data: { start: string }[] }).data[0]!.start); return null; };
  const { cursor } = await mailboxOf(rig, client).changes('INBOX', null);
  const { cursor: next } = await mailboxOf(rig, client).changes('INBOX', cursor);
  const [start, beganAt, deepAt] = JSON.parse(next) as [string, string, string];
  await mailboxOf(rig, client).changes('INBOX', JSON.stringify([start, beganAt, new Date(Date.parse(deepAt) - 6 * 3_600_000).toISOString(), null]));
  const hoursBefore = starts.slice(1).map((text, at) => Math.round((Date.parse(at === 0 ? (JSON.parse(cursor) as string[])[1]! : beganAt) - Date.parse(text)) / 3_600_000));
  assert.deepEqual([starts[0], hoursBefore], ['2003-01-01T00:00:00+0000', [2, 48]]);
}));

test('a mark that a service has forgotten is told in each of its documented ways', async () => {
  const error = (status: number, code: string): Answered => json(status, { error: { code, message: 'x' } });
  const cases: readonly [string, Answered][] = [
    ...[error(410, 'syncStateNotFound'), error(410, 'resyncRequired'), error(400, 'SyncStateNotFound'), error(404, 'syncStateInvalid'), { status: 410, body: '' }].map((answer) => ['Microsoft Graph', answer] as [string, Answered]),
    ['Gmail', error(404, 'notFound')],
  ];
  for (const [name, answer] of cases) {
    await opened(starts[name]!, async (rig, client) => {
      forgetServiceTokens();
      const mailbox = mailboxOf(rig, client);
      rig.put(user, 'inbox', { raw: Buffer.from(''), at: new Date().toISOString() });
      const { cursor } = await mailbox.changes(mailbox.folders[0]!.name, null);
      rig.standIn.fault = (asked) => (rig.isListing(asked) ? answer : null);
      await assert.rejects(mailbox.changes(mailbox.folders[0]!.name, cursor), CursorGone, `${name} ${JSON.stringify(answer)}`);
    });
  }
  // Exchange says it in a good answer: the stand-in does, for a state that it does not know.
  await opened(starts['Exchange']!, async (rig, client) => {
    rig.put(user, 'inbox', { raw: Buffer.from(''), at: new Date().toISOString() });
    const mailbox = mailboxOf(rig, client);
    const { cursor } = await mailbox.changes('inbox', null);
    rig.forgetMarks();
    await assert.rejects(mailbox.changes('inbox', cursor), CursorGone);
  });
});

test('how long to wait is read where each service says it: Retry-After, a header of its own, the body of a fault', async () => {
  const cases: readonly [string, Answered, number][] = [
    ['Microsoft Graph', { status: 429, headers: { 'retry-after': '7' } }, 7_000],
    ['Gmail', { status: 429, headers: { 'retry-after': '3' } }, 3_000],
    ['Mimecast', { status: 429, headers: { 'x-ratelimit-reset': '4500' } }, 4_500],
    ['Exchange', { status: 500, body: '<s:Envelope xmlns:s="x"><s:Body><s:Fault><detail><e:ResponseCode xmlns:e="y">ErrorServerBusy</e:ResponseCode><t:MessageXml xmlns:t="z"><t:Value Name="BackOffMilliseconds">9000</t:Value></t:MessageXml></detail></s:Fault></s:Body></s:Envelope>' }, 9_000],
  ];
  for (const [name, answer, ms] of cases) {
    await opened(starts[name]!, async (rig, client, waited) => {
      forgetServiceTokens();
      rig.put(user, 'inbox', { raw: Buffer.from(''), at: new Date().toISOString() });
      let isDone = false;
      rig.standIn.fault = (asked) => {
        if (isDone || !rig.isListing(asked)) return null;
        isDone = true;
        return answer;
      };
      const mailbox = mailboxOf(rig, client);
      await mailbox.changes(mailbox.folders[0]!.name, null);
      assert.deepEqual(waited, [ms], name);
    });
  }
});

test('Exchange: a fault with a reason is an answer and is not asked for again', () => opened(() => startEws({ by: 'application' }), async (rig, client, waited) => {
  forgetServiceTokens();
  rig.standIn.fault = (asked) => (asked.path[0] === 'EWS' ? { status: 500, body: '<s:Envelope xmlns:s="x"><s:Body><s:Fault><detail><e:ResponseCode xmlns:e="y">ErrorImpersonateUserDenied</e:ResponseCode></detail></s:Fault></s:Body></s:Envelope>' } : null);
  await assert.rejects(mailboxOf(rig, client).changes('inbox', null), (error: unknown) => error instanceof MailboxError && error.step === 'sign-in' && error.message.includes('ErrorImpersonateUserDenied'));
  assert.deepEqual(waited, []);
}));

test('Gmail: whoever is searched for is found behind thousands of others; of everybody the first thousands are given, and that there are more', () => {
  const users = Array.from({ length: 5_600 }, (_, at) => ({ id: `g${at}`, primaryEmail: `a${String(at).padStart(4, '0')}@people.test`, name: { fullName: at === 5_599 ? 'Zoe Quinn' : `Ann ${at}` } }));
  return opened(() => startGmail({ users, usersPage: 500 }), async (rig, client) => {
    forgetServiceTokens();
    const find = (search: string | null) => mailProviderOf('gmail').findUsers!(client, { settings: rig.settings, secret: rig.secret }, search);
    assert.deepEqual(await find('zoe'), { users: [{ id: 'g5599', name: 'Zoe Quinn', address: 'a5599@people.test', userName: 'a5599@people.test' }], isCut: false });
    const all = await find(null);
    assert.deepEqual([all.users.length, all.isCut], [5_000, true]);
  });
});

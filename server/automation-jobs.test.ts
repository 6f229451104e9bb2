import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { addMember, createUser } from '#core/accounts/index.ts';
import { ruleWebhookSecret } from '#core/automation/index.ts';
import { postMessage, receiveMails } from '#core/conversations/index.ts';
import type { LaterWork } from '#core/channels/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { createAgent, createTeam, setTeamMembers } from '#core/people/index.ts';
import { openSendingDesk, type SendingDesk } from '#channels/email/send/testing/mail-room.ts';
import { finishJob, takeJobs } from '#jobs/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { automationJobs } from './automation-jobs.ts';
import { automationQueue, enqueueWork } from './enqueue-work.ts';
import { checkTarget } from './webhooks/check-target.ts';

let room: SendingDesk;
let conversationId = 0;
let teamId = 0;
const calls: { request: IncomingMessage; body: string }[] = [];
const statuses: number[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
  request.on('end', () => {
    calls.push({ request, body });
    response.writeHead(statuses.shift() ?? 200, { location: 'http://127.0.0.1:1/' }).end();
  });
});
const givenUp: string[] = [];

before(async () => {
  room = await openSendingDesk();
  await new Promise<void>((resolve) => { receiver.listen(0, '127.0.0.1', resolve); });
  const { desk } = room;
  await desk.database.withAccount(desk.accountId, async (tx) => {
    const act = systemAct(desk.accountId, desk.act.now, 'test');
    const members: number[] = [];
    for (const name of ['ann', 'ben']) {
      const user = await createUser(tx, act, { email: `${name}@desk.test`, name });
      await addMember(tx, act, { userId: user.id, role: 'agent' });
      members.push((await createAgent(tx, act, { name, userId: user.id })).id);
    }
    members.push((await createAgent(tx, act, { name: 'Nologin' })).id);
    teamId = (await createTeam(tx, act, { name: 'Crew' })).id;
    await setTeamMembers(tx, act, teamId, members);
    await receiveMails(tx, act, desk.help, [writeMail({ from: 'bo@home.test', subject: 'Broken', text: 'It is broken' })]);
    conversationId = (await tx.one(sql<{ id: number }>`SELECT max(id) AS id FROM conversations WHERE account_id = ${tx.accountId}`)).id;
    await postMessage(tx, act, { conversationId, direction: 'note', text: 'Customer is rude' });
  });
});
after(async () => {
  receiver.close();
  await room.close();
});
beforeEach(() => { room.peer.mails.length = 0; calls.length = 0; givenUp.length = 0; statuses.length = 0; });

const later = (work: LaterWork) => room.desk.database.withAccount(room.desk.accountId, (tx) => enqueueWork(tx, { ...room.desk.act, now: nowText(room.clock) }, work));

/** Does what was left for later, also what that leaves; each job once, or twice where `again`. Returns the errors. */
async function work({ allow = ['127.0.0.0/8'], again = false }: { allow?: readonly string[]; again?: boolean } = {}): Promise<string[]> {
  const handlers = automationJobs({ context: () => room.context, publicUrl: 'https://desk.example', outbound: { allow: [...allow] }, onGivenUp: ({ because }) => givenUp.push(because) });
  const errors: string[] = [];
  for (;;) {
    const jobs = await takeJobs(room.desk.database, { queue: automationQueue, limit: 20, leaseMs: 60_000, nowMs: room.clock.nowMs() });
    if (jobs.length === 0) return errors;
    for (const job of jobs) {
      for (let round = 0; round < (again ? 2 : 1); round += 1) await handlers[job.kind]!(job, { signal: new AbortController().signal }).catch((error: Error) => { errors.push(error.message); });
      await room.desk.database.withoutAccount((tx) => finishJob(tx, job));
    }
  }
}

const textOf = (raw: Buffer): string => Buffer.from(raw.toString().split('\r\n\r\n')[1]!.replaceAll('\r\n', ''), 'base64').toString();

test('a mail to a team goes to each member with a login, once though its job ran twice, and tells where the conversation is', async () => {
  await later({ kind: 'mail-team', conversationId, teamIds: [teamId], text: 'Please look' });
  const handlers = automationJobs({ context: () => room.context, publicUrl: 'https://desk.example', outbound: { allow: [] }, onGivenUp: () => {} });
  const [job] = await takeJobs(room.desk.database, { queue: automationQueue, limit: 1, leaseMs: 60_000, nowMs: room.clock.nowMs() });
  for (let round = 0; round < 2; round += 1) await handlers[job!.kind]!(job!, { signal: new AbortController().signal });
  await room.desk.database.withoutAccount((tx) => finishJob(tx, job!));
  assert.deepEqual(await work(), []);
  assert.deepEqual(room.peer.mails.map(({ to }) => to).flat().toSorted(), ['ann@desk.test', 'ben@desk.test']);
  assert.equal(textOf(room.peer.mails[0]!.raw).replaceAll('\r\n', '\n'), `Please look\n\nhttps://desk.example/app/open/${conversationId}\n`);
});

test('a transcript holds what was said, and no note', async () => {
  await later({ kind: 'mail-transcript', conversationId, addresses: ['boss@desk.test'] });
  assert.deepEqual(await work(), []);
  const text = textOf(room.peer.mails[0]!.raw);
  assert.ok(text.includes('It is broken') && !text.includes('rude'), text);
});

test('a URL is told once what ran, signed so that anybody can check it, with one id for every try', async () => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/x`;
  await later({ kind: 'rule-webhook', url, conversationId, ruleId: 5, event: 'message-created', messageId: 6, eventId: 7 });
  assert.deepEqual(await work({ again: true }), []);
  assert.equal(calls.length, 2);
  const [first, second] = calls.map(({ request: { headers }, body }) => ({ id: headers['webhook-id'], at: headers['webhook-timestamp'], signature: headers['webhook-signature'], body }));
  assert.equal(first!.id, second!.id);
  const secret = Buffer.from(ruleWebhookSecret(await room.context.key(), room.desk.accountId).replace(/^whsec_/, ''), 'base64');
  assert.equal(first!.signature, `v1,${createHmac('sha256', secret).update(`${String(first!.id)}.${String(first!.at)}.${first!.body}`).digest('base64')}`);
  assert.deepEqual((JSON.parse(first!.body) as { data: object }).data, { accountId: room.desk.accountId, ruleId: 5, event: 'message-created', eventId: 7, conversationId, messageId: 6 });
  assert.notEqual(ruleWebhookSecret(await room.context.key(), room.desk.accountId + 1), ruleWebhookSecret(await room.context.key(), room.desk.accountId));
});

test('an address inside is neither saved nor called, a redirect is not followed, a failure is tried again, and what is gone is given up', async () => {
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/x`;
  const call = () => later({ kind: 'rule-webhook', url, conversationId, ruleId: 5, event: 'message-created', messageId: null, eventId: 7 });
  await call();
  assert.deepEqual([await work({ allow: [] }), calls.length, givenUp.length], [[], 0, 1]);
  for (const [status, errors, gaveUp] of [[302, 0, 1], [410, 0, 1], [500, 1, 0], [429, 1, 0]] as const) {
    givenUp.length = 0;
    statuses.push(status);
    await call();
    assert.deepEqual([(await work()).length, givenUp.length], [errors, gaveUp], String(status));
  }
  for (const inside of ['http://127.0.0.1/', 'http://[::1]/', 'http://169.254.169.254/latest', 'http://0x7f000001/', 'http://10.0.0.1:8080/']) await assert.rejects(checkTarget('url', inside, { allow: [] }), { code: 'invalid' }, inside);
  await checkTarget('url', 'http://no-such-name.invalid/', { allow: [] });
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { changeChannelSettings } from '#core/channels/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql } from '#storage/index.ts';
import { openMailRoom, type TestMailRoom } from '#testkit/mail-room.ts';
import { mailDomain, type MailDomain } from '#testkit/outside/mail-domain.ts';
import { handOver, talkSmtp } from '#testkit/outside/smtp-talk.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail, type PlainMail } from '#testkit/people/plain-mail.ts';
import { startSmtpListener, type SmtpListener } from './start-smtp-listener.ts';

let desk: Desk;
let room: TestMailRoom;
let dns: MailDomain;
let direct: SmtpListener;
let behindRelay: SmtpListener;
before(async () => {
  desk = await openDesk();
  dns = mailDomain('desk.test');
  room = await openMailRoom(desk.database, { ask: dns.ask });
  direct = await startSmtpListener(room, { host: '127.0.0.1', port: 0 });
  behindRelay = await startSmtpListener(room, { host: '127.0.0.1', port: 0, relays: ['127.0.0.0/8'] });
});
after(async () => {
  await direct.stop();
  await behindRelay.stop();
  await room.close();
  await desk.close();
});

interface Row { direction: string; proof: string; isUnprovedOurs: boolean; agentId: number | null; conversationId: number; turn: string; waits: boolean; messageType: string | null; dmarc: string | null }
async function give(mail: Buffer, listener = direct): Promise<void> {
  const talk = await talkSmtp(listener.port);
  await talk.say('EHLO home.test');
  assert.equal(await handOver(talk, { from: 'ada@desk.test', to: ['help@desk.test'], mail }), 250);
  talk.close();
}
async function stored(subject: string): Promise<Row> {
  await catchUp(desk.database, [factsConsumer]);
  return desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<Row>`
    SELECT m.direction, m.sender_proof AS proof, m.is_unproved_ours AS "isUnprovedOurs", m.agent_id AS "agentId", m.conversation_id AS "conversationId", c.turn, c.waiting_since IS NOT NULL AS waits,
      f.message_type AS "messageType", m.sender_check ->> 'dmarc' AS dmarc
    FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id LEFT JOIN message_facts f ON f.account_id = m.account_id AND f.message_id = m.id
    WHERE m.account_id = ${desk.accountId} AND m.subject = ${subject}`));
}
/** Bo asks; somebody who says that he is ada answers him, with help in Cc. */
async function askAndAnswer(word: string, make: (answer: Buffer) => Promise<Buffer> | Buffer, listener?: SmtpListener, more: PlainMail = {}): Promise<Row> {
  await give(plainMail({ subject: `Question ${word}`, id: `q-${word}@home.test` }));
  await give(await make(plainMail({ from: 'Ada <ada@desk.test>', to: 'bo@home.test', subject: `Answer ${word}`, inReplyTo: `q-${word}@home.test`, id: `a-${word}@desk.test`, ...more })), listener);
  return stored(`Answer ${word}`);
}

test('an answer that its domain signed is ours: it stops the clock and is credited', async () => {
  const row = await askAndAnswer('signed', (mail) => dns.sign(mail));
  assert.deepEqual([row.direction, row.proof, row.isUnprovedOurs, row.turn, row.waits, row.messageType, row.dmarc], ['outgoing', 'dkim', false, 'customer', false, 'outbound', 'pass']);
  assert.notEqual(row.agentId, null);
});

test('a forged one is a customer\'s: it stops no clock, credits nobody, opens a conversation of its own and says so', async () => {
  const row = await askAndAnswer('forged', (mail) => mail);
  assert.deepEqual([row.direction, row.proof, row.isUnprovedOurs, row.agentId, row.messageType, row.turn], ['incoming', 'none', true, null, 'inbound', 'new']);
  const question = await stored('Question forged');
  assert.deepEqual([question.turn, question.waits], ['new', true]);
  assert.notEqual(question.conversationId, row.conversationId);
});

test('what the sender writes himself proves nothing: Authentication-Results, our control headers, a plus part', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => changeChannelSettings(tx, desk.act, desk.help.id, { trustedServers: ['mx.desk.test'] }));
  const headers = ['Authentication-Results: mx.desk.test; dkim=pass header.d=desk.test; dmarc=pass header.from=desk.test', 'X-Patchbay-User: 1', 'X-Patchbay-Proof: dkim', 'Auto-Submitted: no', 'Received-SPF: pass'];
  const row = await askAndAnswer('planted', (mail) => mail, direct, { headers });
  assert.deepEqual([row.direction, row.proof, row.isUnprovedOurs], ['incoming', 'none', true]);
  const told = await askAndAnswer('told', (mail) => mail, behindRelay, { headers: headers.slice(0, 1) });
  assert.deepEqual([told.direction, told.proof], ['outgoing', 'server'], 'from a relay of ours it counts');
});

test('with the DNS away the mail is taken at once and is not proved', async () => {
  dns.goDown(true);
  const row = await askAndAnswer('away', (mail) => dns.sign(mail));
  dns.goDown(false);
  assert.deepEqual([row.direction, row.proof, row.isUnprovedOurs, row.dmarc], ['incoming', 'none', true, 'temperror']);
});

test('a stranger who names the ids of somebody\'s conversation does not read it: his mail opens a linked one', async () => {
  await give(plainMail({ subject: 'Private', id: 'private@home.test' }));
  await give(plainMail({ from: 'eve@evil.test', subject: 'Re: Private', id: 'eve@evil.test', inReplyTo: 'private@home.test', headers: ['References: <private@home.test>'] }));
  const [mine, eves] = [await stored('Private'), await stored('Re: Private')];
  assert.notEqual(mine.conversationId, eves.conversationId);
  const { linkedTo } = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ linkedTo: number }>`SELECT linked_to AS "linkedTo" FROM conversations WHERE account_id = ${desk.accountId} AND id = ${eves.conversationId}`));
  assert.equal(linkedTo, mine.conversationId);
  assert.deepEqual([eves.isUnprovedOurs, eves.proof], [false, 'none']);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { searchConsumer } from '#core/desk/index.ts';
import { catchUp } from '#core/events/index.ts';
import { receiveMails, type ReceivedMail } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

const silent = { domain: 'desk.test', spf: null, dkim: 'temperror', dmarc: 'temperror', policy: null, by: 'us', namedServer: null } as const;
const live = (id: string, from: string, references: string[] = []): ReceivedMail => ({ ...writeMail({ id, from, to: [from.startsWith('bo') ? 'help@desk.test' : 'bo@home.test'], cc: ['help@desk.test'], subject: 'Matter', at: `2024-05-0${references.length + 1}T09:00:00.000Z`, references }), verdict: { proof: 'none', check: silent } });
const take = async (...mails: ReceivedMail[]): Promise<number[]> => {
  const { messageOf } = await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, mails));
  return mails.map(({ copyKey }) => messageOf.get(copyKey)!);
};
const rowOf = (id: number) => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<object>`
  SELECT m.direction, m.sender_proof AS proof, m.is_unproved_ours AS unproved, c.turn FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id WHERE m.account_id = ${desk.accountId} AND m.id = ${id}`));
const auditOf = async (action: string) => (await desk.ask<{ items: { targetId: string | number; actorUserId: number }[] }>('GET', `/audit?action=${action}`)).body.items.map(({ targetId, actorUserId }) => [Number(targetId), actorUserId]);

test('204: a mail that says it is from us counts as ours once somebody says so, joins its conversation, and the log names who said it', async () => {
  const [question, answer] = await take(live('q@home.test', 'bo@home.test'), live('a@desk.test', 'eve@desk.test', ['q@home.test']));
  assert.deepEqual(await rowOf(answer!), { direction: 'incoming', proof: 'none', unproved: true, turn: 'new' });
  assert.equal((await desk.ask('POST', `/messages/${answer}/vouch`, undefined, await desk.tokenFor('conversations.read', 'conversations.reply', 'channels.write'))).status, 403);
  assert.equal((await desk.ask('POST', `/messages/${answer}/vouch`, undefined, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('POST', `/messages/${answer}/vouch`)).status, 204);
  assert.deepEqual(await rowOf(answer!), { direction: 'outgoing', proof: 'person', unproved: false, turn: 'customer' });
  const again = await desk.ask<{ key: string }>('POST', `/messages/${answer}/vouch`);
  assert.deepEqual([again.status, again.body.key], [409, 'not-unproved']);
  assert.equal((await desk.ask('POST', `/messages/${question}/vouch`)).status, 409, 'what a customer wrote is a customer\'s');
  assert.deepEqual(await auditOf('message.vouched-for'), [[answer, desk.userId]]);
});

test('200: all of a channel that health counts count as ours at once, others do not', async () => {
  const [one, two, customers] = await take(live('b1@desk.test', 'eve@desk.test'), live('b2@desk.test', 'kim@desk.test'), live('c@home.test', 'bo@home.test'));
  assert.equal((await desk.ask<{ health: { unprovedOurs: number } }>('GET', `/channels/${desk.help.id}`)).body.health.unprovedOurs, 2);
  assert.equal((await desk.ask('POST', `/channels/${desk.help.id}/vouch`, undefined, desk.stranger.token)).status, 404);
  assert.deepEqual((await desk.ask('POST', `/channels/${desk.help.id}/vouch`)).body, { messages: 2, hasMore: false });
  assert.deepEqual(await Promise.all([one, two, customers].map(async (id) => (await rowOf(id!) as { direction: string }).direction)), ['outgoing', 'outgoing', 'incoming']);
  assert.deepEqual((await desk.ask('POST', `/channels/${desk.help.id}/vouch`)).body, { messages: 0, hasMore: false });
  assert.deepEqual(await auditOf('channel.mail-vouched-for'), [[desk.help.id, desk.userId]]);
});

test('what was said is taken back: the mail leaves what its proof had joined it to, is a customer\'s and marked, and the figures are those of before', async () => {
  const facts = async (...ids: (number | undefined)[]) => {
    await catchUp(desk.database, [factsConsumer, searchConsumer]);
    return desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<object>`
      SELECT f.message_id AS id, f.conversation_id AS conversation, f.message_type AS type, f.span_raw AS span, f.is_initial_reply AS first, f.agent_id IS NULL AS nobody, d.conversation_id AS found
      FROM message_facts f JOIN search_documents d ON d.account_id = f.account_id AND d.message_id = f.message_id WHERE f.account_id = ${desk.accountId} AND f.message_id = ANY(${ids.map(Number)}::bigint[]) ORDER BY f.message_id`));
  };
  const [question, answer] = await take(live('u1@home.test', 'bo2@home.test'), live('u2@desk.test', 'eve@desk.test', ['u1@home.test']));
  const before = { rows: [await rowOf(question!), await rowOf(answer!)], facts: await facts(question, answer) };
  assert.equal((await desk.ask('DELETE', `/messages/${answer}/vouch`)).status, 409, 'nobody has said so yet');
  assert.equal((await desk.ask('POST', `/messages/${answer}/vouch`)).status, 204);
  assert.notDeepEqual(await facts(question, answer), before.facts);
  assert.equal((await desk.ask('DELETE', `/messages/${answer}/vouch`, undefined, await desk.tokenFor('conversations.read', 'conversations.reply', 'channels.write'))).status, 403);
  assert.equal((await desk.ask('DELETE', `/messages/${answer}/vouch`, undefined, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('DELETE', `/messages/${answer}/vouch`)).status, 204);
  assert.deepEqual({ rows: [await rowOf(question!), await rowOf(answer!)], facts: await facts(question, answer) }, before);
  const again = await desk.ask<{ key: string }>('DELETE', `/messages/${answer}/vouch`);
  assert.deepEqual([again.status, again.body.key], [409, 'not-vouched']);
  assert.equal((await desk.ask('DELETE', `/messages/${question}/vouch`)).status, 409);
  assert.deepEqual(await auditOf('message.vouch-taken-back'), [[answer, desk.userId]]);
  assert.equal((await desk.ask('POST', `/messages/${answer}/vouch`)).status, 204, 'and may be said once more');
});

test('all that a channel\'s mails were said to be is taken back at once, and health counts it', async () => {
  const vouched = async () => (await desk.ask<{ health: { vouchedOurs: number; unprovedOurs: number } }>('GET', `/channels/${desk.help.id}`)).body.health;
  const { vouchedOurs } = await vouched();
  assert.ok(vouchedOurs >= 4);
  assert.equal((await desk.ask('DELETE', `/channels/${desk.help.id}/vouch`, undefined, desk.stranger.token)).status, 404);
  assert.deepEqual((await desk.ask('DELETE', `/channels/${desk.help.id}/vouch`)).body, { messages: vouchedOurs, hasMore: false });
  assert.deepEqual([(await vouched()).vouchedOurs, (await vouched()).unprovedOurs], [0, vouchedOurs]);
  assert.deepEqual((await desk.ask('DELETE', `/channels/${desk.help.id}/vouch`)).body, { messages: 0, hasMore: false });
  assert.deepEqual(await auditOf('channel.vouches-taken-back'), [[desk.help.id, desk.userId]]);
});

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { getMessage, postText } from '../index.ts';

let desk: Desk;
let conversationId: number;
let mailId: number;
let agentId: number;
const countMessages = async (): Promise<number> => (await desk.database.withAccount(desk.act.accountId, (tx) => tx.one(sql<{ n: number }>`SELECT count(*)::int AS n FROM messages`))).n;

before(async () => {
  desk = await openDesk();
  const { database, act } = desk;
  const channel = await database.withAccount(act.accountId, (tx) => createApiChannel(tx, act, { name: 'App' }));
  const contact = await database.withAccount(act.accountId, (tx) => createContact(tx, act, { name: 'Bo', points: [{ kind: 'email', value: 'bo@home.test' }] }));
  conversationId = (await database.withAccount(act.accountId, (tx) => tx.one(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, kind, contact_id, started_at, last_message_at, created_at) VALUES (${act.accountId}, ${channel.id}, 'api', ${contact.id}, ${act.now}, ${act.now}, ${act.now}) RETURNING id`))).id;
  await database.withAccount(act.accountId, (tx) => receiveMails(tx, act, desk.help, [writeMail({ from: 'mia@home.test', subject: 'Lamp', text: 'It is dark.' })]));
  mailId = (await database.withAccount(act.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE channel_id = ${desk.help.id} ORDER BY id DESC LIMIT 1`))).id;
  agentId = (await database.withAccount(act.accountId, (tx) => createAgent(tx, act, { name: 'Ada' }))).id;
});
after(() => desk.close());

test('what it gives is what is stored, to the last field', async () => {
  const act = { ...desk.act, actor: { ...desk.act.actor, kind: 'user' as const, id: desk.userId } };
  for (const direction of ['incoming', 'outgoing', 'note'] as const) {
    for (const author of direction === 'incoming' ? [null] : [agentId, null]) {
      const posted = await postText(desk.database, act, { conversationId, direction, agentId: author, text: 'half a pair \ud83d, a whole one \u{1f600},\r\n\ttabs and <b>tags</b>' });
      assert.ok(posted);
      assert.deepEqual(posted.message, await desk.database.withAccount(act.accountId, (tx) => getMessage(tx, act, conversationId, posted.message.id)), `${direction} ${author}`);
      assert.deepEqual([posted.conversationId, posted.agent?.id ?? null, posted.contact?.email ?? null], [conversationId, author, direction === 'incoming' ? 'bo@home.test' : null]);
    }
  }
});

test('what a channel takes in another way is left alone: nothing is written', async () => {
  const stored = await countMessages();
  assert.equal(await postText(desk.database, desk.act, { conversationId: mailId, direction: 'outgoing', text: 'x', agentId }), null, 'an answer in a mailbox is a mail');
  assert.equal(await postText(desk.database, desk.act, { conversationId: mailId, direction: 'incoming', text: 'x', agentId: null }), null);
  assert.equal(await postText(desk.database, desk.act, { conversationId: 999_999, direction: 'note', text: 'x', agentId }), null);
  await assert.rejects(postText(desk.database, desk.act, { conversationId, direction: 'note', text: 'nul \0', agentId }), { code: 'invalid' });
  assert.equal(await countMessages(), stored);
  assert.ok(await postText(desk.database, desk.act, { conversationId: mailId, direction: 'note', text: 'x', agentId }), 'a note is a note everywhere');
});

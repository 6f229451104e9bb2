import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { receiveMails, splitConversation, unsplitConversation } from './index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());
const inTx = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

let round = 0;
/** One conversation of three mails: bo, cy (whom bo had in Cc), bo. */
async function thread(): Promise<{ id: number; messages: number[] }> {
  round += 1;
  const [first, second, third] = [1, 2, 3].map((n) => `s${round}-${n}@x`) as [string, string, string];
  const { messageOf } = await inTx((tx) => receiveMails(tx, desk.act, desk.help, [
    writeMail({ id: first, from: `bo${round}@home.test`, to: ['help@desk.test'], cc: [`cy${round}@home.test`], subject: `Split ${round}`, at: '2024-05-06T09:00:00Z' }),
    writeMail({ id: second, from: `cy${round}@home.test`, to: ['help@desk.test'], references: [first], subject: `Re: Split ${round}`, at: '2024-05-06T10:00:00Z' }),
    writeMail({ id: third, from: `bo${round}@home.test`, to: ['help@desk.test'], references: [first], subject: `Re: Split ${round}`, at: '2024-05-06T11:00:00Z' }),
  ]));
  const rows = await inTx((tx) => tx.rows(sql<{ id: number; conversation: number }>`SELECT id, conversation_id AS conversation FROM messages WHERE account_id = ${desk.accountId} AND id = ANY(${[...messageOf.values()]}::bigint[]) ORDER BY at`));
  assert.equal(new Set(rows.map((row) => row.conversation)).size, 1);
  return { id: rows[0]!.conversation, messages: rows.map((row) => row.id) };
}
const homes = async (messages: readonly number[]): Promise<number[]> => (await inTx((tx) => tx.rows(sql<{ c: number }>`
  SELECT conversation_id AS c FROM messages WHERE account_id = ${desk.accountId} AND id = ANY(${[...messages]}::bigint[]) ORDER BY at`))).map((row) => row.c);
const rowOf = (id: number) => inTx((tx) => tx.one(sql<{ message_count: number; linked_to: number | null; merged_into: number | null; counterpart: string }>`
  SELECT c.message_count, c.linked_to, c.merged_into, a.address AS counterpart FROM conversations c JOIN addresses a ON a.account_id = c.account_id AND a.id = c.counterpart_id
  WHERE c.account_id = ${desk.accountId} AND c.id = ${id}`));

test('messages go into a conversation of their own, linked, with who wrote the first as counterpart; both are counted anew', async () => {
  const { id, messages } = await thread();
  const made = await inTx((tx) => splitConversation(tx, desk.act, id, [messages[1]!]));
  assert.deepEqual(await homes(messages), [id, made.id, id]);
  assert.deepEqual(await rowOf(made.id), { message_count: 1, linked_to: id, merged_into: null, counterpart: `cy${round}@home.test` });
  assert.equal((await rowOf(id)).message_count, 2);
  await inTx((tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ id: `late${round}@x`, from: `cy${round}@home.test`, to: ['help@desk.test'], references: [`s${round}-2@x`], at: '2024-05-06T12:00:00Z' })]));
  const late = await inTx((tx) => tx.one(sql<{ c: number }>`SELECT conversation_id AS c FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ${`late${round}@x`}`));
  assert.ok([id, made.id].includes(late.c), 'what comes later joins one of the two, and is in none that is new');
});

test('it can be taken back: the messages return and the new id redirects', async () => {
  const { id, messages } = await thread();
  const made = await inTx((tx) => splitConversation(tx, desk.act, id, messages.slice(1)));
  assert.deepEqual(await inTx((tx) => unsplitConversation(tx, desk.act, made.id)), { id });
  assert.deepEqual(await homes(messages), [id, id, id]);
  assert.equal((await rowOf(made.id)).merged_into, id);
  assert.equal((await rowOf(id)).message_count, 3);
  await assert.rejects(inTx((tx) => unsplitConversation(tx, desk.act, made.id)), { code: 'not-found' });
});

test('not all messages, none, a stranger\'s, or another conversation\'s', async () => {
  const { id, messages } = await thread();
  const other = await thread();
  await assert.rejects(inTx((tx) => splitConversation(tx, desk.act, id, messages)), { code: 'conflict' });
  await assert.rejects(inTx((tx) => splitConversation(tx, desk.act, id, [])), { code: 'invalid' });
  await assert.rejects(inTx((tx) => splitConversation(tx, desk.act, id, [messages[0]!, other.messages[0]!])), { code: 'not-found' });
  await assert.rejects(inTx((tx) => splitConversation(tx, { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['conversations.assign']) } }, id, [messages[0]!])), { code: 'forbidden' });
  assert.deepEqual(await homes(messages), [id, id, id]);
});

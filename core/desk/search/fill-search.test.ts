import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { ensureChannel } from '#core/channels/index.ts';
import { deleteMessage, receiveMails } from '#core/conversations/index.ts';
import { catchUp, sequenceOnce } from '#core/events/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { accountsToFill, fillSearchOnce, findSearchFill, rebuildSearch, searchConsumer, searchMessages, type SearchFillStep } from '../index.ts';

/** An account with its mails, and a way to ask what is found. */
interface House { readonly accountId: number; readonly act: Act; readonly channel: { readonly id: number; readonly isList: boolean } }

const mailsEach = 12;
const messagesMax = 5;
let desk: Desk;
let second: House;
const first = (): House => ({ accountId: desk.accountId, act: desk.act, channel: desk.help });
before(async () => {
  desk = await openDesk();
  const { account } = await setupAccount(desk.database, { accountName: 'Second', email: 'x@second.test', name: 'X', password: null, now: desk.act.now });
  const act = systemAct(account.id, desk.act.now, 'test');
  second = { accountId: account.id, act, channel: await desk.database.withAccount(account.id, (tx) => ensureChannel(tx, act, { kind: 'email', address: 'help@second.test' })) };
});
after(() => desk.close());

const take = (house: House, subjects: readonly string[]): Promise<unknown> => desk.database.withAccount(house.accountId, (tx) => receiveMails(tx, house.act, house.channel, subjects.map((subject) => (
  writeMail({ id: `${subject}@x`, from: 'bo@example.test', subject, text: 'zirconium', at: '2024-05-01T10:00:00Z' })))));
const found = async (house: House, query = 'zirconium'): Promise<string[]> => desk.database.withAccount(house.accountId, async (tx) => (
  (await searchMessages(tx, house.act, { query, limit: 100 })).rows.map(({ subject }) => subject.text).toSorted()));
const stateOf = (house: House) => desk.database.withAccount(house.accountId, findSearchFill);
const dump = (house: House) => desk.database.withAccount(house.accountId, async (tx) => [
  ...await tx.rows(sql<object>`SELECT to_jsonb(d) AS row FROM search_documents d WHERE account_id = ${house.accountId} ORDER BY message_id`),
  ...await tx.rows(sql<object>`SELECT word, documents FROM search_names WHERE account_id = ${house.accountId} ORDER BY word`),
]);
async function asOwner(...statements: string[]): Promise<void> {
  const owner = new pg.Client(desk.database.connection);
  await owner.connect();
  try {
    for (const statement of statements) await owner.query(statement);
  } finally {
    await owner.end();
  }
}
const subjects = (house: House): string[] => Array.from({ length: mailsEach }, (_, at) => `history${house.accountId}n${String(at).padStart(2, '0')}`);
/** Events of years, and documents under the consumer's earlier name, in which a word is missing that today's have. */
const asBeforeTheUpgrade = async (houses: readonly House[]): Promise<void> => {
  for (const house of houses) await take(house, subjects(house));
  await catchUp(desk.database, [searchConsumer]);
  await asOwner(
    `DELETE FROM event_cursors WHERE consumer = '${searchConsumer.name}'`,
    `UPDATE event_heads SET position = position + 10000`,
    `UPDATE search_documents SET words = ts_delete(words, 'zirconium')`,
    `INSERT INTO search_documents (account_id, message_id, conversation_id, channel_id, month, at, words) VALUES (${desk.accountId}, 999999, 1, 1, 1, now(), 'zirconium')`, // its message is gone
  );
};
const fillThrough = async (house: House, database: Database = desk.database): Promise<SearchFillStep[]> => {
  const steps: SearchFillStep[] = [];
  while (steps.at(-1) !== 'through' && steps.length < 50) steps.push(await fillSearchOnce(database, house.accountId, { messagesMax }));
  return steps;
};

test('after an upgrade new mail is found before history is; then all of it is, newest first, of every account; what is deleted stays out, and a crash doubles and loses nothing', async () => {
  await asBeforeTheUpgrade([first(), second]);
  assert.deepEqual([await stateOf(first()), await accountsToFill(desk.database)], [null, []]);
  await catchUp(desk.database, [searchConsumer]); // the server starts
  await take(first(), ['fresh']);
  await catchUp(desk.database, [searchConsumer]);
  assert.deepEqual(await found(first()), ['fresh'], 'and history is not made yet');
  assert.deepEqual([await stateOf(first()), (await accountsToFill(desk.database)).toSorted((a, b) => a - b)], [{ done: 0, total: null }, [first().accountId, second.accountId].toSorted((a, b) => a - b)]);

  const newest = subjects(first()).at(-1)!;
  const oldest = subjects(first())[0]!;
  assert.equal(await fillSearchOnce(desk.database, desk.accountId, { messagesMax }), 'filled');
  assert.deepEqual(await stateOf(first()), { done: 0, total: mailsEach + 1 });
  assert.equal(await fillSearchOnce(desk.database, desk.accountId, { messagesMax }), 'filled');
  assert.deepEqual([(await found(first())).includes(newest), (await found(first())).includes(oldest), await stateOf(first())], [true, false, { done: 4, total: mailsEach + 1 }], 'the ghost of 999999 came first and is no message');

  const crashing: Database = { ...desk.database, withAccount: (id, work, options) => desk.database.withAccount(id, async (tx) => { await work(tx); throw new Error('power cut'); }, options) };
  const before = await dump(first());
  await assert.rejects(fillSearchOnce(crashing, desk.accountId, { messagesMax }), /power cut/);
  assert.deepEqual([await dump(first()), await stateOf(first())], [before, { done: 4, total: mailsEach + 1 }]);

  const { id, conversationId } = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ id: number; conversationId: number }>`SELECT id, conversation_id AS "conversationId" FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ${`${oldest}@x`}`));
  await desk.database.withAccount(desk.accountId, (tx) => deleteMessage(tx, desk.act, conversationId, id));
  await sequenceOnce(desk.database);
  assert.equal(await fillSearchOnce(desk.database, desk.accountId, { messagesMax }), 'waits', 'what is new goes first');
  await catchUp(desk.database, [searchConsumer]);
  assert.equal((await fillThrough(first())).at(-1), 'through');
  assert.deepEqual(await found(first()), ['fresh', ...subjects(first()).slice(1)]);
  assert.equal(await stateOf(first()), null);
  assert.deepEqual([await accountsToFill(desk.database), await found(second)], [[second.accountId], []]);
  await Promise.all([fillThrough(second), fillThrough(second, desk.secondPool())]); // two processes
  assert.deepEqual([await found(second), await stateOf(second)], [subjects(second), null]);
  for (const house of [first(), second]) {
    const filled = await dump(house);
    await rebuildSearch(desk.database, house.accountId);
    assert.deepEqual(await dump(house), filled, 'as if made anew');
  }
});

test('an event that the consumer cannot take holds history up only for those who wait for it', async () => {
  await asOwner(`UPDATE search_fills SET finished_at = NULL, before_id = NULL, done = 0 WHERE account_id = ${desk.accountId}`);
  await take(first(), ['stuck']);
  await asOwner(`UPDATE event_heads SET position = position + 1 WHERE account_id = ${desk.accountId}`);
  assert.equal(await fillSearchOnce(desk.database, desk.accountId, { messagesMax }), 'waits');
  assert.equal(await fillSearchOnce(desk.database, desk.accountId, { messagesMax, isImpatient: true }), 'filled');
});

test('an account that is new, or small, is followed from its first event on', async () => {
  const { account } = await setupAccount(desk.database, { accountName: 'Third', email: 'x@third.test', name: 'X', password: null, now: desk.act.now });
  const act = systemAct(account.id, desk.act.now, 'test');
  const third: House = { accountId: account.id, act, channel: await desk.database.withAccount(account.id, (tx) => ensureChannel(tx, act, { kind: 'email', address: 'help@third.test' })) };
  await take(third, ['one']);
  await catchUp(desk.database, [searchConsumer]);
  assert.deepEqual([await found(third), await stateOf(third)], [['one'], null]);
});

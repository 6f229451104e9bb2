import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { changeLife, closeConversations, deleteConversation, mergeConversations, receiveMails, type ReceivedMail } from '#core/conversations/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';

/** One transaction is held open while another process acts on the same thing; then the first commits. */
describe('mail that meets a change at the same moment', () => {
  let desk: Desk;
  let second: Database;
  before(async () => {
    desk = await openDesk();
    second = desk.secondPool();
  });
  after(() => desk.close());

  const take = (tx: Tx, ...mails: ReceivedMail[]) => receiveMails(tx, desk.act, desk.help, mails);
  const store = (...mails: ReceivedMail[]) => desk.database.withAccount(desk.accountId, (tx) => take(tx, ...mails));
  const placeOf = (mail: ReceivedMail) => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ conversation: number; thread: number; merged: number | null; life: string }>`
    SELECT m.conversation_id AS conversation, m.thread_id AS thread, c.merged_into AS merged, c.life FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
    WHERE m.account_id = ${desk.accountId} AND m.content_hash = ${mail.contentHash}`));
  let number = 0;
  const write = (name: string, more: Partial<Parameters<typeof writeMail>[0]> = {}) => {
    number += 1;
    return writeMail({ from: `${name}@home.test`, id: `${name}-${number}@home.test`, subject: `About ${name} ${number}`, at: new Date(Date.UTC(2024, 4, 6, 8, number)).toISOString(), ...more });
  };

  /** `first` holds its transaction open until `other` has had 300 ms to run into it. */
  async function atOnce(first: (tx: Tx) => Promise<unknown>, other: (tx: Tx) => Promise<unknown>): Promise<void> {
    let otherDone: Promise<unknown> = Promise.resolve();
    await desk.database.withAccount(desk.accountId, async (tx) => {
      await first(tx);
      otherDone = second.withAccount(desk.accountId, other);
      otherDone.catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await otherDone;
  }

  it('a reply beside a mail that unites its thread with another ends in the united thread', async () => {
    const [a, b] = [write('uni', { id: 'ra@home.test' }), write('uni', { id: 'rb@home.test' })];
    await store(a);
    await store(b);
    const unites = write('uni', { references: ['ra@home.test', 'rb@home.test'] });
    const reply = write('uni', { inReplyTo: ['rb@home.test'] });
    await atOnce((tx) => take(tx, unites), (tx) => take(tx, reply));
    const places = await Promise.all([a, b, unites, reply].map(placeOf));
    assert.equal(new Set(places.map((place) => place.thread)).size, 1);
    assert.equal(new Set(places.map((place) => place.conversation)).size, 1);
    assert.equal(places[3]!.merged, null);
  });

  it('a reply beside a merge by hand is stored where the merge went', async () => {
    const [from, into] = [write('mone', { id: 'mone@home.test' }), write('mtwo')];
    await store(from, into);
    const [source, target] = [(await placeOf(from)).conversation, (await placeOf(into)).conversation];
    const reply = write('mone', { inReplyTo: ['mone@home.test'] });
    await atOnce((tx) => mergeConversations(tx, desk.act, { from: source, into: target }), (tx) => take(tx, reply));
    assert.deepEqual([(await placeOf(reply)).conversation, (await placeOf(reply)).merged], [target, null]);
  });

  it('a reply beside a deletion opens a conversation of its own', async () => {
    const ask = write('del', { id: 'del@home.test' });
    await store(ask);
    const reply = write('del', { inReplyTo: ['del@home.test'] });
    await atOnce((tx) => placeId(tx, ask).then((id) => deleteConversation(tx, desk.act, id)), (tx) => take(tx, reply));
    assert.equal((await placeOf(reply)).life, 'open');
  });

  it('closing beside a merge closes what it was merged into', async () => {
    const [from, into] = [write('cone'), write('ctwo')];
    await store(from, into);
    const [source, target] = [(await placeOf(from)).conversation, (await placeOf(into)).conversation];
    let closed: number[] = [];
    await atOnce((tx) => mergeConversations(tx, desk.act, { from: source, into: target }), async (tx) => { closed = await closeConversations(tx, desk.act, [source]); });
    assert.deepEqual(closed, [target]);
    assert.equal((await placeOf(into)).life, 'closed');
  });

  for (const life of ['closed', 'resolved', 'spam'] as const) {
    it(`a late mail does not bury an open conversation in one that is ${life}`, async () => {
      const [waiting, other] = [write('bury', { id: `bury-w-${life}@home.test` }), write('bury', { id: `bury-o-${life}@home.test` })];
      await store(other);
      await store(waiting);
      await desk.database.withAccount(desk.accountId, async (tx) => changeLife(tx, desk.act, [await placeId(tx, other)], { life }));
      await store(write('bury', { references: [`bury-o-${life}@home.test`, `bury-w-${life}@home.test`], at: '2024-05-06T08:00:30Z' }));
      assert.deepEqual([(await placeOf(waiting)).life, (await placeOf(other)).life], ['open', life]);
      assert.notEqual((await placeOf(waiting)).conversation, (await placeOf(other)).conversation);
    });
  }

  it('a late mail does not carry a conversation into another channel', async () => {
    const [help, sales] = [write('chan', { id: 'chan-h@home.test' }), write('chan', { id: 'chan-s@home.test' })];
    await store(help);
    await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.sales, [sales]));
    await store(write('chan', { references: ['chan-h@home.test', 'chan-s@home.test'] }));
    assert.notEqual((await placeOf(help)).conversation, (await placeOf(sales)).conversation);
  });

  it('a late mail does not glue strangers of one thread together', async () => {
    const [one, two] = [write('kim', { id: 'kim-x@home.test' }), write('lou', { id: 'lou-x@home.test' })];
    await store(one);
    await store(two);
    await store(write('kim', { references: ['kim-x@home.test', 'lou-x@home.test'] }));
    assert.equal((await placeOf(one)).thread, (await placeOf(two)).thread);
    assert.notEqual((await placeOf(one)).conversation, (await placeOf(two)).conversation);
  });

  it('a chain of 60 threads joined from the newest to the oldest stays flat', async () => {
    const ids = Array.from({ length: 60 }, (_, at) => `chain-${at}@home.test`);
    for (let at = 0; at < ids.length; at += 30) await store(...ids.slice(at, at + 30).map((id) => write('chain', { id })));
    for (let at = ids.length - 1; at > 0; at -= 1) await store(write('chain', { references: [ids[at]!, ids[at - 1]!] }));
    const last = write('chain', { inReplyTo: [ids.at(-1)!] });
    await store(last);
    const threads = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ thread: number }>`
      SELECT DISTINCT thread_id AS thread FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ANY(${ids}::text[])`));
    assert.deepEqual(threads, [{ thread: (await placeOf(last)).thread }], 'all of the chain and its last reply are one thread');
    const depth = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ depth: number }>`
      WITH RECURSIVE up AS (
        SELECT t.id, t.merged_into, 0 AS depth FROM mail_threads t JOIN mail_ids i ON i.account_id = t.account_id AND i.thread_id = t.id WHERE i.mail_id = ${ids.at(-1)!}
        UNION ALL SELECT t.id, t.merged_into, up.depth + 1 FROM mail_threads t JOIN up ON t.id = up.merged_into WHERE t.account_id = ${desk.accountId})
      SELECT max(depth)::int AS depth FROM up`));
    assert.ok(depth.depth <= 2, `depth ${depth.depth}`);
  });

  it('of two copies in one batch the one that knows the time better counts, as over two batches', async () => {
    const mail = write('copy', { at: '2024-05-06T08:40:00Z', atSource: 'internaldate' });
    const earlier: ReceivedMail = { ...mail, copyKey: 'imap:INBOX:1:2', rawSha256: 'c'.repeat(64), at: '2024-05-06T08:10:00Z' };
    const byDate: ReceivedMail = { ...mail, copyKey: 'imap:INBOX:1:3', rawSha256: 'd'.repeat(64), at: '2024-05-06T07:00:00Z', atSource: 'date' };
    await store(mail, earlier, byDate);
    const at = () => desk.database.withAccount(desk.accountId, async (tx) => (await tx.one(sql<{ at: string }>`SELECT at FROM messages WHERE content_hash = ${mail.contentHash}`)).at);
    assert.equal(await at(), '2024-05-06T08:10:00Z');
    await store({ ...mail, copyKey: 'imap:INBOX:1:4', rawSha256: 'e'.repeat(64), at: '2024-05-06T09:00:00Z' });
    assert.equal(await at(), '2024-05-06T08:10:00Z', 'a later copy does not move it');
    const events = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ moved: boolean }>`
      SELECT (e.data->>'timeMoved')::boolean AS moved FROM events e JOIN messages m ON m.account_id = e.account_id AND m.id = e.message_id
      WHERE e.type = 'message.copied' AND m.content_hash = ${mail.contentHash} ORDER BY e.id`));
    assert.deepEqual(events.map((event) => event.moved), [false]);
    await store({ ...mail, copyKey: 'imap:INBOX:1:5', rawSha256: 'f'.repeat(64), at: '2024-05-06T08:05:00Z' });
    assert.equal(await at(), '2024-05-06T08:05:00Z', 'an earlier one does');
  });

  it('an account that wants it so begins a new, linked conversation instead of reopening a closed one', async () => {
    const ask = write('fresh', { id: 'fresh@home.test' });
    await store(ask);
    const id = (await placeOf(ask)).conversation;
    await desk.database.withAccount(desk.accountId, async (tx) => {
      await tx.run(sql`UPDATE accounts SET reopen_closed = false WHERE id = ${desk.accountId}`);
      await closeConversations(tx, desk.act, [id]);
    });
    const reply = write('fresh', { inReplyTo: ['fresh@home.test'], at: '2024-05-07T08:00:00Z' });
    await store(reply);
    await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`UPDATE accounts SET reopen_closed = true WHERE id = ${desk.accountId}`));
    assert.notEqual((await placeOf(reply)).conversation, id);
    assert.equal((await placeOf(ask)).life, 'closed');
  });

  it('mails of one batch are placed by time, not by where they stand in it', async () => {
    const answer = write('order', { from: 'stranger@else.test', inReplyTo: ['order-q@home.test'], at: '2024-05-06T10:00:00Z' });
    const question = write('order', { id: 'order-q@home.test', at: '2024-05-06T09:00:00Z' });
    await store(answer, question);
    const [first, later] = [await placeOf(question), await placeOf(answer)];
    assert.ok(first.conversation < later.conversation, 'the question opened the first conversation, the stranger a linked one');
  });

  const placeId = async (tx: Tx, mail: ReceivedMail): Promise<number> => (await tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE content_hash = ${mail.contentHash}`)).id;
});

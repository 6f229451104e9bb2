import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { changeLife, closeConversations, deleteConversation, labelConversation, mergeConversations, receiveMails, unmergeConversation, type ReceivedMail } from '#core/conversations/index.ts';
import { sql } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';

describe('receiving mail', () => {
  let desk: Desk;
  before(async () => { desk = await openDesk(); });
  after(() => desk.close());

  const take = (mails: readonly ReceivedMail[], channel = desk.help) =>
    desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, channel, mails));
  const conversationOf = async (mail: ReceivedMail): Promise<number> => (await row(mail)).conversation_id;
  const row = (mail: ReceivedMail) => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ id: number; conversation_id: number; thread_id: number; direction: string }>`
    SELECT id, conversation_id, thread_id, direction FROM messages WHERE account_id = ${desk.accountId} AND content_hash = ${mail.contentHash}`));
  const conversation = (id: number) => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ life: string; turn: string; message_count: number; merged_into: number | null; linked_to: number | null; waiting_since: string | null }>`
    SELECT life, turn, message_count, merged_into, linked_to, waiting_since FROM conversations WHERE account_id = ${desk.accountId} AND id = ${id}`));
  const count = (table: string) => desk.database.withAccount(desk.accountId, async (tx) => (await tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)} WHERE account_id = ${desk.accountId}`)).n);

  it('stores a mail once, however often it comes', async () => {
    const mail = writeMail({ from: 'once@home.test' });
    const first = await take([mail, mail]);
    const again = await take([mail]);
    assert.deepEqual([first.stored, first.alreadyHeld, again.stored, again.alreadyHeld], [1, 1, 0, 1]);
  });

  it('keeps one message with two copies of a mail that lies in two mailboxes', async () => {
    const mail = writeMail({ from: 'both@home.test', to: ['help@desk.test', 'sales@desk.test'], id: 'both@home.test' });
    const other = { ...mail, copyKey: 'raw:other', rawSha256: 'f'.repeat(64), raw: Buffer.from('other bytes') };
    await take([mail]);
    const second = await take([other], desk.sales);
    assert.deepEqual([second.stored, second.alreadyHeld], [0, 1]);
    const copies = await desk.database.withAccount(desk.accountId, async (tx) => tx.rows(sql<{ channel_id: number }>`
      SELECT c.channel_id FROM message_copies c JOIN messages m ON m.account_id = c.account_id AND m.id = c.message_id WHERE m.content_hash = ${mail.contentHash} ORDER BY 1`));
    assert.deepEqual(copies.map((copy) => copy.channel_id), [desk.help.id, desk.sales.id]);
  });

  it('keeps two different mails that share one Message-ID, in one thread', async () => {
    const a = writeMail({ from: 'same@home.test', id: 'same-id@home.test', text: 'one' });
    const b = writeMail({ from: 'same@home.test', id: 'same-id@home.test', text: 'two' });
    assert.equal((await take([a, b])).stored, 2);
    assert.equal((await row(a)).thread_id, (await row(b)).thread_id);
  });

  it('keeps mails without a Message-ID, each for itself', async () => {
    const a = writeMail({ from: 'none@home.test', id: null, text: 'one' });
    const b = writeMail({ from: 'none@home.test', id: null, text: 'two' });
    assert.equal((await take([a, b])).stored, 2);
    assert.notEqual(await conversationOf(a), await conversationOf(b));
  });

  it('a form of ours speaks for who is to be answered: that person asks, waits and is the counterpart', async () => {
    const form = (number: number, more: { to?: string[]; replyTo?: string } = {}) => {
      const mail = writeMail({ from: 'help@desk.test', id: `form${number}@desk.test`, to: more.to ?? ['help@desk.test'], subject: 'Contact form' });
      return { ...mail, recipients: [...mail.recipients, { role: 'reply-to' as const, name: 'Bo Form', address: more.replyTo ?? `form${number}@home.test` }] };
    };
    const agents = await count('agents');
    const asked = form(1);
    await take([asked]);
    assert.equal((await row(asked)).direction, 'incoming');
    const { turn, waiting_since } = await conversation(await conversationOf(asked));
    assert.deepEqual([turn, waiting_since !== null, await count('agents')], ['new', true, agents]);
    const answer = writeMail({ from: 'help@desk.test', to: ['form1@home.test'], inReplyTo: ['form1@desk.test'], subject: 'Re: Contact form', at: '2024-05-06T09:00:00.000Z' });
    await take([answer]);
    assert.deepEqual([await conversationOf(answer), (await row(answer)).direction], [await conversationOf(asked), 'outgoing']);
    for (const own of [form(2, { to: ['help@desk.test', 'cy@home.test'] }), form(3, { replyTo: 'sales@desk.test' }), writeMail({ from: 'help@desk.test', id: 'plain@desk.test' })]) {
      await take([own]);
      assert.equal((await row(own)).direction, 'outgoing');
    }
  });

  it('does not bring back a mail that was deleted here', async () => {
    const mail = writeMail({ from: 'gone@home.test' });
    await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`INSERT INTO tombstones (account_id, content_hash, created_at) VALUES (${desk.accountId}, ${mail.contentHash}, ${desk.act.now})`));
    assert.deepEqual((await take([mail])).stored, 0);
  });

  it('knows whose turn it is and since when somebody waits', async () => {
    const ask = writeMail({ from: 'bo@home.test', id: 'q1@home.test', at: '2024-05-06T08:00:00Z' });
    await take([ask]);
    const id = await conversationOf(ask);
    assert.deepEqual(pick(await conversation(id)), ['open', 'new', '2024-05-06T08:00:00Z']);
    await take([writeMail({ from: 'ada@desk.test', to: ['bo@home.test'], subject: 'Re: Hello', inReplyTo: ['q1@home.test'], at: '2024-05-06T09:00:00Z' })]);
    assert.deepEqual(pick(await conversation(id)), ['open', 'customer', null]);
    await take([writeMail({ from: 'bo@home.test', subject: 'Re: Hello', inReplyTo: ['q1@home.test'], at: '2024-05-06T10:00:00Z' })]);
    assert.deepEqual(pick(await conversation(id)), ['open', 'agent', '2024-05-06T10:00:00Z']);
  });

  it('a new conversation shows what its mails say, as if it had been derived from them', async () => {
    const seed = Math.trunc(Math.random() * 1e6);
    const random = seededRandom(seed);
    const mails = Array.from({ length: 120 }, (_, n) => {
      const customer = `new${Math.trunc(random() * 30)}@home.test`;
      const isOurs = random() < 0.4;
      const at = new Date(Date.UTC(2024, 4, 6) + Math.trunc(random() * 40) * 3_600_000).toISOString();
      const mail = writeMail({ from: isOurs ? 'ada@desk.test' : customer, to: [isOurs ? customer : 'help@desk.test'], id: `${n}@new.test`, references: [`root-${customer}`], at, subject: `S ${n}`, text: `${n}` });
      return { ...mail, isAutomatic: random() < 0.2, isForward: isOurs && random() < 0.3 };
    });
    await desk.database.withAccount(desk.accountId, async (tx) => {
      const { stored } = await receiveMails(tx, desk.act, desk.help, mails);
      const ids = (await tx.rows(sql<{ id: number }>`SELECT DISTINCT conversation_id AS id FROM messages WHERE account_id = ${desk.accountId} AND content_hash = ANY(${mails.map((mail) => mail.contentHash)}::text[])`)).map((row) => row.id);
      const updates = async () => (await tx.one(sql<{ n: number }>`SELECT pg_stat_get_xact_tuples_updated('conversations'::regclass) AS n`)).n;
      const before1 = await updates();
      await tx.rows(sql<object>`SELECT refresh_conversations(${desk.accountId}, ${ids}::bigint[])`);
      const updated = await updates() - before1;
      assert.deepEqual([stored, ids.length > 10, updated], [120, true, 0], `seed ${seed}`);
    });
  });

  it('an answer that came before its question ends up in the same conversation', async () => {
    const question = writeMail({ from: 'late@home.test', id: 'late-q@home.test', at: '2024-05-06T08:00:00Z' });
    const answer = writeMail({ from: 'ada@desk.test', to: ['late@home.test'], subject: 'Re: Hello', inReplyTo: ['late-q@home.test'], at: '2024-05-06T09:00:00Z' });
    await take([answer]);
    await take([question]);
    assert.equal(await conversationOf(answer), await conversationOf(question));
  });

  it("a stranger who joins a thread gets a linked conversation and reads nobody else's", async () => {
    const ask = writeMail({ from: 'kim@home.test', id: 'kim@home.test' });
    await take([ask]);
    const stranger = writeMail({ from: 'mallory@else.test', subject: 'Re: Hello', inReplyTo: ['kim@home.test'], at: '2024-05-06T09:00:00Z' });
    await take([stranger]);
    const [first, second] = [await conversationOf(ask), await conversationOf(stranger)];
    assert.notEqual(first, second);
    assert.equal((await conversation(second)).linked_to, first);
    assert.equal((await row(ask)).thread_id, (await row(stranger)).thread_id);
  });

  it('somebody who was in Cc may answer in the same conversation', async () => {
    const ask = writeMail({ from: 'lee@home.test', cc: ['colleague@home.test'], id: 'lee@home.test' });
    const joined = writeMail({ from: 'colleague@home.test', subject: 'Re: Hello', inReplyTo: ['lee@home.test'], at: '2024-05-06T09:00:00Z' });
    await take([ask]);
    await take([joined]);
    assert.equal(await conversationOf(joined), await conversationOf(ask));
  });

  it('a list takes everybody into the thread', async () => {
    const ask = writeMail({ from: 'user1@home.test', to: ['list@lists.test'], id: 'l1@home.test' });
    const other = writeMail({ from: 'user2@else.test', to: ['list@lists.test'], subject: 'Re: Hello', inReplyTo: ['l1@home.test'], at: '2024-05-06T09:00:00Z' });
    await take([ask, other], desk.list);
    assert.equal(await conversationOf(ask), await conversationOf(other));
  });

  it('a subject alone joins only with a reply prefix, the same counterpart, within 30 days', async () => {
    const first = writeMail({ from: 'subj@home.test', subject: 'Printer on fire', at: '2024-05-01T08:00:00Z' });
    const joins = writeMail({ from: 'subj@home.test', subject: 'Re: Printer on fire', references: ['unknown-1@home.test'], at: '2024-05-20T08:00:00Z' });
    const noPrefix = writeMail({ from: 'subj@home.test', subject: 'Printer on fire', at: '2024-05-21T08:00:00Z', text: 'again' });
    const stranger = writeMail({ from: 'other@home.test', subject: 'Re: Printer on fire', references: ['unknown-2@home.test'], at: '2024-05-21T09:00:00Z' });
    await take([first]);
    await take([joins]);
    await take([noPrefix, stranger]);
    const late = writeMail({ from: 'subj2@home.test', subject: 'Old matter', at: '2024-01-01T08:00:00Z' });
    const tooLate = writeMail({ from: 'subj2@home.test', subject: 'Re: Old matter', references: ['unknown-3@home.test'], at: '2024-02-15T08:00:00Z' });
    await take([late]);
    await take([tooLate]);
    assert.equal(await conversationOf(joins), await conversationOf(first));
    assert.notEqual((await row(joins)).thread_id, (await row(first)).thread_id);
    for (const mail of [noPrefix, stranger]) assert.notEqual(await conversationOf(mail), await conversationOf(first));
    assert.notEqual(await conversationOf(tooLate), await conversationOf(late));
  });

  it('a late mail that unites threads merges conversations nobody acted on, silently, and the old id redirects', async () => {
    const a = writeMail({ from: 'uni@home.test', id: 'uni-a@home.test', subject: 'One' });
    const b = writeMail({ from: 'uni@home.test', id: 'uni-b@home.test', subject: 'Two', at: '2024-05-06T08:10:00Z' });
    await take([a]);
    await take([b]);
    const [before1, before2] = [await conversationOf(a), await conversationOf(b)];
    await take([writeMail({ from: 'uni@home.test', subject: 'Three', references: ['uni-a@home.test', 'uni-b@home.test'], at: '2024-05-06T08:20:00Z' })]);
    assert.equal(await conversationOf(b), await conversationOf(a));
    const [gone, kept] = [before1, before2].sort((x, y) => y - x);
    assert.equal((await conversation(gone!)).merged_into, kept);
    assert.equal((await conversation(kept!)).message_count, 3);
  });

  it('conversations that people acted on are linked instead', async () => {
    const a = writeMail({ from: 'act@home.test', id: 'act-a@home.test', subject: 'One' });
    const b = writeMail({ from: 'act@home.test', id: 'act-b@home.test', subject: 'Two', at: '2024-05-06T08:10:00Z' });
    await take([a]);
    await take([b]);
    const ids = [await conversationOf(a), await conversationOf(b)];
    const label = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ id: number }>`
      INSERT INTO labels (account_id, name, name_norm, created_at) VALUES (${desk.accountId}, 'vip', 'vip', ${desk.act.now}) RETURNING id`));
    for (const id of ids) await desk.database.withAccount(desk.accountId, (tx) => labelConversation(tx, desk.act, id, { add: [label.id] }));
    await take([writeMail({ from: 'act@home.test', subject: 'Three', references: ['act-a@home.test', 'act-b@home.test'], at: '2024-05-06T08:20:00Z' })]);
    assert.deepEqual([await conversationOf(a), await conversationOf(b)], ids);
    assert.equal((await conversation(Math.max(...ids))).linked_to, Math.min(...ids));
  });

  it('new mail reopens a closed conversation; mail older than the closing does not', async () => {
    const ask = writeMail({ from: 're@home.test', id: 're@home.test', at: '2024-05-01T08:00:00Z' });
    await take([ask]);
    const id = await conversationOf(ask);
    const close = () => desk.database.withAccount(desk.accountId, (tx) => closeConversations(tx, desk.act, [id, 999_999_999]));
    assert.deepEqual(await close(), [id]);
    await take([writeMail({ from: 're@home.test', subject: 'Re: Hello', inReplyTo: ['re@home.test'], at: '2024-05-02T08:00:00Z' })]);
    assert.equal((await conversation(id)).life, 'closed');
    await take([writeMail({ from: 're@home.test', subject: 'Re: Hello', inReplyTo: ['re@home.test'], at: '2024-05-06T13:00:00Z' })]);
    assert.equal((await conversation(id)).life, 'open');
  });

  it('a further mail of a spammer goes where the first went, and it stays spam', async () => {
    const first = writeMail({ from: 'spam@home.test', id: 'spam@home.test' });
    await take([first]);
    const id = await conversationOf(first);
    await desk.database.withAccount(desk.accountId, (tx) => changeLife(tx, desk.act, [id], { life: 'spam' }));
    const next = writeMail({ from: 'spam@home.test', subject: 'Re: Hello', inReplyTo: ['spam@home.test'], at: '2024-05-06T13:00:00Z' });
    await take([next]);
    assert.deepEqual([await conversationOf(next), (await conversation(id)).life], [id, 'spam']);
  });

  it('a merge by hand is taken back whole', async () => {
    const a = writeMail({ from: 'm1@home.test', id: 'm1@home.test', subject: 'M one' });
    const b = writeMail({ from: 'm2@home.test', id: 'm2@home.test', subject: 'M two' });
    await take([a, b]);
    const [from, into] = [await conversationOf(a), await conversationOf(b)];
    await desk.database.withAccount(desk.accountId, (tx) => mergeConversations(tx, desk.act, { from, into }));
    assert.equal(await conversationOf(a), into);
    await desk.database.withAccount(desk.accountId, (tx) => unmergeConversation(tx, desk.act, from));
    assert.equal(await conversationOf(a), from);
    assert.deepEqual([(await conversation(from)).message_count, (await conversation(into)).message_count], [1, 1]);
  });

  it('a merge into what was merged away goes where that went, and what was deleted with its merge stays deleted', async () => {
    const mails = ['n1', 'n2', 'n3'].map((name) => writeMail({ from: `${name}@home.test`, id: `${name}@home.test`, subject: name }));
    await take(mails);
    const [one, two, three] = await Promise.all(mails.map(conversationOf)) as [number, number, number];
    const within = (work: Parameters<typeof desk.database.withAccount<void>>[1]) => desk.database.withAccount(desk.accountId, work);
    await within((tx) => mergeConversations(tx, desk.act, { from: one, into: two }));
    await assert.rejects(within((tx) => mergeConversations(tx, desk.act, { from: two, into: one })), { code: 'invalid' });
    await within((tx) => mergeConversations(tx, desk.act, { from: three, into: one }));
    assert.equal(await conversationOf(mails[2]!), two);
    await assert.rejects(within((tx) => deleteConversation(tx, desk.act, one)), { code: 'conflict' }, 'an old id deletes nothing of others');
    await within((tx) => deleteConversation(tx, desk.act, two));
    await assert.rejects(within((tx) => unmergeConversation(tx, desk.act, one)), { code: 'not-found' });
    assert.equal((await conversation(one)).merged_into, two);
  });

  it('two processes that take two mails of one thread at the same moment agree', async () => {
    const second = desk.secondPool();
    for (let round = 0; round < 20; round += 1) {
      const [x, y, z] = ['x', 'y', 'z'].map((name) => `race-${round}-${name}@home.test`) as [string, string, string];
      const sets = [
        [writeMail({ from: 'race@home.test', id: x }), writeMail({ from: 'race@home.test', id: y, references: [x, z], at: '2024-05-06T08:01:00Z' })],
        [writeMail({ from: 'race@home.test', id: z, at: '2024-05-06T08:02:00Z' }), writeMail({ from: 'race@home.test', id: x })],
      ];
      await Promise.all(sets.map((mails, at) => (at === 0 ? desk.database : second).withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, mails))));
      const rows = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ thread_id: number; conversation_id: number }>`
        SELECT thread_id, conversation_id FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ANY(${[x, y, z]}::text[])`));
      assert.equal(rows.length, 3, 'each mail once');
      assert.equal(new Set(rows.map((entry) => entry.thread_id)).size, 1, 'one thread');
      assert.equal(new Set(rows.map((entry) => entry.conversation_id)).size, 1, 'one conversation');
    }
  });

  it('a failed batch changes nothing', async () => {
    const tables = ['messages', 'mail_ids', 'mail_threads', 'conversations', 'events', 'raw_mails', 'contacts'];
    const before1 = await Promise.all(tables.map(count));
    const broken = { ...writeMail({ from: 'bad@home.test' }), at: 'not a time' };
    await assert.rejects(take([writeMail({ from: 'good@home.test', text: 'unseen' }), broken]));
    assert.deepEqual(await Promise.all(tables.map(count)), before1);
  });
});

function pick(conversation: { life: string; turn: string; waiting_since: string | null }) {
  return [conversation.life, conversation.turn, conversation.waiting_since];
}

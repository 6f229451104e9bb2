import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { changeLife, deleteConversation, labelConversation, mergeConversations, postMessage, receiveMails, unmergeConversation } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { ensureLabels } from '#core/labels/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { rebuildSearch, searchConsumer, searchMessages, type SearchInput, type SearchResult } from '../index.ts';

let desk: Desk;
before(async () => {
  desk = await openDesk();
  const mails = [
    { id: 'a@x', from: 'dominique@cafe.test', name: 'Dominique Müller', subject: 'Broken espresso machine', text: 'The pump of my machine is broken, serial AB-1234/56.', at: '2026-01-10T10:00:00Z' },
    { id: 'b@x', from: 'bo@example.test', name: 'Bo Diddley', subject: 'Invoice 4711', text: 'Please send the invoice again. Naïve café résumé.', at: '2026-02-11T10:00:00Z' },
    { id: 'c@x', from: 'cara@example.test', name: 'Cara Stone', subject: 'Öffnungszeiten', text: 'When do you open on Sunday? 東京の天気 is fine.', at: '2026-02-12T10:00:00Z' },
    { id: 'd@x', from: 'bo@example.test', name: 'Bo Diddley', subject: 'Second invoice', text: 'The machine works, the invoice does not.', at: '2025-11-01T10:00:00Z', file: 'Rechnung_November.pdf' },
  ];
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`
    INSERT INTO files (account_id, sha256, byte_count, created_at) VALUES (${desk.accountId}, ${'a'.repeat(64)}, 3, ${desk.act.now})`));
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, mails.map(({ name, file, ...mail }) => {
    const written = writeMail(mail);
    return {
      ...written, sender: { ...written.sender, name },
      attachments: file === undefined ? [] : [{ fileName: file, mediaType: 'application/pdf', sniffedType: 'application/pdf', disposition: 'attachment' as const, contentId: null, sha256: 'a'.repeat(64), byteCount: 3 }],
    };
  })));
  await catchUp(desk.database, [searchConsumer]);
});
after(() => desk.close());

const search = (query: string, input: Partial<SearchInput> = {}, act: Act = desk.act): Promise<SearchResult> =>
  desk.database.withAccount(act.accountId, (tx) => searchMessages(tx, act, { query, ...input }));
/** The letters of the Message-IDs found, in order. */
async function found(query: string, input: Partial<SearchInput> = {}): Promise<string> {
  const { rows } = await search(query, input);
  const ids = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ id: number; letter: string }>`SELECT id, left(mail_id, 1) AS letter FROM messages WHERE account_id = ${desk.accountId}`));
  return rows.map((row) => ids.find((one) => one.id === row.messageId)?.letter).join('');
}

const cases: Record<string, string> = {
  'invoice': 'bd',                       // newest first
  'INVOICE machine': 'd',                // all words
  '"the invoice again"': 'b',
  '"invoice the"': '',                   // a phrase keeps its order
  'invo*': 'bd',
  'invo': '',
  'invoice -machine': 'b',
  '-invoice': 'ca',
  'cafe resume naive': 'b',              // accents ignored, in the text ...
  'öffnungszeiten': 'c',
  'offnungszeiten': 'c',
  'Muller': 'a',                         // ... and in names
  '4711': 'b',
  'ab-1234/56': 'a',
  '1234': 'a',
  'bo@example.test': 'bd',
  'example.test': 'cbd',
  'from:bo invoice': 'bd',
  'from:bo@example.test': 'bd',
  'from:cara invoice': '',
  'from:di*': 'bd',
  'to:help': 'cbad',
  'subject:invoice': 'bd',
  'subject:machine': 'a',
  'subject:"second invoice"': 'd',
  'has:attachment': 'd',
  'rechnung': 'd',                       // a file name
  'november.pdf': 'd',
  '東京': 'c',
  '京天': '',
  'after:2026-02-11': 'c',
  'before:2026-01-01 invoice': 'd',
  'after:2026-01-31 before:2026-02-12 invoice': 'b',
  'espreso': 'a',                        // typing errors in subjects,
  'dominqiue': 'a',                      // participants,
  'rechnugn': 'd',                       // file names
  'diddly invoice': 'bd',
  'from:dominiqe': 'a',
  'qwrtzx': '',
  'subject:café': '',
  '': '',
  '!!! ... "': '',
  '( | & ! <-> :* \\': '',
  ['\'; DROP TABLE messages; -- invoice\'']: '',
  'http://example.test': '',
};
for (const [query, letters] of Object.entries(cases)) {
  test(`${query === '' ? 'nothing' : query} finds ${letters === '' ? 'nothing' : letters}`, async () => { assert.equal(await found(query), letters); });
}

test('the last word is a beginning while it is typed', async () => {
  assert.equal(await found('invo', { isTyping: true }), 'bd');
  assert.equal(await found('invo ', { isTyping: true }), '');
  assert.equal(await found('mach invoice', { isTyping: true }), '');
});

test('a correction says which word it stands for', async () => {
  assert.deepEqual((await search('espreso')).corrections, [{ word: 'espreso', also: ['espresso'] }]);
  assert.deepEqual((await search('espresso')).corrections, []);
});

test('results carry subject and a stretch of text with marks, as plain text', async () => {
  const { rows, total } = await search('cafe invoice');
  assert.equal(rows.length, 1);
  const { headline, subject } = rows[0]!;
  assert.deepEqual(headline.marks.map(({ start, end }) => headline.text.slice(start, end)), ['invoice', 'café']);
  assert.deepEqual(subject.marks.map(({ start, end }) => subject.text.slice(start, end)), ['Invoice']);
  assert.deepEqual(total, { count: 1, isCapped: false });
});

test('pages follow each other without gap or repeat', async () => {
  const seen: number[] = [];
  let before: SearchInput['before'] = null;
  do {
    const page: SearchResult = await search('example.test', { limit: 1, before });
    seen.push(...page.rows.map((row) => row.messageId));
    before = page.next;
  } while (before);
  assert.deepEqual(seen, (await search('example.test')).rows.map((row) => row.messageId));
  assert.equal(seen.length, 3);
});

test('label: and is: look at the conversation as it is now', async () => {
  const [invoice] = (await search('"invoice again"')).rows;
  await desk.database.withAccount(desk.accountId, async (tx) => {
    const labels = await ensureLabels(tx, desk.act, ['Urgent Money']);
    await labelConversation(tx, desk.act, invoice!.conversationId, { add: [...labels.values()] });
    await changeLife(tx, desk.act, [invoice!.conversationId], { life: 'resolved' });
  });
  assert.equal(await found('label:"urgent money"'), 'b');
  assert.equal(await found('label:urgent'), '');
  assert.equal(await found('is:closed'), 'b');
  assert.equal(await found('is:open invoice'), 'd');
  assert.equal(await found('label:"urgent money" is:open'), '');
});

test('channel and instants narrow a search', async () => {
  assert.equal(await found('invoice', { channelId: desk.help.id }), 'bd');
  assert.equal(await found('invoice', { channelId: desk.sales.id }), '');
  assert.equal(await found('invoice', { from: '2026-02-11T10:00:00Z' }), 'b');
  assert.equal(await found('invoice', { to: '2026-02-11T10:00:00Z' }), 'd');
});

test('an answer and a note are found as soon as the consumer has come by', async () => {
  const [machine] = (await search('espresso')).rows;
  await postMessage(desk.database, desk.act, { conversationId: machine!.conversationId, direction: 'note', text: 'Needs a new zirconium valve' });
  assert.equal((await search('zirconium')).rows.length, 0);
  await catchUp(desk.database, [searchConsumer]);
  const [note] = (await search('zirconium')).rows;
  assert.equal(note!.conversationId, machine!.conversationId);
  assert.equal(note!.subject.text, 'Broken espresso machine');
});

test('documents follow a merge and an unmerge, and a deleted conversation is not found', async () => {
  const [from, into] = [(await search('Öffnungszeiten')).rows[0]!.conversationId, (await search('espresso')).rows[0]!.conversationId];
  const conversationsOf = async (query: string) => (await search(query)).rows.map((row) => row.conversationId);
  const stored = () => desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ id: number }>`
    SELECT DISTINCT d.conversation_id AS id FROM search_documents d JOIN messages m ON m.account_id = d.account_id AND m.id = d.message_id AND m.mail_id = 'c@x' WHERE d.account_id = ${desk.accountId}`));
  await desk.database.withAccount(desk.accountId, (tx) => mergeConversations(tx, desk.act, { from, into }));
  await catchUp(desk.database, [searchConsumer]);
  assert.deepEqual(await conversationsOf('Öffnungszeiten'), [into]);
  assert.deepEqual(await stored(), [{ id: into }]);
  await desk.database.withAccount(desk.accountId, (tx) => unmergeConversation(tx, desk.act, from));
  await catchUp(desk.database, [searchConsumer]);
  assert.deepEqual(await stored(), [{ id: from }]);
  await desk.database.withAccount(desk.accountId, (tx) => deleteConversation(tx, desk.act, from));
  await catchUp(desk.database, [searchConsumer]);
  assert.deepEqual(await conversationsOf('Öffnungszeiten'), []);
});

const dump = () => desk.database.withAccount(desk.accountId, async (tx) => ({
  documents: await tx.rows(sql<object>`SELECT to_jsonb(d) AS row FROM search_documents d WHERE account_id = ${desk.accountId} ORDER BY message_id`),
  names: await tx.rows(sql<object>`SELECT word, documents FROM search_names WHERE account_id = ${desk.accountId} ORDER BY word`),
}));

test('a rebuild gives the same rows that the events gave, also over a broken projection', async () => {
  await catchUp(desk.database, [searchConsumer]);
  const before = await dump();
  assert.ok(before.documents.length >= 4 && before.names.length > 10);
  assert.deepEqual(await rebuildSearch(desk.database, desk.accountId), { documents: before.documents.length });
  assert.deepEqual(await dump(), before);
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await tx.run(sql`DELETE FROM search_documents WHERE account_id = ${desk.accountId} AND message_id = (SELECT min(message_id) FROM search_documents)`);
    await tx.run(sql`UPDATE search_names SET documents = documents + 3 WHERE account_id = ${desk.accountId} AND word LIKE 'm%'`);
    await tx.run(sql`INSERT INTO search_names (account_id, word, documents) VALUES (${desk.accountId}, 'stale', 1)`);
    await tx.run(sql`INSERT INTO search_documents (account_id, message_id, conversation_id, channel_id, month, at, words) VALUES (${desk.accountId}, 999999, 1, 1, 1, now(), 'ghost')`);
  });
  await rebuildSearch(desk.database, desk.accountId);
  assert.deepEqual(await dump(), before);
});

test('another account finds none of it, and the functions refuse an account that is not the transaction\'s', async () => {
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  const theirs = systemAct(other, desk.act.now, 'test');
  assert.equal((await search('invoice', {}, theirs)).rows.length, 0);
  assert.deepEqual((await search('espreso', {}, theirs)).corrections, []);
  const calls = [
    sql`SELECT * FROM search_messages(${desk.accountId}, NULL, true, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 10, 10, 100, 100)`,
    sql`SELECT * FROM search_similar_words(${desk.accountId}, ARRAY['espreso'], ARRAY['espreso'::tsquery])`,
  ];
  for (const call of calls) {
    await assert.rejects(desk.database.withAccount(other, (tx) => tx.rows(call)), { code: '42501' });
    await assert.rejects(desk.database.rows(call), { code: '42501' });
  }
  await assert.rejects(desk.database.withAccount(other, (tx) => searchMessages(tx, desk.act, { query: 'invoice' })), /an act of account/);
});

test('without conversations.read nobody searches', async () => {
  const act: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['contacts.read']) } };
  await assert.rejects(search('invoice', {}, act), { code: 'forbidden' });
});

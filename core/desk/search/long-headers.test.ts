import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { sql } from '#storage/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { searchConsumer, searchMessages } from '../index.ts';
import { documentWords, type SearchableText } from './document-words.ts';
import { queryText } from './query-text.ts';
import { splitWords } from '#core/kernel/index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());

/** Letters of four bytes that nothing folds: the words of such a text are as big as words can be. */
const bigWord = (n: number): string => [0, 1, 2].map((digit) => String.fromCodePoint(0x12000 + Math.trunc(n / 600 ** digit) % 600)).join('');

test('a mail with endless names, subject and text is indexed as far as a document can hold, and those after it are found', async () => {
  const many = (count: number, word: (n: number) => string) => Array.from({ length: count }, (_, n) => word(n)).join(' ');
  const mail = writeMail({ from: 'bo@home.test', id: 'long@x', subject: `Firstly ${many(15_000, (n) => `s${n}`)}`, text: `Zebra ${many(40_000, (n) => bigWord(n))}` });
  const recipients = Array.from({ length: 3_000 }, (_, n) => ({
    role: n % 2 === 0 ? 'to' as const : 'cc' as const, address: `r${n}@far.test`, name: many(60, (at) => bigWord(100_000 + n * 60 + at)),
  }));
  const long = { ...mail, baseSubject: 'firstly', recipients: [...mail.recipients, ...recipients], sender: { ...mail.sender, name: many(20_000, (n) => bigWord(400_000 + n)) } };
  const plain = writeMail({ from: 'cy@home.test', id: 'plain@x', subject: 'Afterwards' });
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [long, plain]));
  await catchUp(desk.database, [searchConsumer]);
  for (const query of ['firstly', 'zebra', 'afterwards']) {
    const { rows } = await desk.database.withAccount(desk.accountId, (tx) => searchMessages(tx, desk.act, { query }));
    assert.equal(rows.length, 1, query);
  }
});

const nothing: SearchableText = { subject: '', senders: '', recipients: '', fileNames: '', text: '', hasAttachments: false };
/** Whether the database finds a document, as words, by this query. */
async function finds(searchable: Partial<SearchableText>, term: { text: string; field?: 'subject' | 'from' | 'to'; isPrefix?: boolean }): Promise<boolean> {
  const { text } = queryText([{ field: null, isPrefix: false, isExcluded: false, ...term }], false);
  const [row] = await desk.database.rows(sql<{ found: boolean }>`SELECT ${documentWords({ ...nothing, ...searchable })}::tsvector @@ ${text}::tsquery AS found`);
  return row!.found;
}

test('whatever a text is made of, the database takes its words, and each is found', async () => {
  const odd = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ unit: fc.constantFrom(...Array.from("':*&|!<->()\\ \u0000\u001b%$ aé東\u0301\u200d1e5")) , maxLength: 60 }));
  await fc.assert(fc.asyncProperty(odd, odd, async (subject, text) => {
    const searchable = { subject, text, senders: text, recipients: subject, fileNames: text, hasAttachments: true };
    for (const [word, field] of [[splitWords(text).at(-1), undefined], [splitWords(subject)[0], 'subject'], [splitWords(text)[0], 'from'], [splitWords(subject).at(-1), 'to']] as const) {
      if (word !== undefined) assert.equal(await finds(searchable, { text: word, ...(field ? { field } : {}) }), true, `${field ?? 'anywhere'}: ${word}`);
    }
    if (splitWords(text).length > 0) assert.equal(await finds({ text }, { text }), true, 'the whole text as a phrase');
  }), { numRuns: 60 });
});

test('words beyond the last place that is kept are found, alone and beside others; a word without end hides none', async () => {
  const far = `start ${'same '.repeat(20_000)}${Array.from({ length: 20_000 }, (_, n) => `w${n % 4_000}`).join(' ')} finish`;
  for (const text of ['start', 'start same', 'w3999', 'finish']) assert.equal(await finds({ text: far }, { text }), true, text);
  assert.equal(await finds({ text: far }, { text: 'finish start' }), false);
  assert.equal(await finds({ text: `one ${'x'.repeat(1_000_000)} two` }, { text: 'one two' }), true);
  assert.equal(await finds({ senders: `${'n'.repeat(400)} bo` }, { text: 'n'.repeat(400), field: 'from' }), true);
});

test('no part of a mail can take the room of another', async () => {
  const many = (first: number) => Array.from({ length: 50_000 / 4 }, (_, n) => bigWord(first + n)).join(' ');
  const full = { subject: `firstly ${many(0)}`, senders: `bo ${many(20_000)}`, recipients: `cy ${many(40_000)}`, fileNames: `file ${many(60_000)}`, text: `body ${Array.from({ length: 30_000 }, (_, n) => bigWord(90_000 + n)).join(' ')}`, hasAttachments: true };
  for (const term of [{ text: 'firstly', field: 'subject' }, { text: 'bo', field: 'from' }, { text: 'file' }, { text: 'body' }] as const) assert.equal(await finds(full, term), true, term.text);
});

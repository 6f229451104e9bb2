import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { searchConsumer, searchMessages } from '../index.ts';

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

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { findCorpus, listFiles, missing } from '../testing/corpus.ts';
import { readMail } from '../testing/read-mail.ts';
import { foldLines, foldQuotes } from './fold-quotes.ts';
import { LINE_CHARS_MAX, splitLines, type TextLine } from './text-lines.ts';

const discourse = findCorpus('discourse-email_reply_trimmer');
const crisp = findCorpus('crisp-email-reply-parser');
const talon = findCorpus('talon');
const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

test('the segments concatenate to the input, whatever it is', () => {
  const piece = fc.constantFrom(
    '> a', '>', '\n', '\r\n', '\r', '-- ', '--', 'On Mon, 3 May 2021 at 10:00, Bo <bo@x.example> wrote:', 'From: Bo <bo@x.example>', 'Sent: today', 'To: ada@x.example',
    'Subject: x', '-----Original Message-----', '____________', 'Sent from my iPhone', 'own words', ' ', '\t', '\u200b', '写道：', '| a', '<', 'wrote:',
  );
  const text = fc.oneof(fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')), fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('\n')), fc.string({ unit: 'binary' }));
  fc.assert(fc.property(text, (input) => foldQuotes(input).segments.map((segment) => segment.text).join('') === input), { numRuns: 1500 });
});

test('an answer below or between quotes keeps its context, one above folds it', () => {
  const heading = 'Am Mo., 3. Mai 2021 um 10:00 Uhr schrieb Bo\n<bo@customer.example>:\n';
  assert.equal(foldQuotes(`Danke!\n\n${heading}> Hallo\n`).visible, 'Danke!');
  assert.equal(foldQuotes(`${heading}> Hallo\n\nDanke!\n`).visible, 'Danke!');
  assert.equal(foldQuotes(`${heading}> eins?\nJa.\n> zwei?\nNein.\n> Gruß\n`).visible, '> eins?\nJa.\n> zwei?\nNein.');
});

for (const [language, heading] of Object.entries({
  spanish: 'El lun, 3 may 2021 a las 10:00, Bo (<bo@x.example>) escribió:', japanese: '2021年5月3日(月) 10:00 Bo <bo@x.example>:', korean: '2021년 5월 3일 (월) 오전 10:00, Bo <bo@x.example>님이 작성:',
  finnish: 'ma 3. toukok. 2021 klo 10.00 Bo (bo@x.example) kirjoitti:', turkish: 'Bo <bo@x.example>, 3 May 2021 Pzt, 10:00 tarihinde şunu yazdı:', czech: 'po 3. 5. 2021 v 10:00 odesílatel Bo <bo@x.example> napsal:',
  dutch: 'Op ma 3 mei 2021 om 10:00 schreef Bo <bo@x.example>:', swedish: 'Den mån 3 maj 2021 kl 10:00 skrev Bo <bo@x.example>:', hungarian: 'Bo <bo@x.example> ezt írta (időpont: 2021. máj. 3., H, 10:00):', russian: 'пн, 3 мая 2021 г. в 10:00, Bo <bo@x.example>:',
  vietnamese: 'Vào 10:00, T2, 3 thg 5, 2021 Bo <bo@x.example> đã viết:', greek: 'Στις Δευ 3 Μαΐ 2021 στις 10:00 π.μ., ο χρήστης Bo <bo@x.example> έγραψε:', romanian: 'lun., 3 mai 2021 la 10:00, Bo <bo@x.example> a scris:', hebrew: '‫בתאריך יום ב׳, 3 במאי 2021 ב-10:00 מאת ‪Bo‬‏ <‪bo@x.example‬‏>:‬',
})) {
  test(`the heading of a quote is known in ${language}`, () => {
    assert.deepEqual(foldQuotes(`ok\n\n${heading}\n\n> Hi\n`).segments.map((segment) => segment.kind).filter((kind) => kind !== 'own'), ['attribution', 'quote']);
    assert.equal(foldQuotes(`ok\n\n${heading}\n\n> Hi\n`).visible, 'ok');
  });
}

test('printed heads, signatures and list footers fold; prose that resembles them stays', () => {
  assert.equal(foldQuotes('Hei\n\nFra: Bo <bo@x.example>\nSendt: 3. mai\nTil: Ada\nEmne: Hei\n\ngammelt').visible, 'Hei');
  assert.equal(foldQuotes('Hi\n\n-- \nBo\nShop\n').visible, 'Hi');
  assert.equal(foldQuotes('Hi\n\n_______________________________________________\nUsers mailing list\nUsers@x.example\n').visible, 'Hi');
  for (const prose of ['From: Rome\nTo: Oslo\nDate: 3 May\nprice?', 'He wrote: no.\nThen left.', 'Sent from my office by courier, as agreed with Bo last week.', 'On Monday at 10:00 we wrote to you.\nNo answer yet.', 'a\n---\nb']) {
    assert.equal(foldQuotes(prose).visible, prose);
  }
});

/** The lines, and how often one of them was looked at. */
function counted(text: string): { readonly lines: readonly TextLine[]; readonly looks: () => number } {
  let looks = 0;
  const lines = new Proxy(splitLines(text), {
    get: (target, name, receiver) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  return { lines, looks: () => looks };
}

test('hostile text costs in proportion to its lines: twice the text, at most a little over twice the looks', () => {
  const hostile: Record<string, string> = {
    feeds: '\n', openers: 'On Jan 1, 2020\n', delimiters: '--\n', rules: '====\n\n', heads: 'From: a@b\nTo: b\n', labels: 'a:\n', footers: '____\n', mixed: '> a\nb\n', wrapped: `> ${'a '.repeat(40)}\nb\n`, blanks: '--\n\n\n\n\n\n\n\n', bars: 'On Jan 1, 2020, a@b wrote:\n| a\n',
  };
  for (const [name, piece] of Object.entries(hostile)) {
    const looksAt = (times: number): number => {
      const { lines, looks } = counted(piece.repeat(times));
      foldLines(lines);
      return looks();
    };
    const [once, twice] = [looksAt(500), looksAt(1_000)];
    const lines = splitLines(piece.repeat(500)).length;
    assert.ok(once <= lines * 200, `${name}: ${once} looks at ${lines} lines`);
    assert.ok(twice <= once * 2.1 + 200, `${name}: ${once} looks, then ${twice}`);
  }
});

test('a line counts for no more than its first thousand characters, so that one long line costs no more than many', () => {
  for (const character of ['>', ' ', '<', '*', 'a@', '1/1/', 'wrote: ']) {
    for (const { plain } of splitLines(character.repeat(1e5))) assert.ok(plain.length <= LINE_CHARS_MAX, character);
    assert.equal(foldQuotes(character.repeat(1e5)).segments.map(({ text }) => text).join(''), character.repeat(1e5));
  }
});

test('replies of many clients are trimmed as people would', { skip: discourse === null && missing('discourse-email_reply_trimmer') }, (t) => {
  const files = listFiles(`${discourse}/emails`, '.txt');
  const wrong = files.filter((file) => tidy(foldQuotes(readFileSync(`${discourse}/emails/${file}`, 'utf8')).visible) !== tidy(readFileSync(`${discourse}/trimmed/${file}`, 'utf8')));
  t.diagnostic(`discourse: ${files.length - wrong.length} of ${files.length} exact; not: ${wrong.join(', ') || 'none'}`);
  assert.ok(1 - wrong.length / files.length > 0.9);
});

test('the answer above a quote in many languages', { skip: crisp === null && missing('crisp-email-reply-parser') }, (t) => {
  const texts = listFiles(crisp ?? '', '.txt').map((file) => [file, tidy(readFileSync(`${crisp}/${file}`, 'utf8'))] as const).filter(([, text]) => text.startsWith('Fusce bibendum'));
  const wrong = texts.filter(([, text]) => tidy(foldQuotes(text).visible) !== text.split('\n').slice(0, 5).join('\n'));
  t.diagnostic(`crisp: ${texts.length - wrong.length} of ${texts.length} exact; not: ${wrong.map(([file]) => file).join(', ') || 'none'}`);
  assert.ok(1 - wrong.length / texts.length > 0.9);
});

test('the answer of seven mail programs', { skip: talon === null && missing('talon') }, (t) => {
  const files = listFiles(`${talon}/standard_replies`, '.eml');
  const right = files.filter((file) => foldQuotes(readMail(readFileSync(`${talon}/standard_replies/${file}`)).text).visible === 'Hello');
  t.diagnostic(`talon: ${right.length} of ${files.length}`);
  assert.equal(right.length, files.length);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFold, foldQuotes } from './fold-quotes.ts';

test('an answer above a quote keeps itself and folds the quote with its first line', () => {
  assert.deepEqual(foldQuotes('Yes.\n\nOn Mon, 23 Nov 2026 at 10:12, Ada <ada@x.example> wrote:\n> Is it?\n> Ada'), {
    own: 'Yes.', folded: 'On Mon, 23 Nov 2026 at 10:12, Ada <ada@x.example> wrote:\n> Is it?\n> Ada',
  });
  assert.equal(foldQuotes('Ja.\n\nAm 23.11.2026 um 10:12 schrieb Ada Beispiel:\n> Ja?').own, 'Ja.');
  assert.equal(foldQuotes('Yes.\n\n-----Original Message-----\nFrom: Ada\nIs it?').own, 'Yes.');
  assert.equal(foldQuotes('Yes.\n\nOn Monday, the 23rd of November, Ada Example\n<ada@x.example> wrote:\n> Is it?').own, 'Yes.');
});

test('an answer between the lines of a quote stays open, and so does a text that is nothing but a quote', () => {
  const between = 'Hello,\n\nOn Mon, Ada Example wrote:\n> One?\nFirst.\n> Two?\nSecond.';
  assert.deepEqual(foldQuotes(between), { own: between, folded: '' });
  assert.deepEqual(foldQuotes('> only\n> quoted'), { own: '> only\n> quoted', folded: '' });
  assert.deepEqual(foldQuotes('plain'), { own: 'plain', folded: '' });
  assert.deepEqual(foldQuotes('see\n> this\nand that'), { own: 'see\n> this\nand that', folded: '' });
});

test('twice the text costs twice the looks at its lines, whatever it is made of', () => {
  const looksAt = (text: string): number => {
    let looks = 0;
    findFold(new Proxy(text.split('\n'), { get: (target, name, receiver) => {
      if (typeof name === 'string' && /^\d+$/.test(name)) looks += 1;
      return Reflect.get(target, name, receiver) as unknown;
    } }));
    return looks;
  };
  for (const piece of ['> a\nb\n', '> a\n', '\n', 'On a\n', 'On Mon, Ada wrote:\nx\n', '>\n\nx\n', 'a <b@c> wrote:\n']) {
    const [once, twice] = [looksAt(piece.repeat(1_000)), looksAt(piece.repeat(2_000))];
    assert.ok(twice <= once * 2 + 8, `${JSON.stringify(piece)}: ${once} looks, then ${twice}`);
  }
});

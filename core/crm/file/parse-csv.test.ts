import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCsv } from './parse-csv.ts';

const cells = (text: string): readonly (readonly string[])[] => parseCsv(text).map((row) => row.cells);

test('rows, quotes, separators and line ends are read as spreadsheets write them', () => {
  assert.deepEqual(cells('a,b\r\n1,"x, ""y"""\r\n'), [['a', 'b'], ['1', 'x, "y"']]);
  assert.deepEqual(cells('\uFEFFa;b\n1;2,5\n\n\n3;'), [['a', 'b'], ['1', '2,5'], ['3', '']]);
  assert.deepEqual(cells('a\tb\r1\t2'), [['a', 'b'], ['1', '2']]);
  assert.deepEqual(parseCsv('a\n"x\r\ny"\nb\n').map(({ line }) => line), [1, 2, 4], 'a line of a row is where it begins');
  assert.deepEqual(cells(''), []);
  assert.deepEqual(cells('a,,\n,,\n'), [['a', '', '']], 'an empty row is none');
  assert.deepEqual(cells('"a"'), [['a']]);
});

test('a quote that is not closed and something after one are refused with their line', () => {
  for (const text of ['a\n"b\n', 'a\n"b"c\n']) assert.throws(() => parseCsv(text), { code: 'invalid' }, text);
});

test('every text that is written as a CSV is read back', () => {
  const pieces = ['', 'plain', 'a,b', 'a;b', '"', '""', 'line\nbreak', 'line\r\nbreak', 'tab\there', 'ü €'];
  for (const a of pieces) for (const b of pieces) {
    const written = `head,two\n${[a, b].map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\nend,x`;
    assert.deepEqual(cells(written), [['head', 'two'], ...(a === '' && b === '' ? [] : [[a, b]]), ['end', 'x']], JSON.stringify([a, b]));
  }
});

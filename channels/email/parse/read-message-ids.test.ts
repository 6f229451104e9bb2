import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMessageIds } from './read-message-ids.ts';

const cases: [value: string, ids: string[]][] = [
  ['<a@x>', ['a@x']],
  ['<a@x> <b@y>,<c@z>', ['a@x', 'b@y', 'c@z']],
  ['Your message of "Mon, 1 Jan 2001 10:00:00 +0100" <a@x>', ['a@x']],
  ['Your message of "Mon, 1 Jan 2001" from ada@x.example', []],
  ['<a@x> (Ada\'s message of Monday)', ['a@x']],
  ['a@x', ['a@x']],
  ['a@x b@y', ['a@x', 'b@y']],
  ['<a\t b@x>', ['ab@x']],
  ['<"quoted"@x>', ['quoted@x']],
  ['<"a > b"@x>', ['"a>b"@x']],
  ['<ab"c@x> <d"e@y>', ['ab"c@x', 'd"e@y']],
  ['<<a@x>>', ['a@x']],
  ['<a@x', ['a@x']],
  ['<>', []],
  ['', []],
  ['<unknown>', []],
  ['<20190428104041-abcdef>', ['20190428104041-abcdef']],
];

test('every id in a field is found, and words that are no ids are not', () => {
  for (const [value, ids] of cases) assert.deepEqual(readMessageIds(value), ids, value);
});

test('an over-long id stays equal to itself and fits an index', () => {
  const [long] = readMessageIds(`<${'a'.repeat(3_000)}@x>`);
  assert.equal(long, readMessageIds(`<${'a'.repeat(3_000)}@x>`)[0]);
  assert.ok((long ?? '').length < 200);
});

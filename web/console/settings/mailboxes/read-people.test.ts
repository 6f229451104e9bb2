import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPeople } from './read-people.ts';

test('a list or a CSV gives people, with or without names, quotes and a heading; the first line without an address is told', () => {
  assert.deepEqual(readPeople('\uFEFFName;Mail\r\n"Ada Ace";ada@desk.test\r\n\r\nbo@desk.test,Bo\n<cy@desk.test>\n"Di, D" <di@desk.test>\n'), {
    people: [{ email: 'ada@desk.test', name: 'Ada Ace' }, { email: 'bo@desk.test', name: 'Bo' }, { email: 'cy@desk.test' }, { email: 'di@desk.test', name: 'Di, D' }], wrong: null,
  });
  assert.deepEqual(readPeople('ada@desk.test\nnobody\nbo@desk.test'), { people: [{ email: 'ada@desk.test' }], wrong: 2 });
  assert.deepEqual(readPeople(''), { people: [], wrong: null });
});

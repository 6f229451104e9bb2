import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openToken } from './open-token.ts';
import { parseRecipients, recipientText } from './parse-recipients.ts';

test('names and addresses are read by commas, semicolons and lines outside quotes; each address once; what is none is told', () => {
  assert.deepEqual(parseRecipients('Bo <bo@x.example>, ada@y.example; "Last, First" <l@z.example>\nBO@x.example, nobody'), {
    recipients: [{ name: 'Bo', address: 'bo@x.example' }, { address: 'ada@y.example' }, { name: 'Last, First', address: 'l@z.example' }], wrong: ['nobody'],
  });
  assert.deepEqual(parseRecipients(' , ;'), { recipients: [], wrong: [] });
});

test('what is written back reads as the same people', () => {
  const people = [{ name: 'Last, First', address: 'l@z.example' }, { address: 'bo@x.example' }, { name: 'Ada', address: 'ada@y.example' }];
  assert.deepEqual(parseRecipients(recipientText(people)).recipients, people);
});

test('a code or a name is open while the caret stands in its word', () => {
  assert.deepEqual(openToken('Hello /gre', 10), { sign: '/', start: 6, word: 'gre' });
  assert.deepEqual(openToken('@', 1), { sign: '@', start: 0, word: '' });
  assert.equal(openToken('bo@x.example', 12), null, 'an address names nobody');
  assert.deepEqual(openToken('Hi :gr', 6), { sign: ':', start: 3, word: 'gr' });
  for (const text of [':', ':)', 'at 10:30', 'a:b', ':gr:']) assert.equal(openToken(text, text.length), null, text);
  assert.equal(openToken('and/or', 6), null);
  assert.equal(openToken('/done now', 9), null);
});

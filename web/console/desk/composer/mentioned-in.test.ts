import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mentionedIn } from './mentioned-in.ts';

test('a note names whom it says after an @, by the longest name that fits and by whole names', () => {
  const people = [{ id: 1, name: 'Ada' }, { id: 2, name: 'Ada Byron' }, { id: 3, name: 'Bo' }, { id: 4, name: '' }];
  assert.deepEqual(mentionedIn('@Ada Byron, see @Bo. @Bo @Bono', people), [2, 3]);
  assert.deepEqual(mentionedIn('@Ada and bo@Bo.example', people), [1, 3]);
  assert.deepEqual(mentionedIn('Ada @ @nobody', people), []);
});

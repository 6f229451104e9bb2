import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOf, readLines } from './proactive-lines.ts';

test('lines come back as they were written, and the first wrong one is named', () => {
  const greetings = [{ seconds: 20, url: '/pricing', text: 'Any questions | about prices?' }, { seconds: 0, url: '', text: 'Hi' }];
  assert.deepEqual(readLines(linesOf(greetings)), { greetings });
  assert.deepEqual(readLines('\n  5 |*|  Hello  \n\n'), { greetings: [{ seconds: 5, url: '', text: 'Hello' }] });
  for (const [text, wrongLine] of [['x | /a | b', 1], ['5 | /a', 1], ['5 | /a | ', 1], ['5 | * | ok\n-1 | * | no', 2], ['3601 | * | late', 1]] as const) assert.deepEqual(readLines(text), { wrongLine }, text);
});

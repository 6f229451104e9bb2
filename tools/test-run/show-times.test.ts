import assert from 'node:assert/strict';
import { test } from 'node:test';
import { processorMs, processorMsOf, theDatabase } from './note-time.ts';
import { showTimes } from './show-times.ts';

test('the fifteen that took most are shown, the longest first, and the sum of all', () => {
  const times = Array.from({ length: 20 }, (_, at) => ({ file: `${at}.test.ts`, ms: 2_000, cpuMs: at * 1_000 }));
  const lines = showTimes(times).split('\n');
  assert.equal(lines[1], 'Most time of a core, in seconds (and by the clock), of 190 s in all:');
  assert.equal(lines[2], '   19.0     2.0  19.test.ts');
  assert.equal(lines.length, 17);
  assert.equal(showTimes([]), '');
  assert.equal(showTimes([...times, { file: theDatabase, ms: 9_000, cpuMs: 500_000 }]).split('\n')[1], 'Most time of a core, in seconds (and by the clock), of 190 s in all, and 500 s of the database:');
});

test('time of a core grows while something is computed', () => {
  const before = processorMs();
  for (let sum = 0, at = 0; at < 3e7; at += 1) sum += at % 7;
  assert.ok(processorMs() > before);
  if (process.platform === 'linux') assert.ok(processorMsOf(process.pid) > 0);
  assert.equal(processorMsOf(2 ** 30), 0, 'no such process');
});

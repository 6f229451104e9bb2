import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationWords, parseDuration, parseDurations } from './duration-words.ts';

test('lengths of time are read as people type them in both languages, and nothing else is', () => {
  for (const [typed, seconds] of [['90', 5_400], ['1:30', 5_400], ['1h 30m', 5_400], ['1h30m', 5_400], ['2 hours', 7_200], ['2 Std.', 7_200], ['15 min', 900], ['1 Stunde 5 Minuten', 3_900], ['45 Sek.', 45], [' 8H ', 28_800]] as const) assert.equal(parseDuration(typed), seconds, typed);
  for (const typed of ['', '0', '0h', 'soon', '-1', '1.5h', '1h later', '1:75', '1x', '9999999']) assert.equal(parseDuration(typed), null, typed);
});

test('what is written is read back', () => {
  for (const seconds of [1, 59, 60, 90, 3_600, 5_400, 86_400, 90_061]) assert.equal(parseDuration(durationWords(seconds)), seconds);
  assert.deepEqual(parseDurations('15m, 1h; 4h'), [900, 3_600, 14_400]);
  assert.deepEqual([parseDurations(' '), parseDurations('1h, x')], [[], null]);
});

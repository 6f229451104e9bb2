import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisSpanText, exactSpanText, spanText } from './span-text.ts';

/** Narrow spaces of the platform as plain ones. */
const plain = (text: string): string => text.replace(/\s/gu, ' ');

test('a length of time is said in what matters of it, and to the second where that is asked for', () => {
  assert.deepEqual([0, 42.4, 750, 60, 3_600, 11_100, 184_809].map((seconds) => plain(spanText(seconds, 'en-GB'))), ['0s', '42s', '12m 30s', '1m', '1h', '3h 5m', '51h 20m']);
  assert.equal(plain(exactSpanText(184_809, 'en-GB')), '51h 20m 9s');
  assert.deepEqual([0, 90, 1_800, 5_400, 86_400].map((seconds) => plain(axisSpanText(seconds, 'en-GB'))), ['0', '90s', '30m', '1.5h', '24h']);
});

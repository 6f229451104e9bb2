import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heightMessage, keepHeight, keptHeight } from './frame-heights.ts';

test('a frame tells a height and nothing else: within bounds, or it is not heard', () => {
  assert.deepEqual([400.2, 0, 1e9].map((height) => heightMessage({ type: 'patchbay:mail-height', height })), [401, 24, 30_000]);
  for (const data of [null, 400, 'x', {}, { type: 'patchbay:mail-height' }, { type: 'patchbay:mail-height', height: '400' }, { type: 'patchbay:mail-height', height: Number.NaN }, { type: 'patchbay:mail-height', height: -1 }, { type: 'x', height: 4 }]) assert.equal(heightMessage(data), null);
});

test('heights of the last mails are remembered, not of all', () => {
  for (let at = 0; at < 600; at += 1) keepHeight(`m${at}`, at);
  assert.deepEqual([keptHeight('m0'), keptHeight('m599')], [null, 599]);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWanted, readOptions } from './options.ts';

test('without arguments everything is wanted', () => {
  assert.deepEqual(readOptions([]), { only: null, isQuick: false });
  assert.ok(isWanted({ only: null, isQuick: false }, 'guards'));
});

test('--only takes a part of a path or a regular expression', () => {
  assert.deepEqual(readOptions(['--quick', '--only', 'core/']), { only: 'core/', isQuick: true });
  assert.ok(isWanted({ only: 'core/', isQuick: false }, 'core/a.test.ts'));
  assert.ok(isWanted({ only: '^core.*a[.]test', isQuick: false }, 'core/a.test.ts'));
  assert.ok(!isWanted({ only: 'core/', isQuick: false }, 'guards'));
});

test('an unknown option, a missing pattern and a broken pattern are refused', () => {
  for (const args of [['--fast'], ['--only'], ['--only='], ['--only', '(']]) assert.equal(readOptions(args), null, args.join(' '));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isWanted, readOptions } from './options.ts';

const none = { only: null, isQuick: false, times: null, isWhole: false, day: null };

test('without arguments everything is wanted', () => {
  assert.deepEqual(readOptions([]), none);
  assert.ok(isWanted(none, 'guards'));
});

test('--only takes a part of a path or a regular expression', () => {
  assert.deepEqual(readOptions(['--quick', '--only', 'core/', '--times', 'a.jsonl']), { ...none, only: 'core/', isQuick: true, times: 'a.jsonl' });
  assert.ok(isWanted({ ...none, only: 'core/' }, 'core/a.test.ts'));
  assert.ok(isWanted({ ...none, only: '^core.*a[.]test' }, 'core/a.test.ts'));
  assert.ok(!isWanted({ ...none, only: 'core/' }, 'guards'));
});

test('a run goes the whole way of its walks, or the share of a day that is named', () => {
  assert.deepEqual(readOptions(['--whole']), { ...none, isWhole: true });
  assert.deepEqual(readOptions(['--day', '20783']), { ...none, day: 20_783 });
  assert.deepEqual(readOptions(['--day=0']), { ...none, day: 0 });
});

test('an unknown option, a missing pattern and a broken pattern are refused, and so is a day that is none or that the whole has no use for', () => {
  for (const args of [['--fast'], ['--only'], ['--only='], ['--only', '('], ['--times'], ['--times='], ['--day'], ['--day=x'], ['--day', '1.5'], ['--whole', '--day', '3']]) assert.equal(readOptions(args), null, args.join(' '));
});

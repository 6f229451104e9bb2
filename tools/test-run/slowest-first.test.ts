import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { slowest, slowestFirst } from './slowest-first.ts';

test('the longest begin first, the others keep their order, and nothing is run that was not asked for', () => {
  assert.deepEqual(slowestFirst(['a.test.ts', 'storage/explain.test.ts', 'b.test.ts', 'web/console/console.slow.test.ts']), ['web/console/console.slow.test.ts', 'storage/explain.test.ts', 'a.test.ts', 'b.test.ts']);
});

test('each of the slow ones is there', () => {
  assert.deepEqual(slowest.filter((path) => !existsSync(join(import.meta.dirname, '../..', path))), []);
});

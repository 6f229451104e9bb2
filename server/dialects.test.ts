import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialectNames } from './cli/open-context.ts';
import { dialects } from './dialects.ts';

test('the command line makes tokens for exactly the APIs that the server speaks', () => {
  assert.deepEqual([...dialectNames].sort(), dialects.map((dialect) => dialect.name).sort());
});

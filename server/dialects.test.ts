import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialectNames } from './cli/open-context.ts';
import { noOutside } from '#testkit/outside/no-outside.ts';
import { createDialects } from './dialects.ts';

test('the command line makes tokens for exactly the APIs that the server speaks', () => {
  assert.deepEqual([...dialectNames].sort(), createDialects(noOutside()).map((dialect) => dialect.name).sort());
});

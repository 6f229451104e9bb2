import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { closedDirectoryFor, isReachableBy } from './is-reachable-by.ts';
import { makeTestDirectory } from './testing/test-places.ts';

const place = makeTestDirectory();
after(place.remove);
const stranger = { uid: 61_001, gid: 61_001 };

test('a closed directory anywhere above is found and named', () => {
  const inner = join(place.path, 'home', 'patchbay', 'data');
  mkdirSync(inner, { recursive: true });
  assert.equal(isReachableBy(inner, stranger), true);
  chmodSync(join(place.path, 'home'), 0o700);
  assert.equal(closedDirectoryFor(inner, stranger), realpathSync(join(place.path, 'home')));
  assert.equal(isReachableBy(inner, { uid: process.getuid?.() ?? 0, gid: 0 }), true);
});

test('passing needs no right to list', () => {
  const directory = join(place.path, 'passable');
  mkdirSync(directory);
  chmodSync(directory, 0o711);
  assert.equal(isReachableBy(directory, stranger), true);
  assert.equal(isReachableBy(join(place.path, 'missing'), stranger), false);
});

import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { test } from 'node:test';

import { databaseLocation } from './database-location.ts';

test('DATABASE_URL comes first', () => {
  const url = 'postgres://u:p@db/patchbay';
  assert.deepEqual(databaseLocation({ DATABASE_URL: url, PATCHBAY_DATA_DIR: '/x' }), { kind: 'url', url });
});

test('the data directory is data in the checkout, or what PATCHBAY_DATA_DIR says, from where we are', () => {
  assert.deepEqual(databaseLocation({}), { kind: 'embedded', dataDir: join(import.meta.dirname, '..', '..', 'data') });
  assert.deepEqual(databaseLocation({ DATABASE_URL: '', PATCHBAY_DATA_DIR: 'here' }), { kind: 'embedded', dataDir: resolve('here') });
});

test('an address of another kind is refused, without repeating the password in it', () => {
  assert.throws(() => databaseLocation({ DATABASE_URL: 'mysql://u:hunter2@db/x' }), (error: Error) => {
    assert.match(error.message, /postgres:\/\//);
    return !error.message.includes('hunter2');
  });
});

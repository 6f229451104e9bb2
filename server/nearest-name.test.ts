import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestName } from './nearest-name.ts';

test('a typing error finds the name that was meant, and nonsense finds none', () => {
  const names = ['serve', 'setup', 'import', 'export', 'backup', 'restore', 'business-time'];
  assert.equal(nearestName('sevre', names), 'serve');
  assert.equal(nearestName('bakcup', names), 'backup');
  assert.equal(nearestName('busines-time', names), 'business-time');
  assert.equal(nearestName('frobnicate', names), null);
});

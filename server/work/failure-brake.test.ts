import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFailureBrake, failureKind } from './failure-brake.ts';

test('failures are told once a minute for each kind, with how many were not told, and a second kind is not hidden by the first', () => {
  let now = 0;
  const told: unknown[] = [];
  const brake = createFailureBrake(() => now, (_error, about) => told.push(about));
  for (let nth = 0; nth < 5; nth += 1, now += 10_000) brake.failed('timers', new Error('x'), { accountId: 1 });
  brake.failed('devices', new Error('y'), { accountId: 2 });
  now = 60_000;
  brake.failed('timers', new Error('x'), { accountId: 1 });
  assert.deepEqual(told, [{ accountId: 1, kind: 'timers' }, { accountId: 2, kind: 'devices' }, { accountId: 1, kind: 'timers', notTold: 4 }]);
  assert.deepEqual([brake.isOver(), brake.isOver()], [true, false]);
  brake.failed('timers', new Error('x'), {});
  assert.equal(told.length, 4, 'after it went well, a failure is told at once');
});

test('a kind is the part and what went wrong, without the numbers in it', () => {
  assert.equal(failureKind('due', new Error('interaction 17 of 3')), failureKind('due', new Error('interaction 18 of 4')));
  assert.notEqual(failureKind('due', new Error('a')), failureKind('due', new Error('b')));
  assert.equal(failureKind('due', Object.assign(new Error('deadlock on 5'), { code: '40P01' })), 'due 40P01');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn } from './in-turn.ts';

/** Work that ends when it is told to. */
function openWork() {
  const runs: { end(value: string): void; fail(error: Error): void }[] = [];
  const work = (): Promise<string> => new Promise((resolve, reject) => { runs.push({ end: resolve, fail: reject }); });
  return { runs, work };
}
const settled = () => new Promise((resolve) => { setImmediate(resolve); });

test('who asks while it runs for another shares a run that begins afterwards', async () => {
  const [owner, { runs, work }] = [{}, openWork()];
  const [first, second, third] = [inTurn(owner, 'a', work), inTurn(owner, 'a', work), inTurn(owner, 'a', work)];
  await settled();
  assert.equal(runs.length, 1);
  runs[0]!.end('before');
  assert.equal(await first, 'before');
  await settled();
  assert.equal(runs.length, 2, 'one run for both');
  const fourth = inTurn(owner, 'a', work);
  runs[1]!.end('after');
  assert.deepEqual(await Promise.all([second, third]), ['after', 'after']);
  await settled();
  assert.equal(runs.length, 3, 'who came while that one ran is told nothing older than his question');
  runs[2]!.end('last');
  assert.equal(await fourth, 'last');
  await settled();
  const fifth = inTurn(owner, 'a', work);
  assert.equal(runs.length, 4, 'nothing is kept');
  runs[3]!.end('anew');
  assert.equal(await fifth, 'anew');
});

test('other names and owners do not wait, and a failure is told to those who share it and to nobody else', async () => {
  const [owner, { runs, work }] = [{}, openWork()];
  const outcomes = [inTurn(owner, 'a', work), inTurn(owner, 'b', work), inTurn({}, 'a', work), inTurn(owner, 'a', work)].map((each) => each.catch((error: Error) => error.message));
  await settled();
  assert.equal(runs.length, 3);
  runs[0]!.fail(new Error('away'));
  runs[1]!.end('b');
  runs[2]!.end('other');
  await settled();
  runs[3]!.end('back');
  assert.deepEqual(await Promise.all(outcomes), ['away', 'b', 'other', 'back']);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asLongRead } from './long-reads.ts';

test('three long reads run at once, the others in order of coming, and one that fails gives its place back', async () => {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const reads = [0, 1, 2, 3, 4].map((n) => asLongRead(async () => {
    begun.push(n);
    await new Promise<void>((resolve) => { ends[n] = resolve; });
    if (n === 0) throw new Error('planted');
    return n;
  }));
  const turn = () => new Promise((resolve) => { setImmediate(resolve); });
  const failure = assert.rejects(reads[0]!, /planted/);
  await turn();
  assert.deepEqual(begun, [0, 1, 2]);
  ends[0]!();
  await failure;
  await turn();
  assert.deepEqual(begun, [0, 1, 2, 3]);
  ends[2]!();
  await turn();
  assert.deepEqual(begun, [0, 1, 2, 3, 4]);
  for (const n of [1, 3, 4]) ends[n]!();
  assert.deepEqual(await Promise.all(reads.slice(1)), [1, 2, 3, 4]);
});

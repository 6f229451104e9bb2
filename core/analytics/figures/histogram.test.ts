import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { addTo, bucketSeconds, DenseHistogram, eachOfText, ranksOf, type Histogram } from './histogram.ts';

const shares = [0.5, 0.9];

test('both kinds of histogram find the ranks that counting off the spans one by one finds', (context) => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  context.diagnostic(`seed ${seed}`);
  const random = seededRandom(seed);
  for (let round = 0; round < 300; round += 1) {
    const pairs = Array.from({ length: Math.trunc(random() * 12) }, () => [Math.trunc(random() * 60) - 1, 1 + Math.trunc(random() * 9)] as const);
    const spans = pairs.flatMap(([bucket, count]) => Array.from({ length: count }, () => bucket)).sort((a, b) => a - b);
    const wanted = shares.map((share) => (spans.length === 0 ? null : bucketSeconds(spans[Math.max(1, Math.ceil(spans.length * share)) - 1]!)));
    const [dense, half, sparse]: [DenseHistogram, DenseHistogram, Histogram] = [new DenseHistogram(), new DenseHistogram(), new Map()];
    const text = pairs.flat().join(round % 2 === 0 ? ' ' : ',');
    eachOfText(text, (bucket, count) => { addTo(sparse, bucket, count); });
    let at = 0;
    eachOfText(text, (bucket, count) => { ((at += 1) % 2 === 0 ? dense : half).add(bucket, count); });
    dense.addAll(half);
    assert.deepEqual([dense.ranks(shares), ranksOf(sparse, shares)], [wanted, wanted], text);
  }
});

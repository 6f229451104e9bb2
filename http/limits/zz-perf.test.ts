import { test } from 'node:test';
import { systemClock } from '#core/kernel/index.ts';
import { openDatabase } from '#storage/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { createServer } from '../create-server.ts';
import { toyDialect } from '../testing/toy-dialect.ts';
import { createRateLimiter } from './rate-limiter.ts';
test('perf', async () => {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection);
  const limiter = createRateLimiter({ database, clock: systemClock });
  const w = [{ seconds: 60, most: 3000 }, { seconds: 3600, most: 90000 }];
  for (let i = 0; i < 50; i++) await limiter.take('a', w);
  let t = performance.now();
  for (let i = 0; i < 500; i++) await limiter.take('a', w);
  console.log('take ms', (performance.now() - t) / 500);
  const server = createServer({ database, clock: systemClock, dialects: [toyDialect({ limits: [{ seconds: 60, most: 1 }] })] });
  const ask = () => server.inject({ method: 'POST', url: '/toy/echo/1', headers: { authorization: 'Bearer good' } });
  for (let i = 0; i < 200; i++) await ask();
  t = performance.now();
  for (let i = 0; i < 1000; i++) await ask();
  console.log('refused ms', (performance.now() - t) / 1000);
  // hostile bodies
  const free = createServer({ database, clock: systemClock, dialects: [toyDialect()] });
  for (const [name, payload] of [['deep', '['.repeat(500_000) + ']'.repeat(500_000)], ['keys', `{${Array.from({ length: 80_000 }, (_, i) => `"k${i}":1`).join()}}`], ['elements', `[${'1,'.repeat(500_000)}1]`], ['huge', `"${'x'.repeat(2_000_000)}"`], ['form', 'a=1&'.repeat(250_000)]] as const) {
    t = performance.now();
    const a = await free.inject({ method: 'POST', url: '/toy/echo/1', headers: { authorization: 'Bearer good', 'content-type': name === 'form' ? 'application/x-www-form-urlencoded' : 'application/json' }, payload });
    console.log(name, a.statusCode, performance.now() - t);
  }
  await database.close(); await clone.drop();
});

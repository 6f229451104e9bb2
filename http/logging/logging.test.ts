import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testClock } from '#core/kernel/index.ts';
import { createServer } from '../create-server.ts';
import { noDatabase } from '../testing/no-database.ts';
import { toyDialect } from '../testing/toy-dialect.ts';
import { createLogger } from './create-logger.ts';
import { scrubUrl } from './scrub-url.ts';

test('secrets in a URL do not reach the log, however their names are written', () => {
  for (const name of ['apikey', 'api_key', 'API-Key', 'access_token', 'api_access_token', 'auth%5Btoken%5D', 'token[]', 'code', 'password']) {
    assert.ok(!scrubUrl(`/x?a=1&${name}=canary&b=2`).includes('canary'), name);
  }
  assert.equal(scrubUrl('/x?a=1&page=2&from=2024-05-01'), '/x?a=1&page=2&from=2024-05-01');
  assert.equal(scrubUrl('/x?search=bo%40home.test&model=Ada&page=2'), '/x?search=[...]&model=[...]&page=2');
  assert.equal(scrubUrl('/claim/abcdefghijklmnopqrst'), '/claim/[redacted]');
});

test('a whole request with secrets everywhere leaves none in the log', async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'trace', destination: { write: (line) => { lines.push(line); } } });
  const server = createServer({ database: noDatabase(), clock: testClock('2024-05-01T10:00:00Z'), dialects: [toyDialect()], logger });
  for (const authorization of ['Bearer good-canary', 'Bearer bad-canary']) {
    await server.inject({ method: 'POST', url: '/toy/echo/1?apikey=canary', headers: { authorization, cookie: 'canary' }, payload: { password: 'canary' } });
    await server.inject({ method: 'POST', url: '/toy/echo/1?token=canary&x=%zz', headers: { authorization }, payload: '{"canary' });
  }
  logger.warn({ password: 'canary', nested: { token: 'canary' }, err: Object.assign(new Error('x'), { detail: 'canary' }) }, 'careless');
  assert.ok(lines.length >= 5);
  assert.ok(!lines.join('').includes('canary'), lines.join(''));
});

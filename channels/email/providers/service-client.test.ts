import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { MailboxError } from '../imap/mailbox-error.ts';
import { openServiceClient, type ServiceClient } from './service-client.ts';
import { serviceUrls } from './service-urls.ts';
import { startStandIn, type Answered, type StandIn } from './testing/stand-in.ts';

const nowMs = Date.parse('2026-11-26T12:00:00Z');
let standIn: StandIn;
let answers: Answered[] = [];
let waited: number[] = [];
const seen: (string | undefined)[] = [];
before(async () => {
  standIn = await startStandIn(({ headers }) => {
    seen.push(headers['authorization'] as string | undefined);
    return answers.shift() ?? { status: 200, body: '{}' };
  });
});
after(() => standIn.close());

async function client<T>(given: Answered[], work: (client: ServiceClient) => Promise<T>, allow: readonly string[] = ['127.0.0.0/8']): Promise<T> {
  [answers, waited] = [given, []];
  seen.length = 0;
  const opened = openServiceClient({ outbound: { allow }, urls: serviceUrls, nowMs: () => nowMs, wait: async (ms) => { waited.push(ms); } });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}
const failed = (work: Promise<unknown>): Promise<MailboxError> => work.then(() => { throw new Error('it was answered'); }, (error: unknown) => {
  assert.ok(error instanceof MailboxError, String(error));
  return error;
});

test('a service that asks for patience is waited for as long as it says: seconds, or a date', async () => {
  const given = [{ status: 429, headers: { 'retry-after': '7' } }, { status: 503, headers: { 'retry-after': 'Thu, 26 Nov 2026 12:00:09 GMT' } }, { status: 200, body: 'good' }];
  const answer = await client(given, (one) => one.call(standIn.url));
  assert.deepEqual([answer.status, answer.body.toString(), waited], [200, 'good', [7_000, 9_000]]);
});

test('one that fails without saying is tried again with growing pauses, five times in all', async () => {
  const error = await failed(client(Array.from({ length: 9 }, () => ({ status: 500 })), (one) => one.call(standIn.url)));
  assert.deepEqual([waited, seen.length, error.said?.key], [[1_000, 2_000, 4_000, 8_000], 5, 'service-busy']);
});

test('a pause that is longer than a call waits ends the reading until then', async () => {
  const error = await failed(client([{ status: 429, headers: { 'retry-after': '900' } }], (one) => one.call(standIn.url)));
  assert.deepEqual([waited, error.retryAfterMs], [[], 900_000]);
});

test('a refused token is got anew, once', async () => {
  const asked: boolean[] = [];
  const token = async ({ isRefused }: { isRefused: boolean }): Promise<string> => { asked.push(isRefused); return isRefused ? 'new' : 'old'; };
  assert.equal((await client([{ status: 401 }, { status: 200 }], (one) => one.callAs(token, standIn.url))).status, 200);
  assert.deepEqual([asked, seen], [[false, true], ['Bearer old', 'Bearer new']]);
  assert.equal((await client([{ status: 401 }, { status: 401 }, { status: 200 }], (one) => one.callAs(token, standIn.url))).status, 401);
});

test('a redirect is an answer and is not followed: the token goes nowhere else', async () => {
  const answer = await client([{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }], (one) => one.callAs(async () => 'secret', standIn.url));
  assert.deepEqual([answer.status, seen.length], [302, 1]);
});

test('an address inside is not called unless it is allowed, whatever its spelling', async () => {
  const { port } = new URL(standIn.url);
  for (const host of ['127.0.0.1', 'localhost', '0x7f000001', '[::ffff:127.0.0.1]']) {
    const error = await failed(client([], (one) => one.call(`http://${host}:${port}/`), []));
    assert.deepEqual([error.step, seen.length], ['resolve', 0], host);
  }
});
